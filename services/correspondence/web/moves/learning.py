"""What was learned locally, what is done about it, and how far that has come."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Theme
from contracts.review.learning import ActionStanding
from contracts.vocabulary import vocabulary_on
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.learned import learned

ENDED = (ActionStanding.DONE, ActionStanding.STOPPED)


class Point(Form):
    """Something learned."""

    theme: Theme = Field(json_schema_extra={"error": "Choose the theme"})
    text: Text = Field(json_schema_extra={"error": "Write what was learned"})
    owner: Text = Field(json_schema_extra={"error": "Name who owns it"})
    due_on: date | None = None


class Action(Form):
    """What is done about it."""

    learning_id: UUID = Field(json_schema_extra={"error": "Choose what it is about"})
    text: Text = Field(json_schema_extra={"error": "Write what is done"})
    owner: Text = Field(json_schema_extra={"error": "Name who does it"})
    due_on: date = Field(json_schema_extra={"error": "Enter the day by which it is done"})


class FollowUp(Form):
    """How far an action has come."""

    action_id: UUID = Field(json_schema_extra={"error": "Choose the action"})
    standing: ActionStanding = Field(json_schema_extra={"error": "Say how far it has come"})
    on: date = Field(json_schema_extra={"error": "Enter the day"})
    document_id: UUID | None = None
    evidence: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """What has ended says what shows it."""
        if self.standing in ENDED and not (self.evidence or self.document_id):
            yield "evidence", "Say what shows that it is done, or why it was given up"


async def theme_choices(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The vocabulary of the day."""
    return {"themes": [(one.value, one.label) for one in vocabulary_on(case.today).terms]}


async def point_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """What was learned in this case."""
    async with actions.service.db.read() as conn:
        found = await learned(conn, actions.service.keys, case.incident_id, case.entries)
    return {"points": [(str(one.id), one.words) for one in found.points]}


async def action_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """What is done in this case."""
    async with actions.service.db.read() as conn:
        found = await learned(conn, actions.service.keys, case.incident_id, case.entries)
    return {
        "actions": [(str(one.id), one.words) for one in found.actions],
        "standings": choices_of(ActionStanding, "planned"),
    }


async def follow_up_said(_actions: Actions, _case: CaseShown, form: FollowUp) -> Said:
    """How far it has come, with what shows it."""
    return {
        "action_id": str(form.action_id),
        "standing": form.standing,
        "on": form.on,
        "document": {"id": str(form.document_id)} if form.document_id else None,
        "evidence": form.evidence,
    }


POINT = MovePage(
    command="record-learning-point",
    title="Record what was learned",
    done="It is on record.",
    form=Point,
    choices=theme_choices,
)
ACTION = MovePage(
    command="record-local-action",
    title="Record a local action",
    done="The action is on record.",
    form=Action,
    choices=point_choices,
)
FOLLOW_UP = MovePage(
    command="follow-up-local-action",
    title="Follow up a local action",
    done="How far the action has come is recorded.",
    form=FollowUp,
    choices=action_choices,
    said=follow_up_said,
    takes_file=True,
)
