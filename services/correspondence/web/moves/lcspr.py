"""The partnership carries an LCSPR from the reviewer to publication."""

from datetime import date
from typing import Literal

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import DelayReason
from contracts.review.lcspr import CopyRecipient
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import (
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
    offering,
)
from services.correspondence.web.moves.rapid_review import CHOOSE_REASON, ENTER_DAY
from services.correspondence.web.shown.case import CaseShown

YesNo = Literal["true", "false"]
RECIPIENTS = list(CopyRecipient)


class Appoint(Form):
    """Who reviews."""

    reviewer: str = Field(json_schema_extra={"error": "Enter the reviewer's name"})
    independent: YesNo = Field(json_schema_extra={"error": "Say whether they are independent"})
    appointed_on: date = Field(json_schema_extra={"error": "Enter the day of appointment"})


class Monitor(Form):
    """One look at time and quality."""

    monitored_on: date = Field(json_schema_extra={"error": "Enter the day"})
    on_time: YesNo = Field(json_schema_extra={"error": "Say whether it is on time"})
    quality: Text = Field(json_schema_extra={"error": "Say how the quality is"})
    note: Text | None = None


class Told(Form):
    """When one recipient was told of the delay; left empty where they were not."""

    recipient: CopyRecipient
    told_on: date | None = None


class ExplainDelay(Form):
    """Why it will be late, and who was told."""

    reason: DelayReason = Field(json_schema_extra=CHOOSE_REASON)
    forecast_on: date = Field(json_schema_extra=ENTER_DAY)
    explanation: Text | None = None
    told: list[Told] = []


class SendCopy(Form):
    """Who got a copy, and when."""

    recipient: CopyRecipient = Field(json_schema_extra={"error": "Choose who got the copy"})
    sent_on: date = Field(json_schema_extra={"error": "Enter the day on which it was sent"})


class Plan(Form):
    """When it will be published."""

    publish_on: date = Field(json_schema_extra={"error": "Enter the day of publication"})


class Publish(Form):
    """When and where it was published."""

    published_on: date = Field(json_schema_extra={"error": "Enter the day of publication"})
    address: str | None = None


async def delay_said(_actions: Actions, _case: CaseShown, form: ExplainDelay) -> Said:
    """The command's fields; who was not told is left out."""
    said: Said = form.model_dump(mode="json", exclude_none=True)
    return {**said, "told": [one for one in said["told"] if "told_on" in one]}


def delay_start(_case: CaseShown) -> dict[str, str]:
    """A row for each who is to be told."""
    return in_rows("told", "recipient", RECIPIENTS)


APPOINT = MovePage(
    command="appoint-reviewer",
    title="Record the reviewer's appointment",
    done="The reviewer is recorded.",
    form=Appoint,
)
MONITOR = MovePage(
    command="record-monitoring",
    title="Record a look at time and quality",
    done="The look at time and quality is recorded.",
    form=Monitor,
)
EXPLAIN_DELAY = MovePage(
    command="explain-lcspr-delay",
    title="Explain a delay of the LCSPR",
    done="The delay is explained. The due date stays as it was.",
    form=ExplainDelay,
    choices=offering(reasons=choices_of(DelayReason), recipients=list(enumerate(RECIPIENTS))),
    start=delay_start,
    said=delay_said,
)
SEND_COPY = MovePage(
    command="record-copy-sent",
    title="Record a copy that was sent",
    done="The copy is recorded.",
    form=SendCopy,
    choices=offering(recipients=choices_of(CopyRecipient)),
)
PLAN = MovePage(
    command="plan-publication",
    title="Plan publication",
    done="The day of publication is planned.",
    form=Plan,
)
PUBLISH = MovePage(
    command="record-publication",
    title="Record publication",
    done="Publication is recorded.",
    form=Publish,
)
