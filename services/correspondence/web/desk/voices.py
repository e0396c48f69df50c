"""Whose voice is heard, by sector: a page and a file, whole for the desk or as it may be shown outside."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from chassis.calendar import A_DAY, add_months
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Partner
from services.correspondence.access import POLICY, regions_of
from services.correspondence.policy.dialogue import hidden_up_to
from services.correspondence.read_models import voices
from services.correspondence.read_models.voices import LETTERS, VIEWS, Asked, Cell
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.words import REGIONS, day

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
HEADS = {
    "letters": "Letters sent",
    "delivered": "Delivered",
    "opened": "Opened on these pages",
    "replied": "Replied to",
    "raised": "Views raised",
    "considered": "Considered",
    "counted": "Changed or added to what the Panel thinks",
    "answered": "Answered",
    "closed": "Need no answer",
    "waiting": "Wait for the Panel",
    "late": "Were late",
}
HIDDEN = "c"
"""As in all that is released: hidden, because it is small or would give a small one away."""
MONTHS = {"3": "the last 3 months", "12": "the last 12 months", "36": "the last 3 years"}


@dataclass(frozen=True)
class VoicesView:
    """The report: a row a sector, in a table of letters and one of views."""

    letters: Sequence[Sequence[str]]
    views: Sequence[Sequence[str]]
    letter_heads: Sequence[str]
    view_heads: Sequence[str]
    months: str
    region: str
    protected: bool
    periods: Sequence[tuple[str, str]]
    regions: Sequence[tuple[str, str]]
    span: str
    limit: int

    @property
    def file(self) -> str:
        """The address of the same as a file."""
        given = {"months": self.months, "region": self.region}
        more = {"protected": "yes"} if self.protected else {}
        return f"/desk/voices.csv?{urlencode({**given, **more})}"


class Choice(BaseModel):
    """What the reader asked to see."""

    months: Literal["3", "12", "36"] = "12"
    region: str = Field("", max_length=9)
    protected: str = Field("", max_length=3)


Chosen = Annotated[Choice, Query()]


def build_voices(actions: Actions) -> APIRouter:
    """The page, and the file."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)

    @routes.get("/voices")
    async def page(request: Request, choice: Chosen, actor: Reader) -> Response:
        view = await _view(actions, actor, choice)
        return render(request, "pages/desk/voices.html", view)

    @routes.get("/voices.csv")
    async def file(choice: Chosen, actor: Reader) -> Response:
        view = await _view(actions, actor, choice)
        named = {"Content-Disposition": 'attachment; filename="voices-by-sector.csv"'}
        return Response(_as_csv(view), media_type="text/csv; charset=utf-8", headers=named)

    return routes


async def _view(actions: Actions, actor: Actor, choice: Choice) -> VoicesView:
    reach, today = regions_of(actor), actions.today()
    mine = [code for code in REGIONS if reach is None or code in reach]
    region = choice.region if choice.region in mine else ""
    asked = Asked(
        add_months(today, -int(choice.months)) + A_DAY, today, [region] if region else reach
    )
    async with actions.service.db.read() as conn:
        cells: Mapping[Cell, int | None] = await voices.voices(conn, asked)
    await actions.audit(actor, "saw voices by sector", f"{asked.since} to {today} {region}".strip())
    limit, is_protected = hidden_up_to(today), choice.protected == "yes"
    if is_protected:
        cells = voices.protected({cell: n or 0 for cell, n in cells.items()}, limit)
    return VoicesView(
        letters=_rows(cells, LETTERS),
        views=_rows(cells, VIEWS),
        letter_heads=[HEADS[column] for column in LETTERS],
        view_heads=[HEADS[column] for column in VIEWS],
        months=choice.months,
        region=region,
        protected=is_protected,
        periods=list(MONTHS.items()),
        regions=[(code, REGIONS[code]) for code in mine],
        span=f"{day(asked.since)} to {day(today)}",
        limit=limit,
    )


def _rows(cells: Mapping[Cell, int | None], columns: Sequence[str]) -> list[list[str]]:
    return [[one.label, *(_cell(cells[one.value, c]) for c in columns)] for one in Partner]


def _cell(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _as_csv(view: VoicesView) -> str:
    """A row a sector (RFC 4180)."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["Period", "Partner", *view.letter_heads, *view.view_heads])
    for letters, raised in zip(view.letters, view.views, strict=True):
        writer.writerow([view.span, *letters, *raised[1:]])
    return out.getvalue()
