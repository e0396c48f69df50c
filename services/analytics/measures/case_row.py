"""What analytics knows of one case: folded from its facts, codes and dates alone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.clock import london_date
from contracts.codes import Outcome
from contracts.correspondence import LetterIssuedV1
from contracts.dialogue import ViewAnsweredV1, ViewClosedV1
from contracts.envelope import Fact
from contracts.letter_course import LetterWithdrawnV1
from contracts.local_review_letter import LocalReviewLetterWithdrawnV1
from contracts.notify import (
    Area,
    ChildFacts,
    IncidentKind,
    NotificationSubmittedV1,
)
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    IdentityCompletedV1,
    NotificationAmendedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
)
from contracts.review.clock import ClockMovedV1
from contracts.review.consideration import DecisionAnnouncedV1, PartnersFinalDecisionRecordedV1
from contracts.review.correction import DecisionCorrectionAnnouncedV1
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.rapid_review import RapidReviewSubmittedV1
from contracts.review.reading import RapidReviewAssessedV1
from services.analytics.measures.answered_row import Answered, with_answer
from services.analytics.measures.local_row import (
    NO_LOCAL,
    TELLING_LOCAL,
    LocalRow,
    fold_local,
)

TELLING = (
    NotificationSubmittedV1,
    NotificationAmendedV1,
    IdentityCompletedV1,
    NotificationReassignedV1,
    NotificationMarkedDuplicateV1,
    DuplicateAbsorbedV1,
    RapidReviewSubmittedV1,
    RapidReviewAssessedV1,
    DecisionAnnouncedV1,
    DecisionCorrectionAnnouncedV1,
    ClockMovedV1,
    LetterIssuedV1,
    LetterWithdrawnV1,
    LocalReviewLetterWithdrawnV1,
    PartnersFinalDecisionRecordedV1,
    LcsprInitiatedV1,
    LcsprPublishedV1,
    ViewAnsweredV1,
    ViewClosedV1,
    *TELLING_LOCAL,
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
    decided_in: int = 0
    outcome: str | None = None
    view: str | None = None
    agreement: bool | None = None
    themes: tuple[str, ...] = ()
    final: str | None = None
    final_on: date | None = None
    lcspr_on: date | None = None
    published_on: date | None = None
    is_duplicate: bool = False
    markers: tuple[str, ...] = ()
    local: LocalRow = NO_LOCAL
    reply_due_on: date | None = None
    letter_on: date | None = None
    letters_withdrawn: tuple[tuple[str, date], ...] = ()
    answered: tuple[Answered, ...] = ()

    @property
    def incident_on(self) -> date | None:
        """The day it was notified, unless it is the death of a care leaver: those are a series apart."""
        return None if self.kind == IncidentKind.CARE_LEAVER_DEATH.value else self.notified_on


def fold(row: CaseRow, fact: Fact) -> CaseRow:
    """The row after a fact; facts that tell nothing here leave it as it was."""
    match fact:
        case NotificationSubmittedV1():
            return _notified(row, fact)
        case RapidReviewSubmittedV1():
            return replace(
                row,
                reviewed_on=fact.received_on,
                reviewed_late=fact.clock.late,
                reply_due_on=fact.reply_clock.due_on,
            )
        case RapidReviewAssessedV1():
            return replace(row, markers=tuple(m.judgement.value for m in fact.markers))
        case DecisionAnnouncedV1():
            return _decided(replace(row, partnership=row.partnership or fact.partnership), fact)
        case DecisionCorrectionAnnouncedV1():
            return _decided(row, fact)
        case PartnersFinalDecisionRecordedV1():
            return replace(row, final=fact.decision.value, final_on=fact.decided_on)
        case LcsprInitiatedV1():
            local = fold_local(row.local, fact)
            return replace(row, lcspr_on=fact.initiated_on, local=local)
        case LcsprPublishedV1():
            local = fold_local(row.local, fact)
            return replace(row, published_on=fact.published_on, local=local)
        case _:
            return _replied(_changed(row, fact), fact)


def _replied(row: CaseRow, fact: Fact) -> CaseRow:
    """The letter of the first round, whichever is told first; and letters that were taken back."""
    match fact:
        case ClockMovedV1() if (fact.clock.code, fact.clock.started_on) == ("P1", row.reviewed_on):
            return replace(row, reply_due_on=fact.clock.due_on)
        case LetterIssuedV1():
            return replace(row, letter_on=min(row.letter_on or fact.issued_on, fact.issued_on))
        case LetterWithdrawnV1() | LocalReviewLetterWithdrawnV1():
            gone = (fact.letter_kind.value, fact.withdrawn_on)
            return replace(row, letters_withdrawn=tuple(sorted((*row.letters_withdrawn, gone))))
        case ViewAnsweredV1() | ViewClosedV1():
            return replace(row, answered=with_answer(row.answered, fact))
        case _:
            return row


def _changed(row: CaseRow, fact: Fact) -> CaseRow:
    """What ``notify`` told again, of the one topic on which the notification came before."""
    match fact:
        case NotificationAmendedV1():
            return _of_first(_amended(row, fact), fact.children)
        case IdentityCompletedV1():
            return _of_first(row, (fact.child,) if fact.number == 1 else None)
        case NotificationReassignedV1():
            return _placed(row, fact.to_area)
        case NotificationMarkedDuplicateV1():
            return replace(row, is_duplicate=True)
        case DuplicateAbsorbedV1():
            return replace(row, notified_on=fact.notified_on, notified_late=fact.clock.late)
        case _:
            return replace(row, local=fold_local(row.local, fact))


def _amended(row: CaseRow, fact: NotificationAmendedV1) -> CaseRow:
    return replace(
        row,
        kind=fact.kind_of_incident.value if fact.kind_of_incident else row.kind,
        location=fact.circumstances.location_kind if fact.circumstances else row.location,
        notified_late=fact.clock.late,
    )


def _placed(row: CaseRow, area: Area) -> CaseRow:
    return replace(
        row,
        authority_code=area.authority_code,
        authority_name=area.authority_name,
        region_code=area.region_code,
        region_name=area.region_name,
        partnership=area.partnership,
    )


def _of_first(row: CaseRow, children: Sequence[ChildFacts] | None) -> CaseRow:
    """A notification of several children counts once, by the first of them."""
    if not children:
        return row
    first = children[0]
    return replace(
        row,
        age_band=first.age_band.value,
        sex=first.sex.value,
        ethnicity=first.ethnicity,
        disability=first.disability.value,
        looked_after=first.looked_after.value,
    )


def _notified(row: CaseRow, fact: NotificationSubmittedV1) -> CaseRow:
    told = replace(
        row,
        kind=fact.kind_of_incident.value,
        location=fact.circumstances.location_kind if fact.circumstances else "not_asked",
        notified_on=london_date(fact.notified_at),
        notified_late=fact.clock.late,
    )
    return _of_first(_placed(told, fact.area), fact.children)


def _decided(row: CaseRow, fact: DecisionAnnouncedV1 | DecisionCorrectionAnnouncedV1) -> CaseRow:
    """The latest deciding round; a correction may find that its round asked for more after all."""
    if fact.outcome in FURTHER:
        mended = isinstance(fact, DecisionCorrectionAnnouncedV1) and fact.round == row.decided_in
        return _undecided(row) if mended else row
    if fact.round < row.decided_in:
        return row
    return replace(
        row,
        decided_on=fact.decided_on,
        decided_in=fact.round,
        outcome=fact.outcome.value,
        view=fact.partnership_view.value,
        agreement=fact.agreement,
        themes=tuple(dict.fromkeys(theme.value for theme in fact.themes)),
    )


def _undecided(row: CaseRow) -> CaseRow:
    return replace(
        row, decided_on=None, decided_in=0, outcome=None, view=None, agreement=None, themes=()
    )
