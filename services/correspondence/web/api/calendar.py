"""``/v1/bank-holidays``: what was proclaimed, what a further day would move, and its proclamation."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from uuid_utils.compat import uuid7

from contracts.http_library import ProclamationBody
from contracts.http_words import Day
from services.correspondence.access import POLICY
from services.correspondence.read_models.calendar import proclaimed_days
from services.correspondence.use_cases import holidays
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import OF_A_COMMAND, Caller, Key, answered


def build_calendar_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/bank-holidays", tags=["calendar"])

    @routes.get("")
    async def list_days(_caller: Caller) -> list[dict[str, Any]]:
        """What was proclaimed since the list of bank holidays was published."""
        async with actions.service.db.read() as conn:
            found = await proclaimed_days(conn)
        return [
            {
                "day": one.day,
                "holiday": one.holiday,
                "title": one.title,
                "proclaimed_on": one.proclaimed_on,
            }
            for one in found
        ]

    @routes.get("/effect")
    async def effect(
        caller: Caller, day: Day, response: Response, *, holiday: Annotated[bool, Query()] = True
    ) -> list[dict[str, Any]]:
        """The clocks that would move, each with the day on which it would be due.

        The header `Not-Shown` says how many more would, of cases that are restricted to others.
        """
        POLICY.check(caller, "proclaim_holiday")
        found = await holidays.would_move(actions, caller, day, holiday=holiday)
        response.headers["Not-Shown"] = str(found.not_shown)
        return [
            {
                "reference": one.reference,
                "code": one.clock.code,
                "due_on": one.clock.due_on,
                "then": one.then,
            }
            for one in found.moved
        ]

    @routes.post("", **OF_A_COMMAND)
    async def proclaim(body: ProclamationBody, caller: Caller, key: Key = None) -> Response:
        """Proclaim a day; clocks that run move by it, by facts that say so."""
        asked = await holidays.proclaim(
            actions, body.day, body.occasion, caller, key or uuid7(), holiday=body.holiday
        )
        return answered(asked)

    return routes
