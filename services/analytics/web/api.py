"""``/v1``: measures and trends for other systems, as JSON and tidy CSV with its metadata."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import pydantic_core
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from chassis.web.problems import Invalid
from contracts.http_analytics import ReleaseBody
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.measures import MEASURES
from services.analytics.measures.kind import Measure
from services.analytics.rebuild import rebuild
from services.analytics.releases.tidy import Row, as_csv
from services.analytics.trends.handlers import Trends
from services.analytics.web.figures import Figures, Shelf
from services.analytics.web.reader import Reader

CSVW = "application/csvm+json"
Level = Literal["National", "Regional", "Local authority"]


class Filters(BaseModel):
    """What is asked of a measure; a name that is not here is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "csv"] = "json"
    level: Level | None = None
    region: Annotated[str, Field(max_length=20)] | None = None
    authority: Annotated[str, Field(max_length=20)] | None = None
    protected: bool = False


def _caller(permission: str) -> Any:
    return Depends(needs(POLICY, permission, of=bearer))


def build_api(trends: Trends, shelf: Shelf) -> APIRouter:
    """The routes for systems; measures and released trends are for signed-in people too."""
    routes = APIRouter(prefix="/v1", tags=["measures"])
    _add_measures(routes, trends, shelf)
    _add_trends(routes, trends)
    return routes


def _add_measures(routes: APIRouter, trends: Trends, shelf: Shelf) -> None:
    db = trends.service.db

    @routes.get("/measures")
    async def list_measures(_reader: Reader) -> list[dict[str, Any]]:
        """The measures: name, title, what is counted and how."""
        return [
            {"name": m.name, "title": m.title, "explained": m.explained, "unit": m.unit}
            for m in MEASURES
        ]

    @routes.get("/measures/{name}", response_model=None)
    async def read_measure(
        request: Request, name: str, filters: Annotated[Filters, Query()], reader: Reader
    ) -> Response:
        """One measure: its rows, its version and what must be read with them."""
        figures = await shelf.of(named(name), reader, protected=filters.protected)
        view = "?protected=true" if filters.protected else ""
        metadata = f"{request.url.path}/metadata{view}"
        return await asyncio.to_thread(_written, figures, filters, metadata)

    @routes.get("/measures/{name}/metadata")
    async def read_metadata(name: str, reader: Reader, *, protected: bool = False) -> Response:
        """What a reader of the CSV must know: CSV on the Web metadata."""
        figures = await shelf.of(named(name), reader, protected=protected)
        return JSONResponse(figures.release.document(), media_type=CSVW)

    @routes.post("/rebuild", dependencies=[_caller("rebuild")])
    async def rebuild_measures() -> dict[str, int]:
        """Throw the measures away and fold the kept facts again."""
        return {"facts": await rebuild(db)}


def _add_trends(routes: APIRouter, trends: Trends) -> None:
    db = trends.service.db

    @routes.get("/trends")
    async def list_trends(_reader: Reader) -> list[dict[str, Any]]:
        """Released trends."""
        async with db.read() as conn:
            return [one.figures for one in await queries.released(conn)]

    @routes.get("/trends/detected", dependencies=[_caller("see_detected")])
    async def list_detected() -> list[dict[str, Any]]:
        """Trends that wait for an analyst."""
        async with db.read() as conn:
            found = await queries.detected(conn)
        return [{"id": one.id, "status": one.status, **one.figures} for one in found]

    @routes.post("/trends/{trend_id}/release", status_code=204)
    async def release(
        trend_id: UUID, body: ReleaseBody, caller: Annotated[Actor, _caller("release")]
    ) -> None:
        """Release a detected trend."""
        await trends.release(trend_id, body.reason, caller)


def named(name: str) -> Measure:
    """The measure of that name; raises NotFound."""
    measure = next((one for one in MEASURES if one.name == name), None)
    if measure is None:
        raise NotFound("There is no such measure.")
    return measure


def chosen(figures: Figures, filters: Filters) -> list[Row]:
    """The rows asked for; raises Invalid naming the filter whose code nobody knows."""
    regions = {one.region_code for one in figures.areas}
    known = {"region": regions, "authority": {one.authority_code for one in figures.areas}}
    wrong = [
        {"pointer": f"/{name}", "reason": f"There is no {name} of this code."}
        for name, codes in known.items()
        if getattr(filters, name) is not None and getattr(filters, name) not in codes
    ]
    if wrong:
        raise Invalid(wrong)
    asked = {
        "geographic_level": filters.level,
        "region_code": filters.region,
        "old_la_code": filters.authority,
    }
    wanted = {column: value for column, value in asked.items() if value is not None}
    return [row for row in figures.rows if all(row[column] == v for column, v in wanted.items())]


def _written(figures: Figures, filters: Filters, metadata: str) -> Response:
    """The chosen rows as they were asked for; a whole country takes a while, so a thread does it."""
    rows = chosen(figures, filters)
    if filters.format == "csv":
        return _file(figures, rows, metadata)
    body = pydantic_core.to_json({**figures.release.document(), "rows": rows})
    return Response(body, media_type="application/json")


def _file(figures: Figures, rows: Sequence[Row], metadata: str) -> Response:
    """A download that names its version, and where what must be read with it stands."""
    headers = {
        "Content-Disposition": f'attachment; filename="{figures.release.file_name}"',
        "Link": f'<{metadata}>; rel="describedby"; type="{CSVW}"',
    }
    return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)
