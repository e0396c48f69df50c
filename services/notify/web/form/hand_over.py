"""Hand a draft over: to a colleague, to an agency of the partnership, to whoever notifies for the authority."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from services.notify.draft.commands import HandOver, TakeBack
from services.notify.draft.domain import Draft, may_take_back
from services.notify.draft.handlers import ORGANISATION
from services.notify.draft.questions import Page, steps
from services.notify.register.choices import partnerships
from services.notify.register.queries import areas_of, homes_of

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
PAGE = "form/hand_over.html"


@dataclass(frozen=True)
class Holder:
    """Somebody who has it, and whether the reader of the page may take it back."""

    id: str
    words: str
    may_take_back: bool


@dataclass(frozen=True)
class HandOverView:
    """To whom it can be handed over, who has it, what was done to it."""

    id: UUID
    choices: Sequence[tuple[str, str]]
    holders: Sequence[Holder]
    done: Sequence[queries.Done]


def build_hand_over(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/hand-over``."""
    routes = APIRouter(prefix="/drafts/{id_}/hand-over", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, id_: UUID, actor: Writer) -> Response:
        """Ask to whom."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor), actor)
        return render(request, PAGE, view, form=Filled())

    @routes.post("")
    async def hand_over(request: Request, id_: UUID, actor: Writer, posted: PostedForm) -> Response:
        """From now on it is among their drafts too; that it was handed over is written down."""
        view = await _view(by_form, await by_form.drafts.load(id_, actor), actor)
        to = str(posted.values.get("to", ""))
        if to not in dict(view.choices):
            wrong = FieldError("to", "Choose who is to go on with it.")
            return render(request, PAGE, view, form=Filled(posted.values, [wrong]))
        await by_form.drafts.do(id_, HandOver(to, actor.id), actor)
        return RedirectResponse(f"/drafts/{id_}?done=handed", status_code=303)

    @routes.post("/take-back")
    async def take_back(id_: UUID, actor: Writer, posted: PostedForm) -> Response:
        """From now on it is not among their drafts; that it was taken back is written down."""
        holder = str(posted.values.get("holder", ""))
        await by_form.drafts.do(id_, TakeBack(holder, actor.id), actor)
        return RedirectResponse(f"/drafts/{id_}?done=taken", status_code=303)

    return routes


async def _view(by_form: ByForm, draft: Draft, actor: Actor) -> HandOverView:
    known = await _known(by_form, draft.authority_code)
    async with by_form.service.db.read() as conn:
        done = await queries.changes(conn, draft.id)
    form = by_form.pages()
    return HandOverView(
        id=draft.id,
        choices=[(to, words) for to, words in known.items() if to not in draft.holders],
        holders=[
            Holder(one, known.get(one, one.partition(":")[2]), may_take_back(draft, one, actor.id))
            for one in draft.holders
        ],
        done=[replace(one, page=_title(one.page, form, draft)) for one in done],
    )


def _title(name: str, form: Sequence[Page], draft: Draft) -> str:
    """What a page that was saved is called, also that of a child that was removed; as it is when it is none."""
    asked = {step.name: step.title for step in steps(form, draft.children)}
    of_removed = {
        page.name: f"{page.title}, of a child that was removed" for page in form if page.of_child
    }
    return asked.get(name) or of_removed.get(name.rpartition("-")[0], name)


async def _known(by_form: ByForm, code: str) -> dict[str, str]:
    """Who may have a draft of an authority, or of its successors once it has ended."""
    today = by_form.today()
    async with by_form.service.db.read() as conn:
        home = (await homes_of(conn, [code], today))[code]
        areas = await areas_of(conn, sorted(home.authorities), today)
        people = await queries.colleagues(conn, sorted(home.authorities), sorted(home.partnerships))
        registered = await partnerships(conn, sorted(home.partnerships))
    names = {code: code} | {one: area.authority_name for one, area in areas.items()}
    agencies = {one.code: one.name for found in registered for one in found.organisations}
    known = {f"{ORGANISATION}{one}": name for one, name in agencies.items()}
    for one in sorted(names):
        known[f"{ORGANISATION}{one}"] = f"Whoever notifies for {names[one]}"
    for person in people:
        where = {**agencies, **names}.get(person.organisation, "")
        known[person.id] = f"{person.name}, {where}" if where else person.name
    return known
