"""The worklist: the cases of a reader's reach, what is due first on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import known_as
from chassis.conn import Conn
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Theme
from services.correspondence.access import POLICY, Listing, member_of, regions_of
from services.correspondence.case.sought import question
from services.correspondence.read_models import cases, counted, readers, stays, timeline
from services.correspondence.read_models.cases import PAGE_MAX, CaseView
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk import today, todo
from services.correspondence.web.shown import flags
from services.correspondence.web.shown.lines import Line, line
from services.correspondence.web.shown.words import REGIONS, STAGES

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
ENDED = frozenset((*(stage.value for stage in cases.ENDED), "notify_only"))
OPEN = [stage for stage in STAGES if stage not in ENDED]
PAGES_MAX = 1000


@dataclass(frozen=True)
class Asked:
    """What the reader asked to see."""

    words: str = ""
    stage: str = ""
    region: str = ""
    theme: str = ""
    late: bool = False

    @property
    def stages(self) -> list[str] | None:
        """The stages meant; None for all."""
        if self.stage == "all":
            return None
        return [self.stage] if self.stage in STAGES else OPEN

    @property
    def is_all(self) -> bool:
        """Whether nothing is filtered."""
        return self == Asked()

    @property
    def question(self) -> str | None:
        """What is sought by words and theme."""
        return question(self.words, self.theme)

    @property
    def href(self) -> str:
        """The address of the list, to be ended with a page's number."""
        given = {
            "words": self.words,
            "stage": self.stage,
            "region": self.region,
            "theme": self.theme,
            "late": "yes" if self.late else "",
        }
        return f"/desk/cases?{urlencode({n: v for n, v in given.items() if v} | {'page': ''})}"


@dataclass(frozen=True)
class WorklistView:
    """The worklist page."""

    asked: Asked
    lines: Sequence[Line]
    total: int
    number: int
    last: int
    stages: Sequence[tuple[str, str]]
    regions: Sequence[tuple[str, str]]
    themes: Sequence[tuple[str, str]]
    todo: todo.Todo
    today: today.Today | None
    shut: Sequence[str]
    to_read: Sequence[str] = ()


def build_worklist(actions: Actions) -> APIRouter:
    """The list of cases."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)

    @routes.get("/cases")
    async def worklist(
        request: Request,
        actor: Reader,
        words: Annotated[str, Query(max_length=100)] = "",
        stage: str = "",
        region: str = "",
        theme: str = "",
        late: str = "",
        page: Annotated[int, Query(ge=1, le=PAGES_MAX)] = 1,
    ) -> Response:
        known = theme if theme in list(Theme) else ""
        asked = Asked(words.strip(), stage, region, known, late == "yes")
        if found := await _the_one(actions, actor, asked.words):
            return RedirectResponse(f"/desk/cases/{found.reference}", status_code=303)
        view = await _view(actions, actor, asked, page)
        await actions.audit(actor, "saw worklist", request.url.query[:200])
        return render(request, "pages/desk/worklist.html", view)

    return routes


async def _the_one(actions: Actions, actor: Actor, words: str) -> CaseView | None:
    """A case whose whole reference was typed leads straight to its page."""
    regions = regions_of(actor)
    async with actions.service.db.read() as conn:
        found = await cases.find(conn, words) if words else None
    return found if found and (regions is None or found.region_code in regions) else None


async def _view(actions: Actions, actor: Actor, asked: Asked, number: int) -> WorklistView:
    reach, who, on = regions_of(actor), known_as(actor), actions.today()
    regions = [asked.region] if _within(asked.region, reach) else reach
    due_before = on if asked.late else None
    async with actions.service.db.read() as conn:
        found = await cases.worklist(
            conn,
            partnerships=None,
            regions=regions,
            stages=asked.stages,
            asked=asked.question,
            page=number,
            due_before=due_before,
            who=who,
        )
        total = await counted.number_of(
            conn,
            regions=regions,
            stages=asked.stages,
            asked=asked.question,
            due_before=due_before,
            who=who,
        )
        counts = await counted.counts(conn, None, reach, who)
        lines = await _lines(conn, found[:PAGE_MAX], on)
        return WorklistView(
            asked=asked,
            lines=lines,
            total=total,
            number=number,
            last=max(1, -(-total // PAGE_MAX)),
            stages=stage_choices(counts),
            regions=[(c, name) for c, name in REGIONS.items() if _within(c, reach)],
            themes=[(one.value, one.label) for one in Theme],
            todo=await todo.of(conn, actor, reach, on),
            today=await today.of(conn, Listing(None, reach, who), on)
            if asked.is_all and number == 1
            else None,
            shut=await counted.shut_to(conn, reach, who, asked.words),
            to_read=await readers.to_read(conn, member_of(actor)),
        )


async def _lines(conn: Conn, found: Sequence[CaseView], on: date) -> list[Line]:
    """The cases of a page with why they are late, what to look at and since when they stand so."""
    ids = [one.incident_id for one in found]
    told = await timeline.explanations(conn, ids)
    since = await stays.since(conn, ids)
    marks = await flags.of_cases(conn, found, on)
    return [
        line(one, told.get(one.incident_id), on, marks[one.incident_id], since.get(one.incident_id))
        for one in found
    ]


def _within(region: str, reach: list[str] | None) -> bool:
    return region in REGIONS and (reach is None or region in reach)


def stage_choices(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """The stages with how many cases stand at each."""
    open_ = sum(counts.get(stage, 0) for stage in OPEN)
    listed = [(s, f"{words} ({counts.get(s, 0)})") for s, words in STAGES.items()]
    return [
        ("", f"Open cases ({open_})"),
        *listed,
        ("all", f"All cases ({sum(counts.values())})"),
    ]
