"""What is asked of who changes what was notified, as the interface takes it; what is left empty stays as it was."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field

from chassis.web.forms import Form
from contracts.codes import DelayReason
from contracts.http_characteristics import CharacteristicsCorrected, Listed, Several
from contracts.http_notify import (
    AmendmentBody,
    ChildAmendmentBody,
    ChildBody,
    Kind,
    WithdrawalBody,
)
from contracts.http_notify_changes import (
    ChildAdditionBody,
    DuplicateBody,
    IdentityBody,
    QuestionBody,
    ReassignmentBody,
    Reference,
)
from contracts.http_words import AuthorityCode, Day, Narrative, one_of
from contracts.notify import AbuseNeglect, Sex, YesNo

B = TypeVar("B", bound=BaseModel)
Number = Annotated[int, Field(ge=1, le=1000)]
NOTHING = "Correct something, or go back."


def _asked(words: str) -> Any:
    return Field(json_schema_extra={"error": words})


def _body(model: type[B], said: Form, *without: str) -> B:
    return model(**{n: v for n, v in said if v is not None and n not in without})


class Withdrawal(Form):
    """Why the criteria are not met after all."""

    reason: Narrative = _asked("Say why the criteria are not met.")

    @property
    def body(self) -> WithdrawalBody:
        """As a system sends it."""
        return _body(WithdrawalBody, self)


class Reassignment(Form):
    """In whose area it happened."""

    authority_code: AuthorityCode = _asked("Choose the authority in whose area it happened.")
    reason: Narrative = _asked("Say why it belongs to that authority.")

    @property
    def body(self) -> ReassignmentBody:
        """As a system sends it."""
        return _body(ReassignmentBody, self)


class Duplicate(Form):
    """Which notification of the same incident goes on."""

    duplicate_of: Reference = _asked("Enter the case reference of the notification that goes on.")
    reason: Narrative = _asked("Say how you know that they are of one incident.")

    @property
    def body(self) -> DuplicateBody:
        """As a system sends it."""
        return _body(DuplicateBody, self)


class Question(Form):
    """What the national body is asked."""

    question: Narrative = _asked("Write the question.")

    @property
    def body(self) -> QuestionBody:
        """As a system sends it."""
        return _body(QuestionBody, self)


class Correction(Form):
    """What is right instead of what was sent."""

    occurred_on: Day | None = None
    aware_on: Day | None = None
    partners_told_on: Day | None = None
    kind_of_incident: Kind | None = None
    abuse_neglect: AbuseNeglect | None = None
    lateness_reason: Annotated[DelayReason | None, one_of(DelayReason)] = None
    lateness_explanation: Narrative | None = None
    location_kind: Listed | None = None
    media_interest: Listed | None = None
    police_investigation: Listed | None = None
    criminal_status: Listed | None = None
    parallel_processes: Several | None = None
    further_children: Narrative | None = None
    outline: Narrative | None = None
    reason: Narrative = _asked("Say why it is corrected.")

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Something is corrected."""
        given = any(value is not None for name, value in self if name != "reason")
        return () if given else [("occurred_on", NOTHING)]

    @property
    def body(self) -> AmendmentBody:
        """As a system sends it."""
        return _body(AmendmentBody, self)


class ChildCorrection(CharacteristicsCorrected, Form):
    """What is right of one child, beside who it is."""

    number: Number = _asked("Choose the child.")
    outcome: Literal["died", "harmed", "other"] | None = None
    sex: Sex | None = None
    looked_after: YesNo | None = None
    protection_plan: YesNo | None = None
    ethnicity: Listed | None = None
    disability: YesNo | None = None
    placement: Listed | None = None
    reason: Narrative = _asked("Say why it is corrected.")

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Something is corrected."""
        given = any(v is not None for n, v in self if n not in ("number", "reason"))
        return () if given else [("outcome", NOTHING)]

    @property
    def body(self) -> AmendmentBody:
        """As a system sends it."""
        child = _body(ChildAmendmentBody, self, "reason")
        return AmendmentBody(children=(child,), reason=self.reason)


class Identity(Form):
    """Who a child is, as far as it is known now."""

    number: Number = _asked("Choose the child.")
    family_name: str | None = None
    given_names: str | None = None
    date_of_birth: Day | None = None
    nhs_number: str | None = None
    address: str | None = None
    reason: Narrative = _asked("Say where this is known from.")

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Something is said."""
        given = any(value for name, value in self if name not in ("number", "reason"))
        return () if given else [("family_name", "Enter what is known now.")]

    @property
    def body(self) -> IdentityBody:
        """As a system sends it."""
        return _body(IdentityBody, self, "number")


class Child(Form):
    """A child that was not named; ``number``: the one it gets, so that it is added once."""

    number: Number = _asked("Open this page again from the notification.")
    family_name: str | None = None
    given_names: str | None = None
    date_of_birth: Day | None = None
    expected_date_of_birth: Day | None = None
    nhs_number: str | None = None
    address: str | None = None
    sex: Sex = _asked("Choose the sex.")
    looked_after: YesNo = _asked("Say whether the child was looked after.")
    protection_plan: YesNo = _asked("Say whether there was a child protection plan.")
    outcome: Literal["died", "harmed", "other"] = _asked("Say what happened to the child.")
    reason: Narrative = _asked("Say why the child was not named before.")

    @property
    def body(self) -> ChildAdditionBody:
        """As a system sends it; a child without a family name has none yet."""
        child = _body(ChildBody, self, "number", "reason")
        named = child.model_copy(update={"not_named_yet": child.family_name is None})
        return ChildAdditionBody(child=named, reason=self.reason)
