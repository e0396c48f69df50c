"""What one organisation owes on a case, and what it waits for from the Panel. Pure.

A partner is not told that a decision is made before its letter is: until then both are awaited together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.codes import Clock, Partner
from services.correspondence.letter_ask.reading import Worded
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.owed import Question
from services.correspondence.voice.domain import Voice
from services.correspondence.voice.wire import clock as reply_clock
from services.correspondence.web.shown.clocks import ClockView, view
from services.correspondence.web.shown.words import day, label

OF_THE_PANEL = frozenset({"P1"})
"""The clocks that run for the Panel: nothing of them is due from a partner."""
REQUEST = "P2"
DECISION = "The Panel's decision, with its letter"
ERASED = "This text has been erased."


@dataclass(frozen=True)
class OwedLine:
    """One thing that is due from an organisation, and where it is done."""

    reference: str
    words: str
    clock: ClockView | None
    address: str
    basis: str


@dataclass(frozen=True)
class AwaitedLine:
    """One thing that an organisation waits for from the Panel; ``address``: of the reply in its thread."""

    reference: str
    words: str
    clock: ClockView | None
    address: str = ""


def owed(
    case: CaseView, partner: Partner, texts: Mapping[int, str | None], today: date
) -> Iterator[OwedLine]:
    """Asks and returns that this partner owes, and the clocks that run for the whole partnership."""
    told, root = case.told, f"/partner/cases/{case.reference}"
    if told is None:
        return
    running = {one.code: one for one in told.clocks if one.met_on is None}
    request = running.get(REQUEST)
    for one in told.owed:
        if one.partner == partner:
            words = texts.get(one.number) or ERASED
            move = f"{root}/moves/answer-information-request"
            yield _line(
                case.reference, f"Asked by the Panel: {one.number}. {words}", request, move, today
            )
    for awaited in told.awaited_returns:
        if awaited.partner == partner:
            words = f"Return of an agency: {awaited.agency.label}"
            clock = awaited.clock or _named("RETURN", "Return", awaited.due_on)
            yield _line(case.reference, words, clock, f"{root}/moves/give-agency-return", today)
    for code, clock in running.items():
        if case.next_due and code not in OF_THE_PANEL and not (code == REQUEST and told.owed):
            yield _line(case.reference, clock.title, clock, root, today)


def asked_by_letters(asks: Iterable[Worded], today: date) -> Iterator[OwedLine]:
    """What letters on local reviews ask of this partner."""
    for one, text in asks:
        words = f"Asked by the Panel in a letter: {one.number}. {text or ERASED}"
        clock = _named("ASK", "What the letter asks", one.due_on) if one.due_on else None
        address = f"/partner/letters/{one.letter_id}#reply"
        yield _line(one.reference, words, clock, address, today)


def _line(reference: str, words: str, clock: Clock | None, address: str, today: date) -> OwedLine:
    shown = view(clock, None, today) if clock else None
    return OwedLine(reference, words, shown, address, shown.basis if shown else "")


def _named(code: str, title: str, due_on: date) -> Clock:
    """A day that somebody named, as a clock without a rule."""
    return Clock(
        code=code,
        title=title,
        started_on=due_on,
        due_on=due_on,
        basis="the day that was named",
        policy_version="none",
    )


def awaited(case: CaseView, questions: Sequence[Question], today: date) -> Iterator[AwaitedLine]:
    """What the Panel owes on a case."""
    told = case.told
    if told is None:
        return
    if "national_body" in told.awaited_from:
        found = [one for one in told.clocks if one.code in OF_THE_PANEL and one.met_on is None]
        clock = view(found[0], None, today) if found else None
        yield AwaitedLine(case.reference, DECISION, clock)
    for one in questions:
        words = f"Advice {one.about}, asked for on {day(one.asked_on)}"
        yield AwaitedLine(case.reference, words, None)


def unanswered(replies: Iterable[Voice], today: date) -> Iterator[AwaitedLine]:
    """Replies in the threads of letters that the Panel has not answered."""
    for one in replies:
        if runs := reply_clock(one):
            words = f"An answer to the reply of the {label(Partner, one.partner).lower()}"
            yield AwaitedLine(one.reference, words, view(runs, None, today), thread_address(one))


def thread_address(one: Voice) -> str:
    """Where a reply stands in the thread of its letter."""
    return f"/partner/letters/{one.thread_id}#reply-{one.id}"


def first(line: OwedLine) -> tuple[date, str, Any]:
    """What is due first is on top; what has no day comes last."""
    return (line.clock.due_on if line.clock else date.max, line.reference, line.words)
