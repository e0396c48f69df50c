"""Problem documents (RFC 9457): the one mapping from errors to HTTP for machines."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from asyncpg import CharacterNotInRepertoireError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from chassis.errors import (
    NotAsRead,
    NotFound,
    Refused,
    Reused,
    Stale,
    TooLarge,
    TooOften,
    Transient,
)
from chassis.identity import NotSignedIn
from chassis.plain_words import plain
from chassis.retry import DATABASE, may_pass

log = structlog.get_logger()
AWAY = (
    "The records can not be reached just now. Send the same again shortly:"
    " it is taken once, however often it is sent."
)
TYPES = "https://contracts.cspr.example/problems"
MEDIA_TYPE = "application/problem+json"
NOT_HELD = {"pointer": "", "reason": "This holds the character U+0000, which can not be kept."}
HEADERS = {401: {"WWW-Authenticate": "Bearer"}}
ERRORS_MAX, NAME_CHARS_MAX = 100, 100
"""A body of wrong fields alone is not answered by a longer one."""


class Invalid(Exception):
    """Rules found more than one field wrong: each with its JSON Pointer and a plain sentence."""

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        """``errors``: pointer and reason of each."""
        super().__init__(f"{len(errors)} fields are wrong")
        self.errors = list(errors)


def problem(status: int, code: str, title: str, **more: Any) -> JSONResponse:
    """A problem document as an answer; ``code`` is stable and may be relied on."""
    body = document(status, code, title, **more)
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def document(status: int, code: str, title: str, **more: Any) -> dict[str, Any]:
    """A problem document."""
    return {"type": f"{TYPES}/{code}", "title": title, "status": status, "code": code, **more}


def pointers(errors: Sequence[Any], *, skip: int = 0) -> list[dict[str, str]]:
    """Pydantic's first errors as JSON Pointers with plain reasons; what was sent is never repeated."""
    return [
        {
            "pointer": "".join(f"/{_escaped(part)}" for part in error["loc"][skip:]),
            "reason": plain(error),
        }
        for error in errors[:ERRORS_MAX]
    ]


def _escaped(part: object) -> str:
    return str(part)[:NAME_CHARS_MAX].replace("~", "~0").replace("/", "~1")


Kind = tuple[int, str, str]
KINDS: Mapping[type[Exception], Kind] = {
    Invalid: (422, "invalid", "Some fields are wrong"),
    ValidationError: (422, "invalid", "Some fields are wrong"),
    Refused: (409, "refused", "This is not possible"),
    Reused: (422, "key_reused", "Sent before with other content"),
    Stale: (409, "stale", "Someone changed this"),
    NotAsRead: (412, "stale", "Someone changed this"),
    NotFound: (404, "not-found", "Not found"),
    NotSignedIn: (401, "not-signed-in", "Sign in first"),
    TooLarge: (413, "too-large", "That is too large"),
    TooOften: (429, "too-often", "Too much in this time"),
    Transient: (503, "try-again", "Try again shortly"),
}
"""Status, code and title of each error that is raised on purpose."""
FORBIDDEN: Kind = (403, "forbidden", "You may not do this")


def problem_of(error: Exception) -> dict[str, Any]:
    """What became of one of many, as a problem document; a fault of ours is logged, and not told."""
    if isinstance(error, HTTPException) and error.status_code == 413:  # how a body's limit says it
        error = TooLarge(error.detail)
    kind = next((one for one in type(error).__mro__ if one in KINDS), None)
    if kind is None and isinstance(error, DATABASE) and may_pass(error):
        kind, error = Transient, Transient(AWAY)
    if kind is None:
        log.error("one of many failed", exc_info=error)
        failed = {"detail": "It has been noted."}
        return document(500, "failed", "Something went wrong here", **failed)
    more = _details(error)
    status, code, title = _told(KINDS[kind], more)
    return document(status, code, title, **more)


def add_problem_handlers(app: FastAPI, wants_page: Any = None) -> None:
    """Map the error tree to problem documents; ``wants_page`` may answer with a page instead."""

    def handle(kind: Kind) -> Any:
        async def handler(request: Request, error: Exception) -> Any:
            more = _details(error)
            status, code, title = _told(kind, more)
            if wants_page and (page := wants_page(request, status, title, more)):
                return page
            answer = problem(status, code, title, **more)
            if status in (429, 503):
                answer.headers["Retry-After"] = str(getattr(error, "retry_after_s", 5))
            answer.headers.update(HEADERS.get(status, {}))
            return answer

        return handler

    app.add_exception_handler(RequestValidationError, _validation)
    for kind, told in KINDS.items():
        app.add_exception_handler(kind, handle(told))
    app.add_exception_handler(Exception, _unexpected)
    try_again = handle(KINDS[Transient])

    async def database_away(request: Request, error: Exception) -> Any:
        if not may_pass(error):
            raise error
        log.warning("the database did not answer", error=type(error).__name__)
        return await try_again(request, Transient(AWAY))

    async def not_held(request: Request, _error: Exception) -> Any:
        return await handle(KINDS[Invalid])(request, Invalid([NOT_HELD]))

    app.add_exception_handler(CharacterNotInRepertoireError, not_held)
    for kind in DATABASE:
        app.add_exception_handler(kind, database_away)


async def _unexpected(_request: Request, error: Exception) -> JSONResponse:
    """A fault of ours: its type and place are logged, nothing of it is told."""
    log.error("a request failed", exc_info=error)
    return problem(500, "failed", "Something went wrong here", detail="It has been noted.")


async def _validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = pointers(error.errors(), skip=1)
    return problem(422, "invalid", "Some fields are wrong", errors=found)


def _told(kind: Kind, more: dict[str, Any]) -> Kind:
    """What is told of an error of a kind: its own code goes before the kind's."""
    status, code, title = kind
    own = more.pop("code", code)
    return FORBIDDEN if own == FORBIDDEN[1] else (status, own, title)


def _details(error: Exception) -> dict[str, Any]:
    match error:
        case Invalid():
            return {"errors": error.errors}
        case ValidationError():
            return {"errors": pointers(error.errors(include_input=False, include_url=False))}
        case Refused():
            named = {"source": error.source, "field": error.field}
            said = {name: value for name, value in named.items() if value}
            code = {} if error.code == "refused" else {"code": error.code}
            return {"detail": error.reason, **said, **code}
        case _:
            return {"detail": str(error)} if str(error) else {}
