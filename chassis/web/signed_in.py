"""Who sits behind a page: the session of the request, and what guards a change."""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Request

from chassis.errors import Refused
from chassis.identity import Actor, NotSignedIn
from chassis.settings import ServiceSettings
from chassis.web.sessions import Session, find_session

SAFE = ("GET", "HEAD")
TOKEN_FIELD = "token"  # noqa: S105 - the name of a field


def cookie_name(settings: ServiceSettings, what: str = "session") -> str:
    """Each service its own: cookies do not tell ports apart."""
    name = f"cspr_{settings.service}_{what}"
    return f"__Host-{name}" if is_https(settings) else name


def is_https(settings: ServiceSettings) -> bool:
    """Whether browsers reach this service by https."""
    return settings.public_url.startswith("https://")


async def session_of(request: Request) -> Session:
    """The request's session, looked up once; raises NotSignedIn."""
    known: Session | None = getattr(request.state, "session", None)
    if known is None:
        service = request.app.state.service
        id_ = request.cookies.get(cookie_name(service.settings), "")
        async with service.db.begin() as tx:
            known = await find_session(tx.conn, id_) if id_ else None
        if known is None:
            raise NotSignedIn("Sign in to see this page.")
        request.state.session = known
    return known


async def signed_in(request: Request) -> Actor:
    """The person behind a page. A change must come from one of this session's own forms.

    Raises NotSignedIn, and Refused (code ``forbidden``) for a form that is not ours.
    """
    session = await session_of(request)
    if request.method not in SAFE:
        request.state.command_id = await _from_own_form(request, session)
    return session.actor


async def _from_own_form(request: Request, session: Session) -> UUID:
    form = await request.form()
    command_id = session.command_id(str(form.get(TOKEN_FIELD, "")))
    if command_id is None or not _same_site(request):
        raise Refused("This form is out of date. Open the page again.", code="forbidden")
    return command_id


def _same_site(request: Request) -> bool:
    """What browsers say of where a form came from; older ones say nothing."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = request.headers.get("origin")
    own = urlsplit(request.app.state.service.settings.public_url)
    return origin is None or origin == f"{own.scheme}://{own.netloc}"


SignedIn = Annotated[Actor, Depends(signed_in)]
