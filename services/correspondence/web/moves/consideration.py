"""The Panel lists a case, recuses a member, and records what it decided."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from chassis.web.problems import Invalid
from contracts.codes import Criterion, Finding, Outcome, Partner, Theme
from services.correspondence.actions import Actions
from services.correspondence.read_models import meetings, names
from services.correspondence.web.moves.kind import (
    REG3,
    REG11,
    MovePage,
    Said,
    choices_of,
    in_rows,
)
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.words import moment

ASKS_MAX = 6


class ListFor(Form):
    """Which meeting."""

    meeting_id: UUID = Field(json_schema_extra={"error": "Choose a meeting"})


class Recuse(Form):
    """Who takes no part, and why."""

    member_id: str = Field(json_schema_extra={"error": "Choose the member"})
    reason: str = Field(json_schema_extra={"error": "Say why"})


class Answer(Form):
    """One criterion's row."""

    criterion: Criterion
    finding: Finding | None = None
    reason: str | None = None
    evidence: str | None = None


class AskRow(Form):
    """One ask's row."""

    asked_of: list[Partner] = []
    text: str | None = None


class Decide(Form):
    """What the meeting decided."""

    version: int
    review_version: int
    meeting_id: UUID
    outcome: Outcome = Field(json_schema_extra={"error": "Choose the outcome"})
    national_candidate: list[str] = []
    criteria: list[Answer] = []
    reasons: str = Field(json_schema_extra={"error": "Give the reasons: no decision without them"})
    strengths: str | None = None
    decision_making: str | None = None
    analysis: str | None = None
    learning: str | None = None
    asks: list[AskRow] = []
    advice: str | None = None
    lines_of_enquiry: list[Theme] = []
    themes: list[Theme] = []


def criteria_said(rows: list[Answer]) -> list[Said]:
    """The criteria that were answered; raises Invalid naming each that lacks its reason."""
    answered = [row for row in rows if row.finding]
    bare = [n for n, row in enumerate(rows) if row.finding and not row.reason]
    if bare:
        raise Invalid(
            [
                {
                    "pointer": f"/criteria/{n}/reason",
                    "reason": f"Give the reason: {rows[n].criterion.label}.",
                }
                for n in bare
            ]
        )
    return [
        {
            "criterion": row.criterion,
            "finding": row.finding,
            "reason": row.reason,
            "evidence": [part.strip() for part in (row.evidence or "").split(";") if part.strip()],
        }
        for row in answered
    ]


async def decide_said(_actions: Actions, _case: CaseShown, form: Decide) -> Said:
    """The command's fields."""
    asked = [row for row in form.asks if row.text]
    bare = [n for n, row in enumerate(form.asks) if row.text and not row.asked_of]
    if bare:
        words = "Say of whom this is asked."
        raise Invalid([{"pointer": f"/asks/{n}/asked_of", "reason": words} for n in bare])
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
            for n, row in enumerate(asked, 1)
        ],
        "advice": form.advice,
        "lines_of_enquiry": form.lines_of_enquiry,
        "themes": form.themes,
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


async def decide_choices(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The code lists of the page, and the rows of criteria and asks."""
    return {
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
        found = [one for one in await meetings.latest(conn) if one.starts_at.date() >= case.today]
    return {"meetings": [(str(one.id), moment(one.starts_at)) for one in reversed(found)]}


async def member_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The members of the meeting for which the case is listed, else of the latest one."""
    async with actions.service.db.read() as conn:
        listed = case.told.meeting_id if case.told else None
        found = await meetings.find(conn, listed) if listed else None
        latest = await meetings.latest(conn, 1)
        members = (found or (latest[0] if latest else None)) and (found or latest[0]).members
        named = await names.named(conn, [f"person:{m['member_id']}" for m in members or []])
    return {
        "members": [
            (
                m["member_id"],
                (
                    f"{named.get('person:' + m['member_id'], m['member_id'])},"
                    f" {m['sector'].replace('_', ' ')}"
                ),
            )
            for m in members or []
        ]
    }


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
