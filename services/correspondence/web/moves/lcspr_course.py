"""The partnership carries an LCSPR from its proposal to the approved report."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Partner, Theme
from contracts.review.lcspr_course import Effect, Method, Proceedings, Proportion
from services.correspondence.capacity import proportion
from services.correspondence.policy import methods
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of, offering
from services.correspondence.web.shown.case import CaseShown

ENTER_DAY: dict[str, Any] = {"error": "Enter the day"}


class Propose(Form):
    """Why one is proposed."""

    proposed_on: date = Field(json_schema_extra=ENTER_DAY)
    themes: list[Theme] = []
    why: Text = Field(json_schema_extra={"error": "Say why a local review is proposed"})


class SetScope(Form):
    """What is reviewed, how, and why that much."""

    set_on: date = Field(json_schema_extra=ENTER_DAY)
    period_from: date | None = None
    period_to: date | None = None
    lines_of_enquiry: list[Theme] = Field(
        json_schema_extra={"error": "Choose at least one line of enquiry"}
    )
    method: Method = Field(json_schema_extra={"error": "Choose the method"})
    proportion: Proportion = Field(json_schema_extra={"error": "Choose how much of a review it is"})
    why: Text = Field(json_schema_extra={"error": "Say why that much is proportionate"})
    children_and_family: Text | None = None


class Start(Form):
    """When the work began."""

    started_on: date = Field(json_schema_extra=ENTER_DAY)


class Draft(Form):
    """A draft, with the document where there is one."""

    received_on: date = Field(json_schema_extra=ENTER_DAY)
    document_id: UUID | None = None
    note: Text | None = None


class AskRework(Form):
    """What is wanting."""

    asked_on: date = Field(json_schema_extra=ENTER_DAY)
    wanting: Text = Field(json_schema_extra={"error": "Say what is wanting"})


class Approve(Form):
    """Who approves it."""

    approved_on: date = Field(json_schema_extra=ENTER_DAY)
    approved_by: list[Partner] = Field(
        json_schema_extra={"error": "Choose which partners approve it"}
    )
    reservations: Text | None = None


class Forecast(Form):
    """When publication is expected."""

    forecast_on: date = Field(json_schema_extra={"error": "Enter the day on which you expect it"})


class NoteProceedings(Form):
    """What runs beside the review."""

    proceedings: Proceedings = Field(json_schema_extra={"error": "Choose the proceedings"})
    begun_on: date = Field(
        json_schema_extra={"error": "Enter the day on which they begin or began"}
    )
    ended_on: date | None = None
    holds_up: list[Effect] = []
    note: Text | None = None


async def document_said(_actions: Actions, _case: CaseShown, form: Any) -> Said:
    """The form's fields, with the document that was sent."""
    said: Said = form.model_dump(mode="json", exclude_none=True)
    id_ = said.pop("document_id", None)
    return {**said, "document": {"id": id_} if id_ else None}


async def scope_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The methods with what each is good for, and what the partnership says it can carry."""
    async with actions.service.db.read() as conn:
        advised = await proportion.advised(conn, case.source.partnership)
    return {
        "themes": choices_of(Theme),
        "methods": [(one.method.value, one.method.label) for one in methods.library().methods],
        "library": methods.library().methods,
        "proportions": choices_of(Proportion),
        "advised": advised,
    }


PROPOSE = MovePage(
    command="propose-lcspr",
    title="Propose an LCSPR",
    done="The proposal is recorded. The decision is the partners'.",
    form=Propose,
    choices=offering(themes=choices_of(Theme)),
)
SET_SCOPE = MovePage(
    command="set-lcspr-scope",
    title="Set the scope and method of the LCSPR",
    done="Scope and method are recorded.",
    form=SetScope,
    choices=scope_choices,
)
START = MovePage(
    command="start-lcspr",
    title="Record that the LCSPR's work has begun",
    done="The beginning is recorded.",
    form=Start,
)
DRAFT = MovePage(
    command="record-lcspr-draft",
    title="Record a draft of the report",
    done="The draft is recorded.",
    form=Draft,
    said=document_said,
    takes_file=True,
)
REWORK = MovePage(
    command="ask-lcspr-rework",
    title="Give the draft back to the reviewer",
    done="The draft is with the reviewer again.",
    form=AskRework,
)
APPROVE = MovePage(
    command="approve-lcspr",
    title="Approve the report",
    done="The report is approved.",
    form=Approve,
    choices=offering(partners=choices_of(Partner)),
)
FORECAST = MovePage(
    command="record-lcspr-forecast",
    title="Say when publication is expected",
    done="The forecast is recorded. The due date stays as it was.",
    form=Forecast,
)
PROCEEDINGS = MovePage(
    command="record-lcspr-proceedings",
    title="Record proceedings beside the review",
    done="The proceedings are recorded. The due date stays as it was.",
    form=NoteProceedings,
    choices=offering(proceedings=choices_of(Proceedings), effects=choices_of(Effect)),
)
LCSPR_COURSE = (PROPOSE, SET_SCOPE, START, DRAFT, REWORK, APPROVE, FORECAST, PROCEEDINGS)
