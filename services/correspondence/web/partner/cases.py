"""A partner's cases: those that wait for the partnership first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.ask import tray
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, listing_of
from services.correspondence.case.sought import question
from services.correspondence.read_models import cases, timeline
from services.correspondence.read_models.cases import PAGE_MAX, CaseView
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see_listed
from services.correspondence.web.shown.lines import Line, line

Reader = Annotated[Actor, Depends(needs(POLICY, "see_partner_pages"))]
PAGES_MAX = 1000


@dataclass(frozen=True)
class CasesView:
    """The list of a partner's cases."""

    words: str
    waiting: Sequence[Line]
    others: Sequence[Line]
    number: int
    more: bool
    refused: int


def build_cases(actions: Actions) -> APIRouter:
    """``/partner``."""
    routes = APIRouter(prefix="/partner", include_in_schema=False)

    @routes.get("")
    async def mine(
        request: Request,
        actor: Reader,
        words: Annotated[str, Query(max_length=100)] = "",
        page: Annotated[int, Query(ge=1, le=PAGES_MAX)] = 1,
    ) -> Response:
        view = await _view(actions, actor, words.strip(), page)
        await actions.audit(actor, "saw cases", request.url.query[:200])
        return render(request, "pages/partner/cases.html", view)

    return routes


async def _view(actions: Actions, actor: Actor, words: str, number: int) -> CasesView:
    today = actions.today()
    async with actions.service.db.read() as conn:
        found = await cases.worklist(
            conn,
            partnerships=listing_of(actor).partnerships,
            regions=None,
            stages=None,
            asked=question(words),
            page=number,
        )
        seen = await see_listed(actions, conn, actor, found[:PAGE_MAX])
        told = await timeline.explanations(conn, [one.incident_id for one in seen])
        refused = len(await tray(conn, actor.id))
    lines = [(_waits(one), line(one, told.get(one.incident_id), today)) for one in seen]
    return CasesView(
        words,
        [shown for waits, shown in lines if waits],
        [shown for waits, shown in lines if not waits],
        number,
        more=len(found) > PAGE_MAX,
        refused=refused,
    )


def _waits(case: CaseView) -> bool:
    return case.told is not None and "partnership" in case.told.awaited_from
