"""``/stages`` and ``/v1/stages``: how long each stage takes, on whom it waits, by quarter, fit to publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.analytics.access import POLICY
from services.analytics.releases.metadata import Release
from services.analytics.releases.tidy import SYMBOLS, Row, as_csv
from services.analytics.stages import COLUMNS, STAGES, of_stage
from services.analytics.web.figures import Shelf
from services.analytics.web.reader import Reader as PersonOrSystem

Reader = Annotated[Actor, Depends(needs(POLICY, "see_measures"))]
QUARTERS_MAX = 8


class Asked(BaseModel):
    """What is asked; a name that is not here is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "csv"] = "json"
    protected: bool = False


@dataclass(frozen=True)
class Found:
    """The rows of all stages, and what must be read with them."""

    rows: Sequence[Row]
    release: Release

    @property
    def notes(self) -> list[str]:
        """Without what is about one measure alone."""
        return [one for one in self.release.notes if one != self.release.measure.explained]

    @property
    def file_name(self) -> str:
        """Says what is in it wherever it turns up later."""
        view = "" if self.release.rule else "_unrounded"
        return f"stages{view}_{self.release.version}.csv"


@dataclass(frozen=True)
class StagesView:
    """The page: a line a stage, its latest quarters side by side."""

    quarters: Sequence[str]
    lines: Sequence[Sequence[str]]
    explained: Sequence[tuple[str, str]]
    notes: Sequence[str]
    version: str
    download: str
    protected: bool
    may_see_unrounded: bool
    symbols = tuple(SYMBOLS.items())


def build_stages(shelf: Shelf) -> APIRouter:
    """The page and the route."""
    routes = APIRouter()

    @routes.get("/stages", include_in_schema=False)
    async def page(request: Request, reader: Reader, *, protected: bool = False) -> Response:
        found = await find(shelf, reader, protected=protected)
        unrounded = POLICY.may(reader, "see_unrounded")
        return render(request, "stages.html", view_of(found, may_see_unrounded=unrounded))

    @routes.get("/v1/stages", tags=["measures"], response_model=None)
    async def read_stages(
        asked: Annotated[Asked, Query()], reader: PersonOrSystem
    ) -> Response | dict[str, Any]:
        """Every stage by quarter: how many cases ended it, their median days, on whom they waited."""
        found = await find(shelf, reader, protected=asked.protected)
        if asked.format == "csv":
            named = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
            text = as_csv(found.rows, list(COLUMNS))
            return Response(text, media_type="text/csv; charset=utf-8", headers=named)
        return {
            "data_set_version": found.release.version,
            "disclosure": found.release.rule.version if found.release.rule else "none",
            "notes": found.notes,
            "columns": COLUMNS,
            "symbols": SYMBOLS,
            "rows": found.rows,
        }

    return routes


async def find(shelf: Shelf, actor: Actor, *, protected: bool) -> Found:
    """The stages as one reader may have them: small numbers protected as in every release."""
    rows: list[Row] = []
    for stage in STAGES:
        figures = await shelf.of(stage.measure, actor, protected=protected)
        rows += of_stage(stage, figures.rows)
    return Found(rows, figures.release)


def view_of(found: Found, *, may_see_unrounded: bool) -> StagesView:
    """The latest quarters of every stage."""
    quarters = sorted({row["quarter"] for row in found.rows})[-QUARTERS_MAX:]
    at = {(row["stage"], row["quarter"]): row for row in found.rows}
    is_protected = found.release.rule is not None
    return StagesView(
        quarters=quarters,
        lines=[
            [
                stage.measure.title,
                stage.waits_for,
                *(_cell(at.get((stage.measure.name, one))) for one in quarters),
            ]
            for stage in STAGES
        ],
        explained=[(one.measure.title, one.measure.explained) for one in STAGES],
        notes=found.notes,
        version=found.release.version,
        download=f"/v1/stages?{'protected=true&' if is_protected else ''}format=csv",
        protected=is_protected,
        may_see_unrounded=may_see_unrounded,
    )


def _cell(row: Row | None) -> str:
    if row is None or row["number"] == "0":
        return "none"
    return f"{row['median_days']} ({row['number']})"
