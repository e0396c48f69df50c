"""The versions of a rapid review side by side, and the three positions step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Notifying, Partner, Theme, View
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.sentences import position_of
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label, upper

SENT = ("rapid-review-submitted", "rapid-review-resubmitted")


@dataclass(frozen=True)
class Comparison:
    """A table: a heading for each column, a heading and its cells for each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


CONFIRMED = "rapid-review-confirmed"


def sent_versions(entries: Sequence[Entry]) -> list[Entry]:
    """The versions of the rapid review, oldest first, each with its core as it was confirmed since."""
    cores = {entry.fact["version"]: entry.fact for entry in entries if entry.name == CONFIRMED}
    return [
        replace(entry, fact={**entry.fact, **cores.get(entry.fact["version"], {})})
        for entry in entries
        if entry.name in SENT
    ]


async def side_by_side(
    conn: Conn, keys: KeyRing, incident: UUID, entries: list[Entry]
) -> Comparison | None:
    """What each version says, row by row; None before the first."""
    sent = sent_versions(entries)
    if not sent:
        return None
    facts = [entry.fact for entry in sent]
    summaries = await _opened(conn, keys, incident, facts, "summary")
    reasons = await _opened(conn, keys, incident, facts, "rationale")
    return Comparison(
        heads=tuple(f"Version {fact['version']}" for fact in facts),
        rows=(
            ("Received", tuple(day(fact["received_on"]) for fact in facts)),
            ("The partnership's view", tuple(_view(fact) for fact in facts)),
            *(
                (label(Partner, one), tuple(_stated(fact, one) for fact in facts))
                for one in Partner
            ),
            ("Reasons", reasons),
            ("Summary", summaries),
            ("Themes", tuple(_themes(fact) for fact in facts)),
            ("Learning points", tuple(str(len(fact.get("learning", ()))) for fact in facts)),
            (
                "Warnings",
                tuple(upper("; ".join(fact.get("warnings", ()))) or "None" for fact in facts),
            ),
        ),
    )


async def _opened(
    conn: Conn, keys: KeyRing, incident: UUID, facts: list[dict[str, Any]], name: str
) -> tuple[str, ...]:
    found = await keys.open_many(conn, [(incident, fact.get(name)) for fact in facts])
    return tuple(
        text or (ERASED if fact.get(name) else "Not given")
        for text, fact in zip(found, facts, strict=True)
    )


def _view(fact: dict[str, Any]) -> str:
    return label(View, fact["partnership_view"])


def _themes(fact: dict[str, Any]) -> str:
    return "; ".join(label(Theme, one) for one in fact.get("themes", ())) or "None"


def _stated(fact: dict[str, Any], partner: str) -> str:
    found = [one for one in fact.get("positions", ()) if one["partner"] == partner]
    return upper(position_of(found[0])) if found else "Not stated"


def positions(entries: list[Entry]) -> Comparison:
    """What each partner held at each step: notifying, each version, the partners' decision."""
    known = {entry.id: entry for entry in sent_versions(entries)}
    steps = [step for entry in entries if (step := _step(known.get(entry.id, entry)))]
    rows = tuple(
        (label(Partner, one), tuple(said.get(one, "Not stated") for _, said in steps))
        for one in Partner
    )
    return Comparison(tuple(head for head, _ in steps), rows)


def _step(entry: Entry) -> tuple[str, dict[str, str]] | None:
    stated = entry.fact.get("positions", ())
    if entry.name == "notification-submitted" and stated:
        said = {p["partner"]: label(Notifying, p["position"]) for p in stated}
        return "On notifying", {Partner.AUTHORITY.value: "Notified", **said}
    if entry.name in SENT:
        return f"Version {entry.fact['version']}", _said(stated)
    if entry.name == "partners-final-decision-recorded":
        return "The partners' decision", _said(stated)
    return None


def _said(stated: list[dict[str, Any]]) -> dict[str, str]:
    return {one["partner"]: upper(position_of(one)) for one in stated}
