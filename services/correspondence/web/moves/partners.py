"""The partners answer what was asked, and record their final decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Finding, View
from contracts.reasons import ReviewReason
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.consideration import Answer, criteria_said
from services.correspondence.web.moves.kind import (
    PARTNERS,
    REG11,
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
    offering,
)
from services.correspondence.web.moves.rapid_review import Position, position_said
from services.correspondence.web.shown.case import CaseShown


class AnswerAsks(Form):
    """Which asks are answered."""

    numbers: list[int] = Field(json_schema_extra={"error": "Choose what is answered"})


class Decide(Form):
    """The partners' final decision."""

    decision: View = Field(json_schema_extra={"error": "Choose the decision"})
    decided_on: date = Field(json_schema_extra={"error": "Enter the day of the decision"})
    positions: list[Position] = []
    criteria: list[Answer] = []
    reasons: Text | None = None
    reason_codes: list[ReviewReason] = []


async def answer_said(_actions: Actions, case: CaseShown, form: AnswerAsks) -> Said:
    """The asks, answered by the reader's own organisation."""
    return {"partner": case.partner, "numbers": form.numbers}


async def open_asks(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """What the reader's own organisation still owes of the latest request, opened."""
    return {"asks": await asks_of(actions, case)}


async def asks_of(actions: Actions, case: CaseShown) -> list[tuple[str, str]]:
    """Number and text of each ask that the reader's own organisation owes an answer to."""
    requests = [e for e in case.entries if e.name == "information-request-opened"]
    owed = {
        one.number for one in (case.told.owed if case.told else ()) if one.partner == case.partner
    }
    asks = [one for e in requests[-1:] for one in e.fact["asks"] if one["number"] in owed]
    async with actions.service.db.read() as conn:
        texts = await actions.service.keys.open_many(
            conn, [(case.incident_id, one["text"]) for one in asks]
        )
    return [
        (str(one["number"]), f"{one['number']}. {text or 'This text has been erased.'}")
        for one, text in zip(asks, texts, strict=True)
    ]


async def decide_said(_actions: Actions, _case: CaseShown, form: Decide) -> Said:
    """The command's fields; a partner that states no view is left out."""
    return {
        "decision": form.decision,
        "decided_on": form.decided_on,
        "positions": [position_said(row) for row in form.positions if row.view],
        "criteria": criteria_said(form.criteria),
        "reasons": form.reasons,
        "reason_codes": form.reason_codes,
    }


def decide_start(_case: CaseShown) -> dict[str, str]:
    """A row for each partner and for each criterion of regulation 11."""
    return {
        **in_rows("positions", "partner", PARTNERS),
        **in_rows("criteria", "criterion", REG11),
    }


ANSWER = MovePage(
    command="answer-information-request",
    title="Mark what you have answered",
    done="The Panel knows what you have answered.",
    form=AnswerAsks,
    choices=open_asks,
    said=answer_said,
)
DECIDE = MovePage(
    command="record-partners-decision",
    title="Record the partners' decision on an LCSPR",
    done="The partners' decision is recorded.",
    form=Decide,
    choices=offering(
        views=choices_of(View),
        partners=list(enumerate(PARTNERS)),
        criteria=list(enumerate(REG11)),
        findings=choices_of(Finding),
        reasons=choices_of(ReviewReason),
    ),
    start=decide_start,
    said=decide_said,
)
