"""The Panel lists a case, recuses a member, and records what it decided."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.errors import Refused
from chassis.web.forms import Form
from contracts.codes import Criterion, Finding, Outcome, Partner, Theme
from services.correspondence.actions import Actions
from services.correspondence.read_models import meetings, names
from services.correspondence.web.moves.kind import REG3, REG11, MovePage, Said, in_rows
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.words import moment


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
    """The criteria that were answered; raises Refused for one without its reason."""
    answered = [row for row in rows if row.finding]
    for row in answered:
        if not row.reason:
            raise Refused(f"Give the reason: {row.criterion.label}.", field="criteria")
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
    if any(not row.asked_of for row in asked):
        raise Refused("Say of whom each thing is asked.", field="asks")
    return {
        "version": form.version,
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
    """The round and the meeting of the page as it was read, and a row for each criterion."""
    assert case.told, "a case that can be decided has been told"
    return {
        "version": case.told.round,
        "meeting_id": str(case.told.meeting_id or ""),
        **in_rows("criteria", "criterion", [*REG11, *REG3]),
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
    said=decide_said,
)
