"""A case as one line of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.review.case_state import CaseStateChangedV1
from services.correspondence.read_models import timeline
from services.correspondence.read_models.cases import CaseView
from services.correspondence.web.shown import clocks, stays
from services.correspondence.web.shown.flags import Flag
from services.correspondence.web.shown.words import AWAITED, COLOURS, REGIONS, STAGES, upper

RECORDING = "Being recorded"


@dataclass(frozen=True)
class Line:
    """One case in the list; ``awaited`` says on whom it waits, ``standing`` since when it is at its stage."""

    reference: str
    authority: str
    region: str
    stage: str
    colour: str
    awaited: str
    clock: clocks.ClockView | None
    flags: Sequence[Flag] = ()
    standing: str = ""


def line(
    case: CaseView,
    explained: timeline.Entry | None,
    today: date,
    flags: Sequence[Flag] = (),
    since: date | None = None,
) -> Line:
    """One case, with the clock that is due first."""
    told = case.told
    running = [c for c in (told.clocks if told else ()) if c.met_on is None]
    next_ = min(running, key=lambda c: c.due_on) if running and case.next_due else None
    awaited = [AWAITED.get(one, one) for one in told.awaited_from] if told else []
    return Line(
        reference=case.reference,
        authority=case.authority_name,
        region=REGIONS.get(case.region_code, case.region_code),
        stage=STAGES.get(case.stage, case.stage),
        colour=COLOURS.get(case.stage, "grey"),
        awaited=_awaited(awaited, case.stage) + _missing(told, today),
        clock=clocks.view(next_, clocks.explanation_of(next_, explained), today) if next_ else None,
        flags=flags,
        standing=stays.standing(since, case.stage, today),
    )


def _awaited(names: list[str], stage: str) -> str:
    return upper(" and ".join(names)) or (RECORDING if stage == "notified" else "")


def _missing(told: CaseStateChangedV1 | None, today: date) -> str:
    late = [one for one in (told.awaited_returns if told else ()) if one.due_on < today]
    return f". Returns of agencies missing: {len(late)}" if late else ""
