"""The Panel's staff correct a decision: what is left empty stays as it is."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Criterion, Finding, Outcome, Theme
from contracts.reasons import ReviewReason
from services.correspondence.case.decisions import Statement, statements
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.consideration import (
    ADVICE_MAX,
    AdviceRow,
    Answer,
    advice_said,
    criteria_said,
)
from services.correspondence.web.moves.kind import (
    REG3,
    REG11,
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
)
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.statements import shown

FEEDBACK = ("strengths", "decision_making", "analysis", "learning")
STAND = ("themes", "lines_of_enquiry", "reason_codes")


class Correct(Form):
    """What the decision should say."""

    decision_id: UUID
    why: Text = Field(json_schema_extra={"error": "Say why it is corrected"})
    outcome: Outcome | None = None
    national_candidate: Literal["yes", "no"] | None = None
    criteria: list[Answer] = []
    reasons: Text | None = None
    reason_codes: list[ReviewReason] = []
    strengths: Text | None = None
    decision_making: Text | None = None
    analysis: Text | None = None
    learning: Text | None = None
    advice: Text | None = None
    advice_items: list[AdviceRow] = []
    lines_of_enquiry: list[Theme] = []
    themes: list[Theme] = []


def latest_of(case: CaseShown) -> str:
    """The id of the latest decision."""
    made = [one.fact["decision_id"] for one in case.decisions if one.name == "decision-recorded"]
    return str(made[-1]) if made else ""


def correct_start(case: CaseShown) -> dict[str, Any]:
    """The decision of the page as it was read, and a row for each criterion."""
    return {"decision_id": latest_of(case), **in_rows("criteria", "criterion", [*REG11, *REG3])}


async def _standing(actions: Actions, case: CaseShown) -> Statement | None:
    async with actions.service.db.read() as conn:
        found = await statements(conn, actions.service.keys, case.incident_id, case.decisions)
    return found[-1] if found else None


async def correct_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The code lists of the page, and what the decision says now."""
    stands = await _standing(actions, case)
    return {
        "stands": shown(stands) if stands else None,
        "outcomes": choices_of(Outcome),
        "findings": choices_of(Finding),
        "themes": choices_of(Theme),
        "reasons": choices_of(ReviewReason),
        "criteria": choices_of(Criterion),
        "reg11": [(n, one) for n, one in enumerate(REG11)],
        "reg3": [(n + len(REG11), one) for n, one in enumerate(REG3)],
        "advice": range(ADVICE_MAX),
    }


async def correct_said(actions: Actions, case: CaseShown, form: Correct) -> Said:
    """The fields that were filled in; of criteria and feedback, the rest stays as it stands."""
    stands = await _standing(actions, case)
    now: Mapping[str, Any] = stands.said if stands else {}
    said: Said = {"decision_id": form.decision_id, "why": form.why}
    plain = {"outcome": form.outcome, "reasons": form.reasons, "advice": form.advice}
    said |= {name: value for name, value in plain.items() if value}
    said |= {name: found for name in STAND if (found := getattr(form, name))}
    if form.national_candidate:
        said["national_candidate"] = form.national_candidate == "yes"
    if rows := criteria_said(form.criteria):
        mended = {row["criterion"] for row in rows}
        kept = [one for one in now.get("criteria", ()) if one["criterion"] not in mended]
        said["criteria"] = [*kept, *rows]
    if feedback := {name: text for name in FEEDBACK if (text := getattr(form, name))}:
        said["feedback"] = {**now.get("feedback", {}), **feedback}
    if items := advice_said(form.advice_items):
        said["advice_items"] = items
    return said


CORRECT = MovePage(
    command="correct-decision",
    title="Correct the latest decision",
    done="The correction is recorded; what was recorded before stays on record.",
    form=Correct,
    start=correct_start,
    choices=correct_choices,
    said=correct_said,
    read_from=("decision_id",),
)
