"""The error tree as pages; machines get problem documents instead."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from chassis.identity import NotSignedIn
from chassis.web.cookies import is_https
from chassis.web.headers import secure_headers
from chassis.web.late_form import late_form
from chassis.web.pages import render
from chassis.web.problems import add_problem_handlers, problem
from chassis.web.signed_in import SAFE

log = structlog.get_logger()
TITLES = {
    400: "That did not work",
    403: "You may not do this",
    404: "Page not found",
    405: "This can not be done at this address",
    408: "That took too long",
    413: "That is too large",
    422: "Some answers are wrong",
    415: "This is not the kind of content that is read here",
    429: "Too much in this time",
    503: "Try again shortly",
}
CODES = {
    400: "unreadable",
    404: "not-found",
    405: "method",
    408: "too-slow",
    413: "too-large",
    415: "media-type",
}


def wants_page(request: Request) -> bool:
    """A browser asks for pages; ``/v1`` and everything else gets problem documents."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith("/v1/")


def error_page(
    request: Request, status: int, title: str, more: Mapping[str, Any]
) -> Response | None:
    """What ``add_problem_handlers`` asks for: a page, or None for a machine."""
    if not wants_page(request):
        return None
    return render(
        request,
        "chassis/error.html",
        status=status,
        title=TITLES.get(status, title),
        reason=more.get("detail"),
        source=more.get("source"),
        reasons=[named(one) for one in more.get("errors", ())],
        back=back_from(request),
    )


def named(error: Mapping[str, str]) -> str:
    """What is wrong, with the field that it is wrong with: ``/children/0/sex`` is ``Sex``."""
    parts = [one for one in error["pointer"].split("/") if not one.isdecimal()]
    field = parts[-1].replace("_", " ")
    return f"{field.capitalize()}: {error['reason']}" if field else error["reason"]


def to_sign_in(request: Request) -> Response:
    """Sign in, then come back to the page."""
    query = f"?{request.url.query}" if request.url.query else ""
    wanted = f"{request.url.path}{query}"
    return RedirectResponse(f"/sign-in?next={quote(wanted, safe='/')}", status_code=303)


def back_from(request: Request) -> str:
    """The page of ours that led here, or the first one; never the one that has just failed to open."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.netloc == request.url.netloc
    places = [_place(came_from.path, came_from.query), "/"] if ours else ["/"]
    failed = _place(request.url.path, request.url.query) if request.method in SAFE else ""
    return next((place for place in places if place not in ("", failed)), "")


def _place(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def add_error_pages(app: FastAPI) -> None:
    """Errors as pages for browsers; call it after the routes are there."""
    add_problem_handlers(app, error_page)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
    machines: Mapping[Any, Any] = {**app.exception_handlers}

    async def wrong_address(request: Request, error: Exception) -> Response:
        page = error_page(request, 404, "", {})
        return page or await machines[RequestValidationError](request, error)

    async def not_signed_in(request: Request, error: Exception) -> Response:
        if not wants_page(request):
            answer: Response = await machines[NotSignedIn](request, error)
            return answer
        return to_sign_in(request) if request.method in SAFE else await late_form(request)

    app.add_exception_handler(RequestValidationError, wrong_address)
    app.add_exception_handler(NotSignedIn, not_signed_in)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    page = error_page(request, status, str(error.detail), {})
    code, title = CODES.get(status, "http"), TITLES.get(status, str(error.detail))
    answer = page or problem(status, code, title, detail=str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(request: Request, error: Exception) -> Response:
    """A fault of ours: its type and place are logged under a reference, nothing of it is told."""
    reference = secrets.token_hex(4)
    log.error("a page failed", exc_info=error, correlation=reference)
    if not wants_page(request):
        return problem(500, "failed", "Something went wrong here", reference=reference)
    answer = render(request, "chassis/failed.html", status=500, reference=reference)
    https = is_https(request.app.state.service.settings)
    answer.headers.update(secure_headers(request.state.nonce, https=https))
    answer.headers["Cache-Control"] = "no-store"
    return answer
