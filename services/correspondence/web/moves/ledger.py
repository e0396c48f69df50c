"""The partnership's ledger of action: an action, its evidence, its measure, its end."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Theme
from contracts.review.action_ledger import EvidenceKind, Result
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Text, choices_of, offering
from services.correspondence.web.moves.lcspr_course import ENTER_DAY, document_said
from services.correspondence.web.shown.case import CaseShown

YesNo = Literal["true", "false"]
WHICH: dict[str, Any] = {"error": "Choose the action"}
ERASED = "This text has been erased."


class Add(Form):
    """What is done, by whom, by when, and how its effect will be seen."""

    theme: Theme = Field(json_schema_extra={"error": "Choose the theme"})
    action: Text = Field(json_schema_extra={"error": "Write what will be done"})
    owner: Text = Field(json_schema_extra={"error": "Name who does it"})
    due_on: date = Field(json_schema_extra={"error": "Enter the day by which it is done"})
    measure: Text | None = None
    recommendation: Text | None = None


class Evidence(Form):
    """What shows that it was done."""

    number: int = Field(json_schema_extra=WHICH)
    evidence_kind: EvidenceKind = Field(json_schema_extra={"error": "Choose the kind of evidence"})
    on: date = Field(json_schema_extra=ENTER_DAY)
    evidence: Text = Field(json_schema_extra={"error": "Say what the evidence shows"})
    document_id: UUID | None = None


class Measured(Form):
    """What the measure shows."""

    number: int = Field(json_schema_extra=WHICH)
    on: date = Field(json_schema_extra=ENTER_DAY)
    result: Result = Field(json_schema_extra={"error": "Choose what the measure shows"})
    measured: Text = Field(json_schema_extra={"error": "Say what was measured"})


class Close(Form):
    """Whether it is completed, and else why not."""

    number: int = Field(json_schema_extra=WHICH)
    on: date = Field(json_schema_extra=ENTER_DAY)
    completed: YesNo = Field(json_schema_extra={"error": "Say whether it is completed"})
    why: Text | None = None


async def open_actions(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The actions that are open, with their words, and the code lists of the pages."""
    closed = {e.fact["number"] for e in case.entries if e.name == "ledger-action-closed"}
    added = [
        e.fact
        for e in case.entries
        if e.name == "ledger-action-added" and e.fact["number"] not in closed
    ]
    async with actions.service.db.read() as conn:
        texts = await actions.service.keys.open_many(
            conn, [(case.incident_id, one["action"]) for one in added]
        )
    return {
        "actions": [
            (str(one["number"]), f"{one['number']}. {text or ERASED}")
            for one, text in zip(added, texts, strict=True)
        ],
        "kinds": choices_of(EvidenceKind),
        "results": choices_of(Result),
    }


ADD = MovePage(
    command="add-ledger-action",
    title="Enter an action in the ledger",
    done="The action is in the ledger.",
    form=Add,
    choices=offering(themes=choices_of(Theme)),
)
EVIDENCE = MovePage(
    command="record-action-evidence",
    title="Record evidence that an action was taken",
    done="The evidence is recorded.",
    form=Evidence,
    choices=open_actions,
    said=document_said,
    takes_file=True,
)
RESULT = MovePage(
    command="record-action-result",
    title="Record what an action's measure shows",
    done="The result is recorded.",
    form=Measured,
    choices=open_actions,
)
CLOSE = MovePage(
    command="close-ledger-action",
    title="Close an action",
    done="The action is closed.",
    form=Close,
    choices=open_actions,
)
LEDGER = (ADD, EVIDENCE, RESULT, CLOSE)
