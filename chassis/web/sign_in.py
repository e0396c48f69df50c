"""Signing in and out: OpenID Connect, code flow with PKCE; no token is kept."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from chassis.identity import Actor, Client, NotSignedIn
from chassis.settings import ServiceSettings
from chassis.web.cookies import cookie_name, is_https, set_cookie
from chassis.web.guard import public
from chassis.web.pages import render
from chassis.web.sessions import (
    LIFE_S_MAX,
    SIGNING_IN_S_MAX,
    begin_sign_in,
    close_session,
    end_sign_in,
    open_session,
)
from chassis.web.signed_in import session_of, signed_in

CALLBACK = "/sign-in/callback"
routes = APIRouter(include_in_schema=False)
Open = Depends(public)


@routes.get("/sign-in", dependencies=[Open])
async def sign_in(request: Request, next_: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Send the person to the provider, remembering where they wanted to go."""
    service = request.app.state.service
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    where = await service.provider.sign_in_address(client_of(service.settings), kept)
    async with service.db.begin() as tx:
        id_ = await begin_sign_in(tx.conn, {**kept, "next": own_path(next_)})
    answer = RedirectResponse(where, status_code=303)
    set_cookie(answer, service.settings, "signing_in", id_, SIGNING_IN_S_MAX)
    return answer


def client_of(settings: ServiceSettings) -> Client:
    """This service, as the provider knows it."""
    secret = settings.client_secret.get_secret_value()
    return Client(settings.client_id, secret, f"{settings.public_url}{CALLBACK}")


@routes.get(CALLBACK, dependencies=[Open])
async def callback(request: Request, code: str = "", state: str = "") -> Response:
    """The provider's answer: verified, then a session with a new id."""
    service = request.app.state.service
    settings: ServiceSettings = service.settings
    id_ = request.cookies.get(cookie_name(settings, "signing_in"), "")
    async with service.db.begin() as tx:
        kept = await end_sign_in(tx.conn, id_)
    if kept is None or not code or not same_text(kept["state"], state):
        return render(request, "chassis/sign_in_failed.html", status=400)
    try:
        claims = await service.provider.redeem(client_of(settings), code, kept)
    except NotSignedIn:
        return render(request, "chassis/sign_in_failed.html", status=400)
    async with service.db.begin() as tx:
        session_id = await open_session(tx.conn, Actor.from_claims(claims))
    answer = RedirectResponse(kept["next"], status_code=303)
    set_cookie(answer, settings, "session", session_id, LIFE_S_MAX)
    answer.delete_cookie(cookie_name(settings, "signing_in"), secure=is_https(settings))
    return answer


@routes.post("/sign-out", dependencies=[Depends(signed_in), Open])
async def sign_out(request: Request) -> Response:
    """End the session here; the provider's own session is the provider's."""
    service = request.app.state.service
    session = await session_of(request)
    async with service.db.begin() as tx:
        await close_session(tx.conn, session.id_hash)
    answer = RedirectResponse("/signed-out", status_code=303)
    answer.delete_cookie(cookie_name(service.settings), secure=is_https(service.settings))
    return answer


@routes.get("/signed-out", dependencies=[Open], response_class=HTMLResponse)
async def signed_out(request: Request) -> Response:
    """Say so."""
    return render(request, "chassis/signed_out.html")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are equal, in the same time for any; whatever signs they hold."""
    return secrets.compare_digest(one.encode(), other.encode())


def own_path(wanted: str) -> str:
    """A path on this site; anything that could lead elsewhere becomes the first page."""
    leads_away = wanted.startswith(("//", "/\\")) or any(ord(sign) < 32 for sign in wanted)
    return wanted if wanted.startswith("/") and not leads_away else "/"
