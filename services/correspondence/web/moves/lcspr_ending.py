"""What goes out before publication, and how a review ends when its report is not published as planned."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from chassis.web.forms import Form
from contracts.review.lcspr import CopyRecipient
from contracts.review.lcspr_ending import ReportPart
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import (
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
    offering,
)
from services.correspondence.web.moves.lcspr import RECIPIENTS, Told
from services.correspondence.web.moves.lcspr_course import ENTER_DAY, document_said
from services.correspondence.web.shown.case import CaseShown

SAY_WHY: dict[str, Any] = {"error": "Say why"}
NationalReview = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:+/-]*$", max_length=120),
]


class Assemble(Form):
    """What the bundle has."""

    assembled_on: date = Field(json_schema_extra=ENTER_DAY)
    document_id: UUID | None = None
    parts: list[ReportPart] = []
    note: Text | None = None


class Improvements(Form):
    """When and where the improvements were published, and why not the report."""

    published_on: date = Field(json_schema_extra={"error": "Enter the day of publication"})
    address: str | None = None
    why: Text = Field(json_schema_extra={"error": "Say why the report is not published"})


class Justify(Form):
    """Why nothing is to be published, and who was told when."""

    told: list[Told] = []
    why: Text = Field(json_schema_extra={"error": "Say why nothing is to be published"})


class NotPublish(Form):
    """The decision, and how comments were considered."""

    decided_on: date = Field(json_schema_extra={"error": "Enter the day of the decision"})
    considered: Text = Field(
        json_schema_extra={"error": "Say how the comments on your reasons were considered"}
    )


class Discontinue(Form):
    """Why it ends, and who was told."""

    discontinued_on: date = Field(json_schema_extra=ENTER_DAY)
    why: Text = Field(json_schema_extra=SAY_WHY)
    told: list[Told] = []


class Supersede(Form):
    """Which national review takes its place."""

    superseded_on: date = Field(json_schema_extra=ENTER_DAY)
    national_review: NationalReview = Field(
        json_schema_extra={"error": "Enter the reference of the national review"}
    )
    why: Text = Field(json_schema_extra=SAY_WHY)


class TakeDown(Form):
    """When it was taken down, and why."""

    taken_down_on: date = Field(json_schema_extra=ENTER_DAY)
    why: Text = Field(json_schema_extra=SAY_WHY)


async def told_said(_actions: Actions, _case: CaseShown, form: Any) -> Said:
    """The command's fields; who was not told is left out."""
    said: Said = form.model_dump(mode="json", exclude_none=True)
    return {**said, "told": [one for one in said["told"] if "told_on" in one]}


def told_start(_case: CaseShown) -> dict[str, str]:
    """A row for each who is to be told."""
    return in_rows("told", "recipient", RECIPIENTS)


TO_TELL = offering(recipients=list(enumerate(CopyRecipient)))
ASSEMBLE = MovePage(
    command="assemble-lcspr-bundle",
    title="Put together what goes out before publication",
    done="The bundle is recorded. Record each copy once it has gone out.",
    form=Assemble,
    choices=offering(parts=choices_of(ReportPart)),
    said=document_said,
    takes_file=True,
)
IMPROVEMENTS = MovePage(
    command="record-improvements-publication",
    title="Record that improvements were published instead of the report",
    done="Publication is recorded.",
    form=Improvements,
)
JUSTIFY = MovePage(
    command="justify-non-publication",
    title="Give the reasons not to publish",
    done="The reasons are recorded. The Panel may comment on them.",
    form=Justify,
    choices=TO_TELL,
    start=told_start,
    said=told_said,
)
NOT_PUBLISH = MovePage(
    command="record-non-publication",
    title="Decide not to publish",
    done="The decision not to publish is recorded.",
    form=NotPublish,
)
DISCONTINUE = MovePage(
    command="discontinue-lcspr",
    title="End the LCSPR without a report",
    done="The LCSPR is ended.",
    form=Discontinue,
    choices=TO_TELL,
    start=told_start,
    said=told_said,
)
SUPERSEDE = MovePage(
    command="supersede-lcspr",
    title="Record that a national review takes its place",
    done="The national review takes its place.",
    form=Supersede,
)
TAKE_DOWN = MovePage(
    command="record-take-down",
    title="Record that the report was taken down",
    done="It is recorded that the report is public no longer.",
    form=TakeDown,
)
LCSPR_ENDING = (
    ASSEMBLE,
    IMPROVEMENTS,
    JUSTIFY,
    NOT_PUBLISH,
    DISCONTINUE,
    SUPERSEDE,
    TAKE_DOWN,
)
