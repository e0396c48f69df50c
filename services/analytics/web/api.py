"""``/v1``: measures and trends for other systems, as JSON and tidy CSV."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from chassis.errors import NotFound
from chassis.web.bearer import Caller
from contracts.envelope import Body
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.measures import MEASURES
from services.analytics.policy import rules
from services.analytics.rebuild import rebuild
from services.analytics.releases.tidy import as_csv, tidy
from services.analytics.trends.handlers import Trends

WARNING = (
    "Neither high nor low numbers alone are a measure of performance: larger and more deprived areas"
    " report more, and not all incidents are notified."
)
MADE_UP = "Made-up data."


class ReleaseBody(Body):
    """Why figures are released."""

    reason: Annotated[str, Field(max_length=2000)]


def build_api(trends: Trends) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1", tags=["measures"])
    db = trends.service.db

    @routes.get("/measures")
    async def list_measures() -> list[dict[str, str]]:
        """The names of the measures."""
        return [{"name": measure.name, "title": measure.title} for measure in MEASURES]

    @routes.get("/measures/{name}", response_model=None)
    async def read_measure(
        name: str, form: Annotated[str, Query(alias="format", pattern="^(json|csv)$")] = "json"
    ) -> Response | dict[str, Any]:
        """One measure, its small numbers protected."""
        measure = next((one for one in MEASURES if one.name == name), None)
        if measure is None:
            raise NotFound("There is no such measure.")
        async with db.read() as conn:
            rows = tidy(await queries.lines(conn, name), rules.disclosure())
        if form == "csv":
            return Response(as_csv(rows), media_type="text/csv; charset=utf-8")
        notes = [WARNING, MADE_UP] if trends.service.settings.made_up_data else [WARNING]
        return {"name": name, "title": measure.title, "notes": notes, "rows": rows}

    @routes.get("/trends")
    async def list_trends() -> list[dict[str, Any]]:
        """Released trends."""
        async with db.read() as conn:
            return [one.figures for one in await queries.trends(conn, released_only=True)]

    @routes.get("/trends/detected")
    async def list_detected(caller: Caller) -> list[dict[str, Any]]:
        """All trends, released or not, for those who may see them."""
        POLICY.check(caller, "see_detected")
        async with db.read() as conn:
            found = await queries.trends(conn, released_only=False)
        return [{"id": one.id, "status": one.status, **one.figures} for one in found]

    @routes.post("/trends/{trend_id}/release", status_code=204)
    async def release(trend_id: UUID, body: ReleaseBody, caller: Caller) -> None:
        """Release a detected trend."""
        await trends.release(trend_id, body.reason, caller)

    @routes.post("/rebuild")
    async def rebuild_measures(caller: Caller) -> dict[str, int]:
        """Throw the measures away and fold the kept facts again."""
        POLICY.check(caller, "rebuild")
        return {"facts": await rebuild(db)}

    return routes
