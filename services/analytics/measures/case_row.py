"""What analytics knows of one case: folded from its facts, codes and dates alone. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.clock import london_date
from contracts.codes import Outcome
from contracts.envelope import Fact
from contracts.notify import IncidentKind, NotificationAmendedV1, NotificationSubmittedV1
from contracts.review.consideration import DecisionAnnouncedV1
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.rapid_review import RapidReviewSubmittedV1

TELLING = (
    NotificationSubmittedV1,
    NotificationAmendedV1,
    RapidReviewSubmittedV1,
    DecisionAnnouncedV1,
    LcsprInitiatedV1,
    LcsprPublishedV1,
)
"""The facts that may change a case's row."""

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
    sex: str = ""
    ethnicity: str = ""
    disability: str = ""
    looked_after: str = ""
    location: str = ""
    notified_on: date | None = None
    notified_late: bool = False
    reviewed_on: date | None = None
    reviewed_late: bool = False
    decided_on: date | None = None
    outcome: str | None = None
    agreement: bool | None = None
    themes: tuple[str, ...] = ()
    lcspr_on: date | None = None
    published_on: date | None = None

    @property
    def incident_on(self) -> date | None:
        """The day it was notified, unless it is the death of a care leaver: those are a series apart."""
        return None if self.kind == IncidentKind.CARE_LEAVER_DEATH.value else self.notified_on


def fold(row: CaseRow, fact: Fact) -> CaseRow:
    """The row after a fact; facts that tell nothing here leave it as it was."""
    match fact:
        case NotificationSubmittedV1():
            return _notified(row, fact)
        case NotificationAmendedV1():
            return replace(row, notified_late=fact.clock.late)
        case RapidReviewSubmittedV1():
            return replace(row, reviewed_on=fact.received_on, reviewed_late=fact.clock.late)
        case DecisionAnnouncedV1():
            return _decided(row, fact)
        case LcsprInitiatedV1():
            return replace(row, lcspr_on=fact.initiated_on)
        case LcsprPublishedV1():
            return replace(row, published_on=fact.published_on)
        case _:
            return row


def _notified(row: CaseRow, fact: NotificationSubmittedV1) -> CaseRow:
    area, first = fact.area, next(iter(fact.children), None)
    return replace(
        row,
        authority_code=area.authority_code,
        authority_name=area.authority_name,
        region_code=area.region_code,
        region_name=area.region_name,
        partnership=area.partnership,
        kind=fact.kind_of_incident.value,
        age_band=first.age_band.value if first else "",
        sex=first.sex.value if first else "",
        ethnicity=first.ethnicity if first else "",
        disability=first.disability.value if first else "",
        looked_after=first.looked_after.value if first else "",
        location=fact.circumstances.location_kind if fact.circumstances else "not_asked",
        notified_on=london_date(fact.notified_at),
        notified_late=fact.clock.late,
    )


def _decided(row: CaseRow, fact: DecisionAnnouncedV1) -> CaseRow:
    if fact.outcome in FURTHER:
        return row
    return replace(
        row,
        partnership=row.partnership or fact.partnership,
        decided_on=fact.decided_on,
        outcome=fact.outcome.value,
        agreement=fact.agreement,
        themes=tuple(dict.fromkeys(theme.value for theme in fact.themes)),
    )
