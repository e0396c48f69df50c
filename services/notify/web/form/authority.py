"""Which authority a draft is sent for: chosen anew when it was the wrong one, or has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import Scope
from chassis.identity import Actor
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft.answers import AUTHORITY
from services.notify.draft.domain import Draft
from services.notify.draft.handlers import may_start_for
from services.notify.register.choices import authorities_on
from services.notify.register.queries import areas_of, homes_of

Sender = Annotated[Actor, Depends(needs(POLICY, "notify"))]
PAGE = "form/authority.html"
STEP, FIELD = AUTHORITY


@dataclass(frozen=True)
class AuthorityView:
    """For whom it is now, and for whom it could be; ``gone``: why it can not be sent as it is."""

    id: UUID
    authority: str
    choices: Sequence[tuple[str, str]]
    gone: str


def build_authority(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/authority``."""
    routes = APIRouter(prefix=f"/drafts/{{id_}}/{STEP}", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, id_: UUID, actor: Sender) -> Response:
        """The authorities that this person may choose, the successors of one that has ended first."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor), actor)
        wrong = [FieldError(FIELD, view.gone)] if view.gone else []
        return render(request, PAGE, view, form=Filled({}, wrong), status=200)

    @routes.post("")
    async def change(request: Request, id_: UUID, actor: Sender, posted: PostedForm) -> Response:
        """From now on it is sent for another; then back to the answers."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor), actor)
        code = str(posted.values.get(FIELD, ""))
        if code not in dict(view.choices):
            wrong = FieldError(FIELD, "Choose the authority that notifies.")
            return render(request, PAGE, view, form=Filled(posted.values, [wrong]))
        await by_form.drafts.change_authority(id_, code, actor)
        return RedirectResponse(f"/drafts/{id_}/check", status_code=303)

    return routes


async def _view(by_form: ByForm, draft: Draft, actor: Actor) -> AuthorityView:
    code, today = draft.authority_code, by_form.today()
    async with by_form.service.db.read() as conn:
        names = dict(await authorities_on(conn, today))
        home = (await homes_of(conn, [code], today))[code]
        places = await areas_of(conn, [code], today)
    heirs = [
        one for one in sorted(home.authorities) if POLICY.may(actor, "notify", Scope(authority=one))
    ]
    offered = [one for one in dict.fromkeys([*heirs, *may_start_for(actor)]) if one in names]
    return AuthorityView(
        id=draft.id,
        authority=names.get(code, code),
        choices=[(one, names[one]) for one in offered if one != code],
        gone="" if code in places else places.why_not(code),
    )
