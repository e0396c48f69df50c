"""Who sits behind a page: the session of the request, and what guards a change."""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Request

from chassis.errors import Refused
from chassis.identity import Actor, NotSignedIn
from chassis.web.cookies import cookie_name
from chassis.web.kept_forms import KEPT, load_kept
from chassis.web.sessions import Session, find_session, session_behind

SAFE = ("GET", "HEAD")
FIELDS_MAX = 1000
TOKEN_FIELD = "token"  # noqa: S105 - the name of a field


async def session_of(request: Request) -> Session:
    """The request's session, looked up once; raises NotSignedIn."""
    known: Session | None = getattr(request.state, "session", None)
    if known is None:
        service = request.app.state.service
        id_ = request.cookies.get(cookie_name(service.settings), "")
        if id_:
            async with service.db.begin() as tx:
                known = await find_session(tx.conn, id_)
        if known is None:
            raise NotSignedIn("Sign in to see this page.")
        request.state.session = known
    return known


async def signed_in(request: Request) -> Actor:
    """The person behind a page. A change must come from one of this person's own forms.

    Raises NotSignedIn, and Refused (code ``forbidden``) for a form that is not ours.
    """
    session = await session_of(request)
    if request.method not in SAFE:
        request.state.command_id = await _from_own_form(request, session)
    elif KEPT in request.query_params:
        request.state.kept = await load_kept(request, session.actor)
    if (pages := getattr(request.app.state, "pages", None)) and not hasattr(
        request.state, "notices"
    ):
        request.state.notices = await pages.notices(session.actor)
    return session.actor


async def _from_own_form(request: Request, session: Session) -> UUID:
    known: UUID | None = getattr(request.state, "command_id", None)
    if known:
        return known
    form = await request.form(max_fields=FIELDS_MAX)
    token = str(form.get(TOKEN_FIELD, ""))
    command_id = session.command_id(token) or await _of_earlier_session(request, session, token)
    if command_id is None or not same_site(request):
        raise Refused("This form is out of date. Open the page again.", code="forbidden")
    return command_id


async def _of_earlier_session(request: Request, session: Session, token: str) -> UUID | None:
    """Signed in again in another tab: the form that was left open there is still this person's."""
    async with request.app.state.service.db.read() as conn:
        earlier = await session_behind(conn, token)
    mine = earlier is not None and earlier.actor.id == session.actor.id
    return earlier.command_id(token) if earlier and mine else None


def same_site(request: Request) -> bool:
    """What browsers say of where a form came from; older ones say nothing."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = request.headers.get("origin")
    own = urlsplit(request.app.state.service.settings.public_url)
    return origin is None or origin == f"{own.scheme}://{own.netloc}"


SignedIn = Annotated[Actor, Depends(signed_in)]
