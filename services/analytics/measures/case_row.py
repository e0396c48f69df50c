"""What analytics knows of one case: folded from its facts, codes and dates alone. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from contracts.codes import Outcome
from contracts.envelope import Fact
from contracts.notify import (
    IncidentScopedInV1,
    NotificationSubmittedV1,
    NotificationWithdrawnV1,
)
from contracts.review.consideration import DecisionAnnouncedV1
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.rapid_review import RapidReviewSubmittedV1

FURTHER = (Outcome.REQUEST_INFO, Outcome.DECISION_MISSING)


@dataclass(frozen=True)
class CaseRow:
    """One case; None stands for what has not happened."""

    incident_id: UUID
    authority_code: str = ""
    authority_name: str = ""
    region_code: str = ""
    region_name: str = ""
    partnership: str = ""
    kind: str = ""
    age_band: str = ""
    notified_on: date | None = None
    days_late_notified: int = 0
    in_scope: bool = False
    withdrawn: bool = False
    reviewed_on: date | None = None
    days_late_reviewed: int = 0
    first_decided_on: date | None = None
    decided_on: date | None = None
    outcome: str | None = None
    agreement: bool | None = None
    themes: tuple[str, ...] = ()
    lcspr_on: date | None = None
    published_on: date | None = None


def fold(row: CaseRow, fact: Fact) -> CaseRow:
    """The row after a fact; facts that tell nothing here leave it as it was."""
    match fact:
        case NotificationSubmittedV1():
            return _notified(row, fact)
        case IncidentScopedInV1():
            return replace(row, in_scope=True)
        case NotificationWithdrawnV1():
            return replace(row, withdrawn=True)
        case RapidReviewSubmittedV1():
            late = fact.clock.working_days_late or 0
            return replace(row, reviewed_on=fact.received_on, days_late_reviewed=late)
        case DecisionAnnouncedV1():
            return _decided(row, fact)
        case LcsprInitiatedV1():
            return replace(row, lcspr_on=fact.initiated_on)
        case LcsprPublishedV1():
            return replace(row, published_on=fact.published_on)
        case _:
            return row


def _notified(row: CaseRow, fact: NotificationSubmittedV1) -> CaseRow:
    area = fact.area
    return replace(
        row,
        authority_code=area.authority_code,
        authority_name=area.authority_name,
        region_code=area.region_code,
        region_name=area.region_name,
        partnership=area.partnership,
        kind=fact.kind_of_incident.value,
        age_band=fact.children[0].age_band.value if fact.children else "",
        notified_on=fact.clock.met_on,
        days_late_notified=fact.clock.working_days_late or 0,
    )


def _decided(row: CaseRow, fact: DecisionAnnouncedV1) -> CaseRow:
    first = row.first_decided_on or fact.decided_on
    if fact.outcome in FURTHER:
        return replace(row, first_decided_on=first)
    return replace(
        row,
        first_decided_on=first,
        decided_on=fact.decided_on,
        outcome=fact.outcome.value,
        agreement=fact.agreement,
        themes=tuple(theme.value for theme in fact.themes),
    )
