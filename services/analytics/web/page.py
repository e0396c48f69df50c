"""``/trends``: one chart with its table and downloads, and the themes that recur."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.menu import Link
from chassis.web.pages import render
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.trends.handlers import Trends
from services.analytics.web.chart import svg
from services.analytics.web.figures import Figures, Shelf
from services.analytics.web.filters import BY_NAME, FilterForm, read_filters
from services.analytics.web.table import table
from services.analytics.web.view import chart_note, view_of

Reader = Annotated[Actor, Depends(needs(POLICY, "see_measures"))]
Analyst = Annotated[Actor, Depends(needs(POLICY, "release"))]
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""matplotlib says its colours in style attributes; the picture is a document of its own, and runs nothing."""


class ReleaseForm(Form):
    """Which theme is released, and why."""

    trend: UUID = Field(json_schema_extra={"error": "Choose the theme to release."})
    reason: Annotated[str, StringConstraints(min_length=5, max_length=2000)] = Field(
        json_schema_extra={"error": "Say in a few words why the figures are released."}
    )


def navigation(actor: Actor) -> tuple[Link, ...]:
    """What this person may open here."""
    known = (Link("Trends", "/trends"), Link("Stages", "/stages"), Link("Peers", "/benchmark"))
    return known if POLICY.may(actor, "see_measures") else ()


def build_page(trends: Trends, shelf: Shelf) -> APIRouter:
    """The page, its chart, and the release of a theme."""
    routes = APIRouter(include_in_schema=False)
    db = trends.service.db

    async def show(request: Request, actor: Actor, failed: Filled[Any] | None = None) -> Response:
        async with db.read() as conn:
            filters = read_filters(request.query_params, await queries.areas(conn))
            released = await queries.released(conn)
            waiting = await queries.detected(conn) if POLICY.may(actor, "see_detected") else []
        shown = filters.model or FilterForm()
        figures = await shelf.of(BY_NAME[shown.measure], actor, protected=shown.protected)
        view = await asyncio.to_thread(view_of, figures, shown, actor, released, waiting)
        errors = (*filters.errors, *(failed.errors if failed else ()))
        values = {**filters.values, **(failed.values if failed else {})}
        return render(request, "trends.html", view, form=Filled(values, errors))

    @routes.get("/")
    async def first_page(_reader: Reader) -> Response:
        return RedirectResponse("/trends", status_code=303)

    @routes.get("/trends")
    async def show_trends(request: Request, reader: Reader) -> Response:
        """The page."""
        return await show(request, reader)

    @routes.get("/trends/chart.svg")
    async def draw(request: Request, reader: Reader) -> Response:
        """The chart of the page at the same filters."""
        async with db.read() as conn:
            shown = read_filters(request.query_params, await queries.areas(conn)).model
        if shown is None:
            raise NotFound("There is no chart of this.")
        figures = await shelf.of(BY_NAME[shown.measure], reader, protected=shown.protected)
        picture = await asyncio.to_thread(_drawn, figures, shown)
        headers = {"Content-Security-Policy": SVG_POLICY}
        return Response(picture, media_type="image/svg+xml", headers=headers)

    @routes.post("/trends")
    async def release(request: Request, analyst: Analyst, posted: PostedForm) -> Response:
        """Release a theme; sent twice it is released once."""
        form = posted.read(ReleaseForm)
        if form.model is None:
            return await show(request, analyst, form)
        await trends.release(form.model.trend, form.model.reason, analyst)
        return RedirectResponse(f"/trends?released={form.model.trend}#themes", status_code=303)

    return routes


def _drawn(figures: Figures, shown: FilterForm) -> str:
    drawn = table(figures.release, figures.rows, shown.asked)
    return svg(drawn, chart_note(figures.release))
