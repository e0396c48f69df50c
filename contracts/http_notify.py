"""What case systems send to ``notify`` over HTTPS, and what they get back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from contracts.codes import Clock, DelayReason, Notifying, NotifyingPosition, Partner
from contracts.envelope import Body, Document, OpenCode
from contracts.http_characteristics import (
    CharacteristicsAsked,
    CharacteristicsCorrected,
    CircumstancesAsked,
    CircumstancesCorrected,
)
from contracts.http_receipt import Became, NumberedChild, Send, ThresholdAdvice
from contracts.http_words import (
    AuthorityCode,
    Day,
    Name,
    Narrative,
    Readable,
    Said,
    Seen,
    Word,
    digits_of,
    one_of,
)
from contracts.notify import AbuseNeglect, AreaRole, IncidentKind, Sex, YesNo

CHILDREN_MAX = 50
"""Far beyond any incident; how many are taken is policy (``GET /v1/framework``)."""
Kind = Annotated[IncidentKind, one_of(IncidentKind)]


class ChildBody(CharacteristicsAsked, Body):
    """One child: identity, which stays in ``notify``, and characteristics in code lists."""

    family_name: Name | None = None
    given_names: Name | None = None
    not_named_yet: Said = False
    date_of_birth: Day | None = None
    expected_date_of_birth: Day | None = None
    nhs_number: str | None = None
    address: Annotated[str, StringConstraints(max_length=500), Readable, Seen] | None = None
    sex: Sex
    ethnicity: Word = "not_asked"
    disability: YesNo = YesNo.NOT_ASKED
    placement: Word = "not_known"
    looked_after: YesNo
    protection_plan: YesNo
    outcome: Literal["died", "harmed", "other"]

    @field_validator("nhs_number")
    @classmethod
    def nhs_number_holds(cls, number: str | None) -> str | None:
        """Ten digits, however parted, whose last is the modulus 11 check digit of the nine before."""
        if number is None:
            return None
        digits = digits_of(number)
        if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
            raise ValueError("An NHS number has ten digits")
        check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
        if check % 11 != int(digits[9]) or check == 10:
            raise ValueError("This is not an NHS number: its check digit is wrong")
        return digits


class PositionBody(Body):
    """One partner's position on notifying."""

    partner: Partner
    position: Notifying
    stated_on: Day | None = None
    reason: Narrative | None = None


def _each_once(given: tuple[PositionBody, ...]) -> tuple[PositionBody, ...]:
    """Each partner speaks once."""
    if len({one.partner for one in given}) != len(given):
        raise ValueError("Each partner may have one position")
    return given


Positions = Annotated[tuple[PositionBody, ...], Field(max_length=3), AfterValidator(_each_once)]


class OtherAreaBody(Body):
    """Another area that the incident concerns."""

    role: AreaRole
    authority_code: AuthorityCode


class NotificationBody(CircumstancesAsked, Body):
    """The statutory content of a notification (Children Act 2004 s16C)."""

    authority_code: AuthorityCode
    sender_reference: Word | None = None
    other_areas: Annotated[tuple[OtherAreaBody, ...], Field(max_length=4)] = ()
    occurred_on: Day
    aware_on: Day
    kind_of_incident: Kind
    abuse_neglect: AbuseNeglect
    children: Annotated[tuple[ChildBody, ...], Field(min_length=1, max_length=CHILDREN_MAX)]
    further_children: Narrative | None = None
    positions: Positions = ()
    partners_told_on: Day | None = None
    lateness_reason: Annotated[DelayReason, one_of(DelayReason)] | None = None
    lateness_explanation: Narrative | None = None
    outline: Narrative
    threshold_question: Narrative | None = None


class ChildAmendmentBody(CharacteristicsCorrected, Body):
    """Another characteristic of one child, named by its number; what is left out stays as it was."""

    number: Annotated[int, Field(ge=1)]
    sex: Sex | None = None
    ethnicity: Word | None = None
    disability: YesNo | None = None
    placement: Word | None = None
    looked_after: YesNo | None = None
    protection_plan: YesNo | None = None
    outcome: Literal["died", "harmed", "other"] | None = None


def _each_number_once(given: tuple[ChildAmendmentBody, ...]) -> tuple[ChildAmendmentBody, ...]:
    """Each child is corrected once."""
    if len({one.number for one in given}) != len(given):
        raise ValueError("Each child may be corrected once")
    return given


class AmendmentBody(CircumstancesCorrected, Body):
    """A correction; what is left out stays as it was."""

    occurred_on: Day | None = None
    aware_on: Day | None = None
    partners_told_on: Day | None = None
    reason: Narrative
    kind_of_incident: Kind | None = None
    abuse_neglect: AbuseNeglect | None = None
    other_areas: Annotated[tuple[OtherAreaBody, ...], Field(max_length=4)] | None = None
    children: Annotated[
        tuple[ChildAmendmentBody, ...],
        Field(max_length=CHILDREN_MAX),
        AfterValidator(_each_number_once),
    ] = ()
    further_children: Narrative | None = None
    lateness_reason: Annotated[DelayReason | None, one_of(DelayReason)] = None
    lateness_explanation: Narrative | None = None
    outline: Narrative | None = None


class WithdrawalBody(Body):
    """The authority's decision that the criteria are not met after all."""

    reason: Narrative
    positions: Positions = ()


class PreCheckBody(Body):
    """The criteria of Children Act 2004 s16C, answered; nothing is stored."""

    abuse_neglect: AbuseNeglect
    kind_of_incident: Kind
    child_in_area: Said = True
    outside_england: Said = False
    normally_resident: Said = True
    eighteen_or_over: Said = False
    unborn: Said = False
    unsure_of: Annotated[
        tuple[Literal["abuse_neglect", "age", "place"], ...], Field(max_length=3)
    ] = ()


class PreCheckOutcome(OpenCode):
    """What a pre-check comes to; the list may grow."""

    NOTIFIABLE = "notifiable", "Notify"
    NOTIFY_ONLY = "notify_only", "Notify only"
    NOT_NOTIFIABLE = "not_notifiable", "Not notifiable"
    TAKE_ADVICE = "take_advice", "Take advice"
    OTHER = "other", "Another outcome"


class PreCheckAnswer(Document):
    """Whether to notify, and what that rests on.

    ``outcome`` is the answer to read. ``answer`` is closed since the first release: where advice is to be taken
    it holds the most that could follow, so that who knows no better notifies rather than not.
    """

    answer: Literal["notifiable", "notify_only", "not_notifiable"]
    because: str
    source: str
    framework_version: str
    outcome: PreCheckOutcome | None = None


class Receipt(Document):
    """What a sender gets for a notification."""

    incident_id: UUID
    reference: str
    sender_reference: str | None
    state: str
    state_means: str
    version: int
    notified_on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    clock: Clock
    partners_clock: Clock | None
    late: bool
    positions: tuple[NotifyingPosition, ...]
    awaited: tuple[str, ...]
    completeness_percent: int
    missing: tuple[str, ...]
    what_happens_next: str
    framework_version: str | None = None
    code_lists_version: str | None = None
    children: tuple[NumberedChild, ...] = ()
    threshold: tuple[ThresholdAdvice, ...] = ()
    duplicate_of: str | None = None
    duplicates: tuple[str, ...] = ()
    became: Became | None = None
    sends: tuple[Send, ...] = ()


class Notified(Receipt):
    """The answer to one notification: its receipt, and what its sender should know or look at again."""

    warnings: tuple[str, ...] = ()
