"""What analytics knows of a case's local review and ledger of action: codes and dates alone. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from contracts.envelope import Fact
from contracts.review.action_ledger import (
    ActionEvidenceRecordedV1,
    ActionResultRecordedV1,
    LedgerActionAddedV1,
    LedgerActionClosedV1,
)
from contracts.review.lcspr import LcsprDelayExplainedV1, LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.lcspr_ending import (
    LcsprBreachRecordedV1,
    LcsprBreachTakenBackV1,
    LcsprDiscontinuedV1,
    LcsprImprovementsPublishedV1,
    LcsprNotPublishedV1,
    LcsprSupersededV1,
)

TELLING_LOCAL = (
    LcsprDelayExplainedV1,
    LcsprImprovementsPublishedV1,
    LcsprNotPublishedV1,
    LcsprDiscontinuedV1,
    LcsprSupersededV1,
    LcsprBreachRecordedV1,
    LcsprBreachTakenBackV1,
    LedgerActionAddedV1,
    ActionEvidenceRecordedV1,
    ActionResultRecordedV1,
    LedgerActionClosedV1,
)
"""The facts that may change it, beside those of the beginning and of publication."""


@dataclass(frozen=True)
class ActionRow:
    """One action."""

    id: UUID
    added_on: date
    due_on: date
    has_evidence: bool = False
    result: str = ""
    closed_on: date | None = None
    closed_as: str = ""


@dataclass(frozen=True)
class LocalRow:
    """A local review and its actions; ``ended_as``: published, improvements_only, not_published, ..."""

    explained: bool = False
    ended_on: date | None = None
    ended_as: str = ""
    ended_late: bool = False
    breaches: tuple[tuple[str, date], ...] = ()
    due_on: date | None = None
    actions: tuple[ActionRow, ...] = ()


NO_LOCAL = LocalRow()


def fold_local(row: LocalRow, fact: Fact) -> LocalRow:
    """The row after a fact; facts that tell nothing here leave it as it was."""
    match fact:
        case LcsprInitiatedV1():
            return replace(row, due_on=fact.clock.due_on)
        case LcsprDelayExplainedV1():
            return replace(row, explained=True)
        case LcsprPublishedV1():
            return _ended(row, fact.published_on, "published")
        case LcsprImprovementsPublishedV1():
            return _ended(row, fact.published_on, "improvements_only")
        case LcsprNotPublishedV1():
            return _ended(row, fact.decided_on, "not_published")
        case LcsprDiscontinuedV1():
            return _ended(row, fact.discontinued_on, "discontinued")
        case LcsprSupersededV1():
            return _ended(row, fact.superseded_on, "superseded")
        case LcsprBreachRecordedV1():
            breach = (fact.breach.value, fact.happened_on)
            return replace(row, breaches=tuple(dict.fromkeys((*row.breaches, breach))))
        case LcsprBreachTakenBackV1():
            none = (fact.breach.value, fact.happened_on)
            return replace(row, breaches=tuple(one for one in row.breaches if one != none))
        case _:
            return _acted(row, fact)


def _ended(row: LocalRow, on: date, how: str) -> LocalRow:
    late = row.due_on is not None and on > row.due_on
    return replace(row, ended_on=on, ended_as=how, ended_late=late)


def _acted(row: LocalRow, fact: Fact) -> LocalRow:
    match fact:
        case LedgerActionAddedV1():
            if any(one.id == fact.action_id for one in row.actions):
                return row
            added = ActionRow(fact.action_id, fact.added_on, fact.due_on)
            return replace(row, actions=(*row.actions, added))
        case ActionEvidenceRecordedV1():
            return _changed(row, fact.action_id, has_evidence=True)
        case ActionResultRecordedV1():
            return _changed(row, fact.action_id, result=fact.result.value)
        case LedgerActionClosedV1():
            closed = {"closed_on": fact.on, "closed_as": fact.state.value}
            return _changed(row, fact.action_id, **closed)
        case _:
            return row


def _changed(row: LocalRow, id_: UUID, **now: object) -> LocalRow:
    actions = tuple(replace(one, **now) if one.id == id_ else one for one in row.actions)  # type: ignore[arg-type]
    return replace(row, actions=actions)
