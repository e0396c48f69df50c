"""Plain flags of a case: late, missing, young child, recurring theme, routine; each with its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.web.words import many
from contracts.codes import Theme
from contracts.review.preparation import Route
from services.correspondence.policy.dialogue import panels_clock
from services.correspondence.read_models import flagged
from services.correspondence.read_models.cases import CaseView
from services.correspondence.voice import store
from services.correspondence.web.shown.words import day, label, lower

YOUNG = ("unborn", "under_1")
KINDS = (*flagged.NOTIFIED, *flagged.REVIEWED, flagged.CONFIRMED, "case-triaged")


@dataclass(frozen=True)
class Flag:
    """A word, its colour, and what it says in full."""

    words: str
    colour: str
    meaning: str


async def of_cases(conn: Conn, found: Sequence[CaseView], today: date) -> dict[UUID, list[Flag]]:
    """The flags of each case."""
    facts = await flagged.latest(conn, [one.incident_id for one in found], KINDS)
    themes = await flagged.recurring(conn)
    waiting = await store.waiting_since(conn, [one.incident_id for one in found])
    return {
        one.incident_id: [
            *_unanswered(waiting.get(one.incident_id), today),
            *flags(one, facts[one.incident_id], themes, today),
        ]
        for one in found
    }


def _unanswered(since: date | None, today: date) -> list[Flag]:
    """The Panel's own clock for a partner's reply has run out."""
    due = panels_clock(since).due_on if since else today
    if due >= today:
        return []
    return [Flag("Reply unanswered", "red", f"an answer to a partner was due on {day(due)}")]


def flags(case: CaseView, facts: Mapping[str, Any], recurring: set[str], today: date) -> list[Flag]:
    """The flags of one case from its latest facts."""
    reviewed: Mapping[str, Any] = next(
        (facts[name] for name in reversed(flagged.REVIEWED) if name in facts), {}
    )
    confirmed = facts.get(flagged.CONFIRMED, {})
    if reviewed and confirmed.get("version") == reviewed["version"]:
        reviewed = {**reviewed, **confirmed}
    return [
        *_late(case, today),
        *_missing(case, reviewed),
        *_young(facts),
        *_recurring(reviewed, recurring),
        *_routine(case, facts.get("case-triaged", {})),
    ]


def _late(case: CaseView, today: date) -> list[Flag]:
    if case.next_due is None or case.next_due >= today:
        return []
    return [Flag("Late", "red", f"a clock was due on {day(case.next_due)}")]


def _missing(case: CaseView, reviewed: Mapping[str, Any]) -> list[Flag]:
    """What the latest version lacked, and answers that are owed."""
    lacks = list(reviewed.get("warnings", ()))
    owed = len(case.told.owed) if case.told else 0
    if owed:
        lacks.append(f"{many(owed, 'answer')} owed")
    return [Flag("Missing", "orange", "; ".join(lacks))] if lacks else []


def _young(facts: Mapping[str, Any]) -> list[Flag]:
    amended = facts.get("notification-amended", {}).get("children")
    children = amended or facts.get("notification-submitted", {}).get("children", ())
    young = any(child["age_band"] in YOUNG for child in children)
    return [Flag("Under 1", "purple", "a child under one, or unborn")] if young else []


def _recurring(reviewed: Mapping[str, Any], recurring: set[str]) -> list[Flag]:
    found = [one for one in reviewed.get("themes", ()) if one in recurring]
    words = ", ".join(lower(label(Theme, one)) for one in found)
    return [Flag("Recurring theme", "blue", words)] if found else []


def _routine(case: CaseView, triaged: Mapping[str, Any]) -> list[Flag]:
    now = case.told and case.told.round == triaged.get("round")
    routine = now and triaged.get("route") == Route.ROUTINE
    return [Flag("Routine", "grey", lower(Route.ROUTINE.label))] if routine else []
