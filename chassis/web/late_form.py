"""The answer to a form that came after its session had ended: it is kept, and a link leads back to it.

A redirect to the sign-in would lose it: browsers hold ``form-action`` against redirects too.
"""

import base64
import secrets
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.routing import Match

from chassis.seal import oct_key
from chassis.web.cookies import cookie_name, set_cookie
from chassis.web.forms import texts_of
from chassis.web.kept_forms import KEPT, KEPT_H_MAX, keep_form
from chassis.web.pages import render
from chassis.web.sessions import Session, session_behind
from chassis.web.signed_in import FIELDS_MAX, TOKEN_FIELD, same_site


async def late_form(request: Request) -> Response:
    """Keep what was typed for the person to whom the form was given, and say so."""
    if request.url.path == "/sign-out":
        return RedirectResponse("/signed-out", status_code=303)
    form = await request.form(max_fields=FIELDS_MAX)
    session = await _given_to(request, form)
    page, key = page_of(request), _key(request)
    typed = texts_of(form)
    if session and typed:
        async with request.app.state.service.db.begin() as tx:
            id_ = await keep_form(tx.conn, session.actor.id, urlsplit(page).path, typed, key)
        page = f"{page}{'&' if '?' in page else '?'}{KEPT}={id_}"
    answer = render(
        request,
        "chassis/late_form.html",
        status=401,
        sign_in=f"/sign-in?next={quote(page, safe='/')}",
        is_kept=bool(session and typed),
        is_lost=bool(typed) and session is None,
        has_file=any(isinstance(one, UploadFile) and one.filename for one in form.values()),
        kept_hours=KEPT_H_MAX,
    )
    if session and typed:
        settings = request.app.state.service.settings
        set_cookie(answer, settings, KEPT, key, KEPT_H_MAX * 3600)
    return answer


async def _given_to(request: Request, form: FormData) -> Session | None:
    """The ended session whose page held this form; None for a form that is not ours."""
    if not same_site(request):
        return None
    async with request.app.state.service.db.read() as conn:
        return await session_behind(conn, str(form.get(TOKEN_FIELD, "")))


def page_of(request: Request) -> str:
    """The page with the form: where it was sent from, else the nearest one to where it went."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.netloc == request.url.netloc
    sent_to = request.url.path
    for path in (came_from.path if ours else "", sent_to, sent_to.rpartition("/")[0]):
        if path and _has_page(request, path):
            asked = parse_qsl(came_from.query) if path == came_from.path else []
            query = urlencode([(name, value) for name, value in asked if name != KEPT])
            return f"{path}?{query}" if query else path
    return "/"


def _has_page(request: Request, path: str) -> bool:
    scope = {**request.scope, "method": "GET", "path": path}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def _key(request: Request) -> str:
    """The browser's own key: the one it has, so that two tabs do not lose each other's form."""
    given = request.cookies.get(cookie_name(request.app.state.service.settings, KEPT), "")
    try:
        oct_key(given)
    except ValueError:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return given
