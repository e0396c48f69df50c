"""Hand a draft over: to a colleague, to an agency of the partnership, to whoever notifies for the authority."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.identity import Actor
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft import queries
from services.notify.draft.commands import HandOver
from services.notify.draft.domain import Draft
from services.notify.draft.handlers import ORGANISATION
from services.notify.register.choices import partnerships
from services.notify.register.queries import areas_of

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
PAGE = "form/hand_over.html"


@dataclass(frozen=True)
class HandOverView:
    """To whom it can be handed over, who has it, what was done to it."""

    id: UUID
    choices: Sequence[tuple[str, str]]
    holders: Sequence[str]
    done: Sequence[queries.Done]


def build_hand_over(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/hand-over``."""
    routes = APIRouter(prefix="/drafts/{id_}/hand-over", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, id_: UUID, actor: Writer) -> Response:
        """Ask to whom."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor))
        return render(request, PAGE, view, form=Filled())

    @routes.post("")
    async def hand_over(request: Request, id_: UUID, actor: Writer, posted: PostedForm) -> Response:
        """From now on it is among their drafts too; that it was handed over is written down."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor))
        to = str(posted.values.get("to", ""))
        if to not in dict(view.choices):
            wrong = FieldError("to", "Choose who is to go on with it.")
            return render(request, PAGE, view, form=Filled(posted.values, [wrong]))
        await by_form.drafts.do(id_, HandOver(to), actor)
        return RedirectResponse(f"/drafts/{id_}?done=handed", status_code=303)

    return routes


async def _view(by_form: ByForm, draft: Draft) -> HandOverView:
    code = draft.authority_code
    async with by_form.service.db.read() as conn:
        area = (await areas_of(conn, [code], by_form.today())).get(code)
        slug = area.partnership if area else ""
        people = await queries.colleagues(conn, code, slug)
        registered = await partnerships(conn, [slug])
        done = await queries.changes(conn, draft.id)
    agencies = {one.code: one.name for found in registered for one in found.organisations}
    agencies[code] = f"Whoever notifies for {area.authority_name if area else code}"
    known = {f"{ORGANISATION}{one}": name for one, name in agencies.items()}
    for one in people:
        where = agencies.get(one.organisation, "")
        where = area.authority_name if area and one.organisation == code else where
        known[one.id] = f"{one.name}, {where}" if where else one.name
    return HandOverView(
        id=draft.id,
        choices=[(to, words) for to, words in known.items() if to not in draft.holders],
        holders=[known.get(one, one.partition(":")[2]) for one in draft.holders],
        done=done,
    )
