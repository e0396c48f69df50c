"""What is due today and what is late, with why: the top of the worklist, before anything is filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.calendar import A_DAY
from chassis.clock import london_date, start_of
from chassis.conn import Conn
from services.correspondence.access import Listing
from services.correspondence.read_models import cases, counted, meetings, timeline
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.web.shown.lines import Line, line

SHOWN_MAX = 8
NO_REASON = "No reason is recorded."


@dataclass(frozen=True)
class Due:
    """A case whose clock has run out, or does today; ``why`` is empty for what is not late."""

    line: Line
    why: str


@dataclass(frozen=True)
class Today:
    """The day at a glance; ``number``: how many are late or due today in all."""

    day: date
    due: Sequence[Due] = ()
    number: int = 0
    meeting: MeetingView | None = None

    @property
    def meeting_today(self) -> bool:
        """Whether the next meeting is this day's."""
        return self.meeting is not None and london_date(self.meeting.starts_at) == self.day


async def of(conn: Conn, reach: Listing, today: date) -> Today:
    """The day of a reader whose reach this is: what waits for the Panel stands before what waits for others."""
    before = today + A_DAY
    found = await cases.worklist(
        conn,
        partnerships=reach.partnerships,
        regions=reach.regions,
        stages=None,
        asked=None,
        page=1,
        due_before=before,
        who=reach.who,
    )
    number = await counted.number_of(
        conn, regions=reach.regions, stages=None, asked=None, due_before=before, who=reach.who
    )
    first = sorted(found, key=lambda one: not _ours(one))[:SHOWN_MAX]
    told = await timeline.explanations(conn, [one.incident_id for one in first])
    lines = [line(one, told.get(one.incident_id), today) for one in first]
    coming = await meetings.to_come(conn, start_of(today))
    return Today(
        today, [Due(one, _why(one, today)) for one in lines], number, next(iter(coming), None)
    )


def _ours(case: cases.CaseView) -> bool:
    return case.told is not None and "national_body" in case.told.awaited_from


def _why(one: Line, today: date) -> str:
    if one.clock is None or one.clock.due_on >= today:
        return ""
    return one.clock.explained or NO_REASON
