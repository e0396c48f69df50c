"""The page of one case, at the desk and for a partner: each sees what ``show`` gives to it."""

from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.became import title_of
from services.correspondence.web.moves.menu import Menu, menu_of, notice_of
from services.correspondence.web.shown import review_letters
from services.correspondence.web.shown.beside import Beside, beside
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.shown.talk import Talk, talk


@dataclass(frozen=True)
class CaseView:
    """The page: the case, what may be done, what is on its way, what just happened."""

    case: CaseShown
    menu: Menu
    recording: list[str]
    notice: str | None
    beside: Beside
    talk: Talk
    restricted: bool
    may_restrict: bool


def build_case(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/cases/{reference}``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/cases/{reference}")
    async def case(request: Request, reference: str, actor: Actor = reader) -> Response:
        shown = await show(actions, actor, reference)
        recording = [title_of(one) for one in shown.recording]
        notice = notice_of(request.query_params) or review_letters.notice_of(request.query_params)
        more = await beside(actions, shown)
        spoken = await talk(actions, shown, actor)
        restricted = shown.partner is None and shown.source.open_to is not None
        may = POLICY.may(actor, "restrict_case")
        menu = menu_of(shown)
        menu = replace(menu, open=[*menu.open, *review_letters.offered(shown, actor)])
        view = CaseView(shown, menu, recording, notice, more, spoken, restricted, may)
        return render(request, "pages/case.html", view)

    return routes
