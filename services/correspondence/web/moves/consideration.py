"""The Panel lists a case, recuses a member, and records what it decided."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.clock import start_of
from chassis.web.forms import Form
from contracts.codes import Criterion, Finding, Outcome, Partner, Theme
from contracts.reasons import ReviewReason
from services.correspondence.read_models import meetings
from services.correspondence.use_cases.actions import Actions
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
from services.correspondence.web.shown.members import who_may_come
from services.correspondence.web.shown.similar import similar
from services.correspondence.web.shown.words import moment

ASKS_MAX = 6
ADVICE_MAX = 6


class ListFor(Form):
    """Which meeting."""

    meeting_id: UUID = Field(json_schema_extra={"error": "Choose a meeting"})


class Recuse(Form):
    """Who takes no part, and why."""

    member_id: str = Field(json_schema_extra={"error": "Choose the member"})
    reason: Text = Field(json_schema_extra={"error": "Say why"})


class Answer(Form):
    """One criterion's row."""

    criterion: Criterion
    finding: Finding | None = None
    reason: Text | None = None
    evidence: str | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A finding has its reason, and a reason its finding."""
        if self.finding and not self.reason:
            yield "reason", f"Give the reason: {self.criterion.label}"
        if not self.finding and (self.reason or self.evidence):
            yield "finding", f"Choose the finding, or empty its reason: {self.criterion.label}"


class AskRow(Form):
    """One ask's row."""

    asked_of: list[Partner] = []
    text: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A request says what is asked, and of whom."""
        if self.asked_of and not self.text:
            yield "text", "Write what is asked, or ask nobody for it"
        if self.text and not self.asked_of:
            yield "asked_of", "Choose of whom this is asked"


class AdviceRow(Form):
    """One piece of advice, with what it rests on; ``evidence``: numbers, as in 1, 2."""

    text: Text | None = None
    criterion: Criterion | None = None
    evidence: str | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A basis belongs to an advice, and evidence to a criterion."""
        if not self.text and (self.criterion or self.evidence):
            yield "text", "Write what is advised, or empty the rest of it"
        if self.evidence and not self.criterion:
            yield "criterion", "Choose the criterion whose evidence this is"
        if self.evidence and not all(one.isdecimal() for one in numbers_in(self.evidence)):
            yield "evidence", "Give the numbers of the evidence, as in 1, 2"


def numbers_in(text: str) -> list[str]:
    """``1, 2`` as its parts."""
    return [part.strip() for part in text.split(",") if part.strip()]


def advice_said(rows: list[AdviceRow]) -> list[Said]:
    """The pieces of advice, numbered in the order in which they stand."""
    return [
        {
            "number": n,
            "text": row.text,
            "criterion": row.criterion,
            "evidence": [int(one) for one in numbers_in(row.evidence or "")],
        }
        for n, row in enumerate([one for one in rows if one.text], 1)
    ]


class Decide(Form):
    """What the meeting decided."""

    version: int
    review_version: int
    meeting_id: UUID
    outcome: Outcome = Field(json_schema_extra={"error": "Choose the outcome"})
    national_candidate: list[str] = []
    criteria: list[Answer] = []
    reasons: Text = Field(json_schema_extra={"error": "Give the reasons: no decision without them"})
    strengths: Text | None = None
    decision_making: Text | None = None
    analysis: Text | None = None
    learning: Text | None = None
    asks: list[AskRow] = []
    advice: Text | None = None
    lines_of_enquiry: list[Theme] = []
    themes: list[Theme] = []
    reason_codes: list[ReviewReason] = []
    advice_items: list[AdviceRow] = []


def criteria_said(rows: list[Answer]) -> list[Said]:
    """The criteria that were answered."""
    return [
        {
            "criterion": row.criterion,
            "finding": row.finding,
            "reason": row.reason,
            "evidence": [part.strip() for part in (row.evidence or "").split(";") if part.strip()],
        }
        for row in rows
        if row.finding
    ]


async def decide_said(_actions: Actions, _case: CaseShown, form: Decide) -> Said:
    """The command's fields."""
    return {
        "version": form.version,
        "review_version": form.review_version,
        "meeting_id": form.meeting_id,
        "outcome": form.outcome,
        "national_candidate": bool(form.national_candidate),
        "criteria": criteria_said(form.criteria),
        "reasons": form.reasons,
        "feedback": {
            name: getattr(form, name)
            for name in ("strengths", "decision_making", "analysis", "learning")
        },
        "asks": [
            {"number": n, "asked_of": row.asked_of, "text": row.text}
            for n, row in enumerate(form.asks, 1)
        ],
        "advice": form.advice,
        "lines_of_enquiry": form.lines_of_enquiry,
        "themes": form.themes,
        "reason_codes": form.reason_codes,
        "advice_items": advice_said(form.advice_items),
    }


def decide_start(case: CaseShown) -> dict[str, Any]:
    """The round, version and meeting of the page as it was read, and a row for each criterion."""
    assert case.told, "a case that can be decided has been told"
    return {
        "version": case.told.round,
        "review_version": case.told.review_version,
        "meeting_id": str(case.told.meeting_id or ""),
        **in_rows("criteria", "criterion", [*REG11, *REG3]),
    }


async def decide_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The code lists of the page, the rows of criteria and asks, and earlier cases like this one."""
    async with actions.service.db.read() as conn:
        alike = await similar(conn, case.incident_id, None, case.today, case.who)
    return {
        "similar": alike,
        "reasons": choices_of(ReviewReason),
        "criteria": choices_of(Criterion),
        "advice": range(ADVICE_MAX),
        "outcomes": choices_of(Outcome),
        "findings": choices_of(Finding),
        "themes": choices_of(Theme),
        "partners": choices_of(Partner),
        "reg11": [(n, one) for n, one in enumerate(REG11)],
        "reg3": [(n + len(REG11), one) for n, one in enumerate(REG3)],
        "asks": range(ASKS_MAX),
        "meeting_on": case.told.meeting_on if case.told else None,
    }


async def meeting_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The meetings that are still to come, or are today."""
    async with actions.service.db.read() as conn:
        found = await meetings.to_come(conn, start_of(case.today))
    return {"meetings": [(str(one.id), moment(one.starts_at)) for one in found]}


async def member_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """Those who are members today, and whoever else is invited to the meeting of this case."""
    listed = case.told.meeting_id if case.told else None
    async with actions.service.db.read() as conn:
        found = await meetings.find(conn, listed) if listed else None
        people = await who_may_come(conn, found.members if found else (), case.today)
    return {"members": [(one.id, one.words) for one in people]}


LIST_FOR_MEETING = MovePage(
    command="list-for-meeting",
    title="List the case for a meeting",
    done="The case is listed.",
    form=ListFor,
    choices=meeting_choices,
)
RECUSE = MovePage(
    command="recuse-member",
    title="Recuse a member from this case",
    done="The member takes no part in this case.",
    form=Recuse,
    choices=member_choices,
)
DECIDE = MovePage(
    command="record-decision",
    title="Record the Panel's decision",
    done="The decision is recorded, and its letter is drafted.",
    form=Decide,
    start=decide_start,
    choices=decide_choices,
    said=decide_said,
    read_from=("version", "review_version", "meeting_id"),
)
