"""Commands that were refused after their page had gone: each stays until its writer has seen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.ask import Asked, seen, tray
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions
from services.correspondence.read_models import cases
from services.correspondence.web.moves.became import BecameView, title_of

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


@dataclass(frozen=True)
class RefusedView:
    """This person's refused commands."""

    commands: Sequence[BecameView]


def build_refused(actions: Actions) -> APIRouter:
    """The tray of refused commands."""
    routes = APIRouter(prefix="/refused")

    @routes.get("")
    async def refused(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await tray(conn, actor.id)
            references = await cases.references(conn, [one.key for one in found])
        view = RefusedView([_shown(one, references.get(one.key)) for one in found])
        return render(request, "pages/desk/refused.html", view)

    @routes.post("/{command_id}/seen")
    async def take_out(command_id: UUID, actor: Reader) -> Response:
        async with actions.service.db.begin() as tx:
            await seen(tx.conn, actor.id, [command_id])
        return RedirectResponse("/desk/refused", status_code=303)

    return routes


def _shown(one: Asked, reference: str | None) -> BecameView:
    """About a case, else about a meeting, which has no reference."""
    address = f"/desk/cases/{reference}" if reference else "/desk/meetings"
    return BecameView(one, title_of(one), reference or "", address)
