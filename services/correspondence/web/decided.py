"""The decisions of a case on a page, for all who may read them; earlier cases like it, for staff alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.access import known_as
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, regions_of
from services.correspondence.case.decisions import Statement, statements
from services.correspondence.read_models import features
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import Seen, see
from services.correspondence.web.shown.similar import Similar, known, similar
from services.correspondence.web.shown.statements import StatementShown, shown

Staff = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


@dataclass(frozen=True)
class DecisionsView:
    """Every decision of a case that this reader may read."""

    reference: str
    address: str
    decisions: Sequence[StatementShown]


@dataclass(frozen=True)
class SimilarView:
    """The earlier cases that are like this one, and by what they were compared."""

    reference: str
    address: str
    compared: Sequence[str]
    cases: Sequence[Similar]


async def decisions_of(actions: Actions, seen: Seen) -> list[Statement]:
    """The decisions that a reader of this case may read, opened."""
    async with actions.service.db.read() as conn:
        keys, incident = actions.service.keys, seen.whole.incident_id
        found = await statements(conn, keys, incident, seen.decisions)
    return found if seen.partner is None else [one.as_told() for one in found]


def build_decided(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/cases/{reference}/decisions``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/cases/{reference}/decisions")
    async def decisions(request: Request, reference: str, actor: Actor = reader) -> Response:
        seen = await see(actions, actor, reference)
        found = await decisions_of(actions, seen)
        address = f"{root}/cases/{seen.case.reference}"
        view = DecisionsView(seen.case.reference, address, [shown(one) for one in found])
        return render(request, "pages/decisions.html", view)

    return routes


def build_similar(actions: Actions) -> APIRouter:
    """``/cases/{reference}/similar``, at the desk alone."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)

    @routes.get("/cases/{reference}/similar")
    async def alike(request: Request, reference: str, actor: Staff) -> Response:
        case = await actions.case(reference, actor)
        async with actions.service.db.read() as conn:
            view = SimilarView(
                case.reference,
                f"/desk/cases/{case.reference}",
                known(await features.of_case(conn, case.incident_id)),
                await similar(
                    conn, case.incident_id, regions_of(actor), actions.today(), known_as(actor)
                ),
            )
        await actions.audit(actor, "saw earlier cases", case.reference)
        return render(request, "pages/desk/similar.html", view)

    return routes
