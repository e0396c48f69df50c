"""One child more in a draft, and one fewer, which is asked first: what was typed about it does not come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import NotFound, Stale
from chassis.identity import Actor
from chassis.web.forms import PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft.answers import name_of_child
from services.notify.draft.commands import AddChild, RemoveChild
from services.notify.draft.domain import Draft
from services.notify.draft.questions import steps
from services.notify.web.form.shown import seen_of

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
PAGE = "form/remove_child.html"


@dataclass(frozen=True)
class RemoveView:
    """Which child it is about, as the draft names it; ``lost``: its pages on which something stands."""

    id: UUID
    version: int
    number: int
    position: int
    name: str
    lost: Sequence[str]
    stale: bool = False


def build_children(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/children``."""
    routes = APIRouter(prefix="/drafts/{id_}/children", include_in_schema=False)
    drafts = by_form.drafts

    @routes.post("")
    async def add_child(id_: UUID, actor: Writer, posted: PostedForm) -> Response:
        """One more child; a double click is one child."""
        async with drafts.held(id_, actor) as (tx, draft):
            if await first_time(tx.conn, posted):
                await drafts.do_within(tx, draft, AddChild(), actor)
        return RedirectResponse(f"/drafts/{id_}?done=child", status_code=303)

    @routes.get("/{number}/remove")
    async def ask_remove(request: Request, id_: UUID, number: int, actor: Writer) -> Response:
        """Ask once more, saying who the child is and what is lost."""
        draft = await drafts.open(id_, actor, f"who-{number}")
        return render(request, PAGE, _view(by_form, draft, number))

    @routes.post("/{number}/remove")
    async def remove_child(
        request: Request, id_: UUID, number: int, actor: Writer, posted: PostedForm
    ) -> Response:
        """One child fewer; asked again when the draft is not what was shown."""
        try:
            await drafts.do(id_, RemoveChild(number, seen_of(posted)), actor)
        except Stale:
            draft = await drafts.open(id_, actor, f"who-{number}")
            view = _view(by_form, draft, number, stale=True)
            return render(request, PAGE, view, status=409)
        return RedirectResponse(f"/drafts/{id_}?done=removed", status_code=303)

    return routes


def _view(by_form: ByForm, draft: Draft, number: int, *, stale: bool = False) -> RemoveView:
    if number not in draft.children:
        raise NotFound("This child is not in the draft any more.")
    pages = [one for one in steps(by_form.pages(), draft.children) if one.number == number]
    return RemoveView(
        id=draft.id,
        version=draft.version,
        number=number,
        position=draft.children.index(number) + 1,
        name=name_of_child(draft.values(f"who-{number}")),
        lost=[one.page.title for one in pages if draft.values(one.name)],
        stale=stale,
    )
