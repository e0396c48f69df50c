"""Commands that were refused after their page had gone: each stays until its writer has seen it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.ask import Asked
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.read_models import cases
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.asking import (
    GROUP_COMMANDS,
    MEETING_COMMANDS,
    MEMBER_COMMANDS,
)
from services.correspondence.use_cases.holidays import PROCLAIM
from services.correspondence.use_cases.refused_later import refused_later
from services.correspondence.use_cases.refused_later import take_out as taken_out
from services.correspondence.use_cases.selection import LOG
from services.correspondence.web.moves.became import BecameView, command_of, title_of

APART: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(MEETING_COMMANDS, ("a meeting", "meetings")),
    **dict.fromkeys(MEMBER_COMMANDS, ("the register of members", "members")),
    **dict.fromkeys(GROUP_COMMANDS, ("a regional group", "regional-groups")),
    LOG: ("the log of what is looked at nationally", "selection-log"),
    PROCLAIM: ("a bank holiday", "calendar"),
}
"""What is about no case: what it is about, and the page of the desk from which it is given."""
OFFER = ("an offer of support", "support")
"""What alone is about no case among the commands of partners."""


@dataclass(frozen=True)
class RefusedView:
    """This person's refused commands."""

    commands: Sequence[BecameView]
    address: str


def build_refused(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/refused``, the tray of those who hold ``permission``."""
    routes = APIRouter(prefix=f"{root}/refused", include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("")
    async def refused(request: Request, actor: Actor = reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await refused_later(conn, actor)
            keys = [one.key for one in found]
            references = await cases.references(conn, keys)
            moves = await cases.open_moves(conn, keys)
        lines = [_line(one, references, moves, root) for one in found]
        return render(request, "pages/refused.html", RefusedView(lines, f"{root}/refused"))

    @routes.post("/{command_id}/seen")
    async def take_out(command_id: UUID, actor: Actor = reader) -> Response:
        async with actions.service.db.begin() as tx:
            await taken_out(tx.conn, actor, command_id)
        return RedirectResponse(f"{root}/refused", status_code=303)

    return routes


def _line(
    asked: Asked, references: Mapping[UUID, str], moves: set[tuple[UUID, str]], root: str
) -> BecameView:
    title, reference = title_of(asked), references.get(asked.key)
    if reference:
        is_open = (asked.key, asked.type) in moves
        return BecameView(asked, title, reference, f"{root}/cases/{reference}", is_open)
    about, place = OFFER if root == "/partner" else APART[command_of(asked)]
    return BecameView(asked, title, about, f"{root}/{place}", of_case=False)
