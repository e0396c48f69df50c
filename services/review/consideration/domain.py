"""The national body's consideration: received, listed, recused, decided, round by round. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.consideration.commands import Command, Decide, ListFor, Receive, Recuse, Stop
from services.review.consideration.events import Decided, Event, Listed, Received, Recused, Stopped

REG3, REG11 = "SI 2018/789 regulation 3", "SI 2018/789 regulation 11"
GUIDANCE = "Working Together, chapter 5; Panel guidance June 2025"
EXPLAINED = "Panel guidance June 2025: decisions are explained"
QUORUM_RULE = "standing rule of the national body: quorum"
CONFLICTS = "terms of appointment: conflicts of interest are declared"
FURTHER_ROUND = ("request_information", "advise_lcspr", "question_lcspr", "decision_missing")


@dataclass(frozen=True)
class Step:
    """One step of the views exchanged."""

    by: str
    view: str
    on: date


@dataclass(frozen=True)
class Consideration:
    """The state; ``round`` is 0 before anything was received."""

    id: UUID
    status: str = "none"
    reference: str = ""
    round: int = 0
    received_on: date | None = None
    meeting_id: UUID | None = None
    meeting_on: date | None = None
    recused: tuple[str, ...] = ()
    outcome: str | None = None
    decided_on: date | None = None
    decision_id: UUID | None = None
    steps: tuple[Step, ...] = ()


def decide(state: Consideration, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Receive():
            if state.status == "stopped":
                raise Refused("The notification was withdrawn.", GUIDANCE, code="is_stopped")
            return (Received(command.on, command.reference, state.round + 1),)
        case ListFor():
            return _list(state, command)
        case Recuse():
            _being_considered(state)
            known = command.member_id in state.recused
            return () if known else (Recused(command.member_id, command.reason),)
        case Decide():
            return _decide(state, command)
        case Stop():
            return () if state.status == "stopped" else (Stopped(),)
        case _:
            assert_never(command)


def _list(state: Consideration, command: ListFor) -> tuple[Event, ...]:
    _being_considered(state)
    if command.meeting_on is None:
        raise Refused("There is no such meeting.", GUIDANCE, "meeting_id", "unknown_meeting")
    if state.meeting_id == command.meeting_id:
        return ()
    return (Listed(command.meeting_id, command.meeting_on),)


def _being_considered(state: Consideration) -> None:
    if state.status not in ("received", "listed"):
        words = {
            "none": "The rapid review has not come yet.",
            "decided": "This round is decided; a new one begins when the partners send again.",
            "stopped": "The notification was withdrawn.",
        }
        raise Refused(words[state.status], GUIDANCE, code=f"is_{state.status}")


def the_page_is_current(state: Consideration, command: Decide) -> str | None:
    """A page read before another round began decides nothing."""
    if command.version is not None and command.version != state.round:
        return "Another round has begun since this page was read."
    return None


def the_meeting_is_the_listed_one(state: Consideration, command: Decide) -> str | None:
    """A decision belongs to the meeting the case was listed for."""
    if state.meeting_id != command.meeting_id:
        return "The case is not listed for this meeting."
    return None


def the_meeting_has_been_held(_state: Consideration, command: Decide) -> str | None:
    """Nothing is decided before the meeting."""
    if command.meeting_on is None or command.meeting_on > command.on:
        return "The meeting has not been held yet."
    return None


def there_is_a_quorum(state: Consideration, command: Decide) -> str | None:
    """Members present, without those recused, reach the quorum."""
    present = len(set(command.present) - set(state.recused))
    if present < command.quorum:
        return f"{present} members were present without conflict; {command.quorum} are needed."
    return None


def reasons_are_given(_state: Consideration, command: Decide) -> str | None:
    """No decision without reasons."""
    return None if command.has_reasons else "A decision needs its reasons."


AGREES_WITH = {"agree_lcspr": ("yes",), "agree_no_lcspr": ("no",)}
SPEAKS_AGAINST = {"question_lcspr": ("no",), "advise_lcspr": ("yes",)}


def the_outcome_answers_what_the_partners_said(
    _state: Consideration, command: Decide
) -> str | None:
    """To agree, question or advise is about the view that the partners gave."""
    if command.view not in AGREES_WITH.get(command.outcome, (command.view,)):
        return "The partners have not said what this outcome agrees with."
    if command.view in SPEAKS_AGAINST.get(command.outcome, ()):
        return "The partners have said already what this outcome asks them to consider."
    return None


def a_decision_that_was_made_is_not_missing(_state: Consideration, command: Decide) -> str | None:
    """The partners' decision is outstanding only where they have made none."""
    if command.outcome == "decision_missing" and command.view in ("yes", "no"):
        return "The partners have made their decision."
    return None


def asks_go_with_a_request(_state: Consideration, command: Decide) -> str | None:
    """To ask for information is to say which."""
    if command.outcome == "request_information" and not command.asks:
        return "Say what is asked of the partners."
    return None


def regulation_11_is_answered(_state: Consideration, command: Decide) -> str | None:
    """Advice on an LCSPR rests on the local criteria, each with its reason."""
    if command.outcome not in ("advise_lcspr", "question_lcspr"):
        return None
    answered = {c for c, _, reasoned in command.criteria if reasoned and c.startswith("reg11")}
    return None if len(answered) >= 4 else "Answer each criterion of regulation 11 with its reason."


def regulation_3_is_answered(_state: Consideration, command: Decide) -> str | None:
    """A candidate for national review rests on the national criteria."""
    if not command.national_candidate:
        return None
    met = any(c.startswith("reg3") and finding == "met" for c, finding, _ in command.criteria)
    return None if met else "Answer the criteria of regulation 3: at least one is met."


Rule = Callable[[Consideration, Decide], str | None]
RULES: tuple[tuple[Rule, str, str, str], ...] = (
    (the_page_is_current, GUIDANCE, "version", "stale"),
    (the_meeting_is_the_listed_one, GUIDANCE, "meeting_id", "not_listed"),
    (the_meeting_has_been_held, GUIDANCE, "meeting_id", "not_held"),
    (there_is_a_quorum, QUORUM_RULE, "meeting_id", "inquorate"),
    (reasons_are_given, EXPLAINED, "reasons", "no_reasons"),
    (the_outcome_answers_what_the_partners_said, EXPLAINED, "outcome", "not_their_view"),
    (a_decision_that_was_made_is_not_missing, EXPLAINED, "outcome", "not_missing"),
    (asks_go_with_a_request, EXPLAINED, "asks", "no_asks"),
    (regulation_11_is_answered, REG11, "criteria", "regulation_11"),
    (regulation_3_is_answered, REG3, "criteria", "regulation_3"),
)


def _decide(state: Consideration, command: Decide) -> tuple[Event, ...]:
    _being_considered(state)
    for rule, source, field, code in RULES:
        if reason := rule(state, command):
            raise Refused(reason, source, field, code)
    recused = set(command.present) & set(state.recused)
    return (Decided(command, len(set(command.present) - recused), len(state.recused)),)


def evolve(state: Consideration, event: Event) -> Consideration:
    """The state after an event."""
    match event:
        case Received():
            return replace(
                state,
                status="received",
                reference=event.reference,
                round=event.round,
                received_on=event.on,
                meeting_id=None,
                meeting_on=None,
                recused=(),
                outcome=None,
            )
        case Listed():
            return replace(
                state, status="listed", meeting_id=event.meeting_id, meeting_on=event.meeting_on
            )
        case Recused():
            return replace(state, recused=(*state.recused, event.member_id))
        case Decided(command=made):
            views = (
                Step("partnership", made.view, state.received_on or made.on),
                Step("national_body", made.outcome, made.on),
            )
            return replace(
                state,
                status="decided",
                outcome=made.outcome,
                decided_on=made.on,
                decision_id=made.decision_id,
                steps=(*state.steps, *views),
            )
        case Stopped():
            return replace(state, status="stopped")
        case _:
            assert_never(event)


def available(state: Consideration) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "received":
            return frozenset({Receive, ListFor, Recuse, Stop})
        case "listed":
            return frozenset({Receive, ListFor, Recuse, Decide, Stop})
        case "none" | "decided":
            return frozenset({Receive, Stop})
        case _:
            return frozenset()
