"""From incident to national review on one line: what each level decided, when, and for which reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.codes import Criterion, Outcome, View
from contracts.notify import IncidentKind
from contracts.reasons import ReviewReason
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.versions import sent_versions
from services.correspondence.web.shown.words import day, label

Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Level:
    """One level's word: the same vocabulary of reasons at each."""

    level: str
    on: str
    said: str
    reasons: str


def lineage(entries: Sequence[Entry], decisions: Sequence[Entry]) -> list[Level]:
    """The levels that a case has reached, in their order; corrections are taken in."""
    confirmed = sent_versions(entries)
    told = {entry.id: entry for entry in (*entries, *decisions, *confirmed)}
    ordered = sorted(told.values(), key=lambda entry: entry.at)
    mended = {
        (e.fact["decision_id"], name): e.fact[name]
        for e in ordered
        if e.name == "decision-corrected"
        for name in (*e.fact["parts"], "outcome", "national_candidate")
    }
    return [level for entry in ordered for level in _levels(entry.name, _now(entry, mended))]


def _now(entry: Entry, mended: Mapping[tuple[str, str], Any]) -> Fact:
    if entry.name != "decision-recorded":
        return entry.fact
    id_ = entry.fact["decision_id"]
    return {**entry.fact, **{name: value for (of, name), value in mended.items() if of == id_}}


def _levels(name: str, fact: Fact) -> Iterator[Level]:
    match name:
        case "notification-submitted":
            kind = label(IncidentKind, fact["kind_of_incident"])
            yield Level("Incident", day(fact["occurred_on"]), kind, "")
        case "rapid-review-submitted" | "rapid-review-resubmitted":
            said = f"The partnership: {label(View, fact['partnership_view'])}"
            level = f"Rapid review, version {fact['version']}"
            yield Level(level, day(fact["received_on"]), said, _reasons(fact))
        case "decision-recorded":
            said, on = label(Outcome, fact["outcome"]), day(fact["decided_on"])
            yield Level(f"The Panel, round {fact['round']}", on, said, _reasons(fact))
            if fact.get("national_candidate"):
                yield Level("National review", on, "A candidate", _met(fact, "reg3"))
        case "partners-final-decision-recorded":
            said = label(View, fact["decision"])
            yield Level("The partners decided", day(fact["decided_on"]), said, _reasons(fact))
        case "lcspr-initiated":
            due = f"Due {day(fact['clock']['due_on'])}"
            yield Level("LCSPR", day(fact["initiated_on"]), due, "")
        case "lcspr-published":
            yield Level("LCSPR", day(fact["published_on"]), "Published", "")


def _reasons(fact: Fact) -> str:
    """The coded reasons; where none are given, the criteria that were met."""
    codes = [label(ReviewReason, code) for code in fact.get("reason_codes", ())]
    return "; ".join(codes) or _met(fact, "reg11")


def _met(fact: Fact, regulation: str) -> str:
    return "; ".join(
        label(Criterion, one["criterion"])
        for one in fact.get("criteria", ())
        if one["finding"] == "met" and one["criterion"].startswith(regulation)
    )
