"""What case systems send to ``notify`` over HTTPS, and what they get back."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, field_validator, model_validator

from contracts.codes import Clock, DelayReason, Notifying, NotifyingPosition, Partner
from contracts.envelope import Body, Document
from contracts.notify import AbuseNeglect, AreaRole, IncidentKind, Sex, YesNo

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Narrative = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
AuthorityCode = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
EARLIEST = date(1990, 1, 1)


class ChildBody(Body):
    """One child: identity, which stays in ``notify``, and characteristics in code lists."""

    family_name: Word | None = None
    given_names: Word | None = None
    date_of_birth: date | None = None
    expected_date_of_birth: date | None = None
    nhs_number: str | None = None
    address: Annotated[str, StringConstraints(max_length=500)] | None = None
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
        """Ten digits whose last is the modulus 11 check digit of the nine before."""
        if number is None:
            return None
        digits = number.replace(" ", "")
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
    stated_on: date | None = None
    reason: Narrative | None = None


class OtherAreaBody(Body):
    """Another area that the incident concerns."""

    role: AreaRole
    authority_code: AuthorityCode


class NotificationBody(Body):
    """The statutory content of a notification (Children Act 2004 s16C)."""

    authority_code: AuthorityCode
    sender_reference: Word | None = None
    other_areas: Annotated[tuple[OtherAreaBody, ...], Field(max_length=4)] = ()
    occurred_on: date
    aware_on: date
    kind_of_incident: IncidentKind
    abuse_neglect: AbuseNeglect
    children: Annotated[tuple[ChildBody, ...], Field(min_length=1, max_length=4)]
    further_children: Narrative | None = None
    positions: Annotated[tuple[PositionBody, ...], Field(max_length=3)] = ()
    partners_told_on: date | None = None
    lateness_reason: DelayReason | None = None
    lateness_explanation: Narrative | None = None
    outline: Narrative

    @field_validator("occurred_on", "aware_on", "partners_told_on")
    @classmethod
    def not_ancient(cls, day: date | None) -> date | None:
        """A year typed wrong is the usual cause."""
        if day is not None and day < EARLIEST:
            raise ValueError("Give a date after 1990")
        return day

    @model_validator(mode="after")
    def one_position_a_partner(self) -> Self:
        """Each partner speaks once."""
        partners = [p.partner for p in self.positions]
        if len(set(partners)) != len(partners):
            raise ValueError("Each partner may have one position")
        return self


class AmendmentBody(Body):
    """A correction; what is left out stays as it was."""

    occurred_on: date | None = None
    aware_on: date | None = None
    partners_told_on: date | None = None
    reason: Narrative


class WithdrawalBody(Body):
    """The authority's decision that the criteria are not met after all."""

    reason: Narrative
    positions: Annotated[tuple[PositionBody, ...], Field(max_length=3)] = ()


class PreCheckBody(Body):
    """The criteria of Children Act 2004 s16C, answered; nothing is stored."""

    abuse_neglect: AbuseNeglect
    kind_of_incident: IncidentKind
    child_in_area: bool = True
    outside_england: bool = False
    normally_resident: bool = True
    eighteen_or_over: bool = False


class PreCheckAnswer(Document):
    """Whether to notify, and what that rests on."""

    answer: Literal["notifiable", "notify_only", "not_notifiable"]
    because: str
    source: str
    framework_version: str


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
