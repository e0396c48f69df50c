"""``/v1/regional-groups``: the groups with their meetings and offers, and the commands about them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from uuid_utils.compat import uuid7

from services.correspondence.access import POLICY, regions_of
from services.correspondence.read_models import regional_groups
from services.correspondence.read_models.regional_groups import Group, Offer
from services.correspondence.use_cases import regional
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import OF_A_COMMAND, Caller, Key, Said, answered
from services.correspondence.web.shown.regional import years


def build_regional_groups_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/regional-groups", tags=["regional groups"])

    @routes.get("")
    async def list_groups(caller: Caller) -> list[dict[str, Any]]:
        """The groups of the caller's regions: members, meetings and what of them is missing, offers."""
        background = actions.is_background(caller)
        if not background:
            POLICY.check(caller, "see_desk")
        reach = None if background else regions_of(caller)
        async with actions.service.db.read() as conn:
            found = await regional_groups.groups(conn, reach)
        return [_document(one, actions) for one in found]

    @routes.get("/offers")
    async def list_offers(caller: Caller) -> list[dict[str, Any]]:
        """What the caller's partnerships are offered, and what they answered."""
        POLICY.check(caller, "answer_offer")
        async with actions.service.db.read() as conn:
            found = await regional_groups.offers_to(conn, sorted(caller.partnerships))
        return [{"group_id": one.group_id, "lead": one.lead, **_offer(one.offer)} for one in found]

    @routes.post("/{group_id}/commands/{name}", **OF_A_COMMAND)
    async def give(
        group_id: UUID, name: str, said: Said, caller: Caller, key: Key = None
    ) -> Response:
        """Give one command about a group; ``form-regional-group`` with an id of your own makes one.

        A partnership gives ``record-uptake``, to answer what it is offered.
        """
        return answered(await regional.give(actions, group_id, name, said, caller, key or uuid7()))

    return routes


def _document(one: Group, actions: Actions) -> dict[str, Any]:
    return {
        "group_id": one.id,
        "region_code": one.region_code,
        "lead": one.lead,
        "partnerships": one.partnerships,
        "formed_on": one.formed_on,
        "years": [
            {
                "year": y.year,
                "meant": y.meant,
                "held": y.held,
                "to_come": y.to_come,
                "not_recorded": y.not_recorded,
                "missing": y.missing,
            }
            for y in years(one, actions.today())
        ],
        "meetings": [
            {
                "meeting_id": met.id,
                "meets_on": met.meets_on,
                "trends": met.trends,
                "attended": met.attended,
            }
            for met in one.meetings
        ],
        "offers": [_offer(made) for made in one.offers],
    }


def _offer(made: Offer) -> dict[str, Any]:
    return {
        "offer_id": made.id,
        "partnership": made.partnership,
        "support": made.support,
        "offered_on": made.offered_on,
        "trend_id": made.trend_id,
        "uptake": made.uptake,
        "answered_on": made.answered_on,
    }
