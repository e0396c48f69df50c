"""One standard line as its reader sees it: what stands and what waits, side by side, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chassis.identity import Actor
from contracts.standard_line import LineOwner
from services.correspondence.access import POLICY
from services.correspondence.letter.doubts import Doubt, in_text
from services.correspondence.policy.lines import first_lines
from services.correspondence.read_models import names
from services.correspondence.standard_line.domain import Line, Version, Wording
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.web.shown.words import day, label

ADDRESS = "/desk/lines"
OWN = "You had a hand in this wording: another person approves it."


@dataclass(frozen=True)
class Waiting:
    """The wording that waits: its number, and each part beside the one in force."""

    number: int
    rows: Sequence[tuple[str, str, str]]
    by: str
    doubts: Sequence[Doubt]


@dataclass(frozen=True)
class LineView:
    """One line; ``hindrance`` says why this reader may not approve what waits."""

    code: str
    title: str
    proposed: int
    state: str
    colour: str
    rows: Sequence[tuple[str, str]]
    waiting: Waiting | None
    earlier: Sequence[tuple[str, str, str]]
    may_word: bool
    may_approve: bool
    hindrance: str | None
    notice: str | None

    owners = tuple(choices_of(LineOwner))

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"{ADDRESS}/{self.code}"


def state_of(line: Line, on: date) -> tuple[str, str]:
    """How a line stands on a day, and its colour."""
    if line.is_expired(on):
        return "Expired", "red"
    if line.proposal:
        return "Waits for approval", "orange"
    return ("To be reviewed", "yellow") if line.to_review(on) else ("In force", "green")


async def shown(actions: Actions, line: Line, actor: Actor, notice: str | None) -> LineView:
    """A line for one reader."""
    waits = line.proposal
    people = [*(one.approved_by for one in line.versions), *(waits.by if waits else ())]
    async with actions.service.db.read() as conn:
        named = await names.named(conn, people)
    state, colour = state_of(line, actions.today())
    approves = waits is not None and POLICY.may(actor, "approve_line")
    own = waits is not None and actor.id in waits.by
    return LineView(
        code=line.code,
        title=first_lines()[line.code].title,
        proposed=line.proposed,
        state=state,
        colour=colour,
        rows=_rows(line.now, named),
        waiting=_waiting(line, named),
        earlier=[_earlier(one, named) for one in reversed(line.versions[:-1])],
        may_word=POLICY.may(actor, "word_line"),
        may_approve=approves and not own,
        hindrance=OWN if approves and own else None,
        notice=notice,
    )


def _parts(wording: Wording) -> Sequence[tuple[str, str]]:
    return (
        ("What letters say", wording.text),
        ("Owner", label(LineOwner, wording.owner)),
        ("To be reviewed on", day(wording.review_on)),
        ("Last day of use", day(wording.expires_on)),
    )


def _rows(now: Version, named: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    by = named.get(now.approved_by, now.approved_by)
    approved = f"{by}, {day(now.approved_on)}"
    return (*_parts(now.wording), ("Approved by", approved), ("Version", str(now.number)))


def _waiting(line: Line, named: Mapping[str, str]) -> Waiting | None:
    waits = line.proposal
    if waits is None:
        return None
    now = dict(_parts(line.now.wording))
    rows = [(part, now[part], said) for part, said in _parts(waits.wording) if now[part] != said]
    by = ", ".join(named.get(one, one) for one in waits.by)
    doubts = tuple(in_text("What letters say", waits.wording.text))
    return Waiting(waits.number, rows, by, doubts)


def _earlier(version: Version, named: Mapping[str, str]) -> tuple[str, str, str]:
    by = named.get(version.approved_by, version.approved_by)
    return str(version.number), version.wording.text, f"{by}, {day(version.approved_on)}"
