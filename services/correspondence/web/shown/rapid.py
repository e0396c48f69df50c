"""How far a rapid review is on its way, as the page of its case shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Partner, Theme
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.reading import Considered, Judgement, QualityMarker
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.learned import Learned, learned
from services.correspondence.web.shown.returns import ReturnShown, returns_of
from services.correspondence.web.shown.sentences import position_of
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.versions import Comparison
from services.correspondence.web.shown.words import day, label, partners, upper


@dataclass(frozen=True)
class RapidShown:
    """The part of a case's page about the rapid review; ``awaited``: sentences on what is missing."""

    station: str
    awaited: Sequence[str]
    returns: Comparison
    statements: Comparison
    learning: Comparison
    reading: Comparison


async def on_its_way(
    conn: Conn,
    keys: KeyRing,
    incident: UUID,
    told: CaseStateChangedV1 | None,
    entries: Sequence[Entry],
    today: date,
) -> RapidShown | None:
    """From the state and the facts that this reader sees; None before there is a rapid review."""
    if told is None or told.station is None:
        return None
    found = await returns_of(conn, keys, incident, entries)
    return RapidShown(
        station=told.station.label,
        awaited=awaited(told, today),
        returns=_returns(found),
        statements=await _statements(conn, keys, incident, entries),
        learning=_learning(await learned(conn, keys, incident, entries), today),
        reading=_reading(entries),
    )


def awaited(told: CaseStateChangedV1, today: date) -> list[str]:
    """What is missing, one sentence each."""
    missing = [one for one in told.awaited_returns if one.due_on < today]
    said = []
    if told.awaited_returns:
        late = f", {len(missing)} of them overdue" if missing else ""
        said.append(f"Returns awaited: {len(told.awaited_returns)}{late}")
    if told.unsigned and told.station in ("drafted", "signed_off"):
        said.append(f"{upper(partners([str(one) for one in told.unsigned]))} has yet to sign")
    if told.core_unconfirmed:
        said.append("A person has yet to confirm what its document says")
    return said


def _returns(found: Sequence[ReturnShown]) -> Comparison:
    rows = tuple(
        (one.words, (label(Partner, one.partner), day(one.due_on), one.standing)) for one in found
    )
    return Comparison(("Reached through", "Due", "How it stands"), rows)


async def _statements(
    conn: Conn, keys: KeyRing, incident: UUID, entries: Sequence[Entry]
) -> Comparison:
    """The last statement of each partner, side by side; what is withheld from the reader stays so."""
    last: dict[str, tuple[str, dict[str, Any]]] = {}
    for entry in entries:
        if entry.name == "partner-position-stated":
            [said] = entry.fact["positions"]
            last[said["partner"]] = (entry.fact["stated_on"], said)
    sealed = [(incident, said.get("reservation")) for _, said in last.values()]
    opened = await keys.open_many(conn, sealed)
    told = {
        partner: (day(on), upper(position_of(said)), own_words(said, text))
        for (partner, (on, said)), text in zip(last.items(), opened, strict=True)
    }
    if not told:
        return Comparison((), ())
    shown = [one for one in Partner if one in told]
    heads = tuple(one.label for one in shown)
    rows = ("Stated on", "View", "In its own words")
    return Comparison(
        heads, tuple((row, tuple(told[one][n] for one in shown)) for n, row in enumerate(rows))
    )


def own_words(said: Mapping[str, Any], text: str | None) -> str:
    """What a partner said of its view, or why its reader does not have it."""
    if not said.get("view"):
        return "Withheld"
    return text or (ERASED if said.get("reservation") else "Not given")


def _learning(found: Learned, today: date) -> Comparison:
    rows: list[tuple[str, tuple[str, ...]]] = []
    for point in found.points:
        due = day(point.due_on) if point.due_on else "No date"
        actions = [one for one in found.actions if one.learning_id == point.id]
        stands = "Learned" if actions else point.without_action(today)
        rows.append((point.words, (point.owner, due, stands)))
        rows += [
            (f"Action: {one.words}", (one.owner, day(one.due_on), one.stands(today)))
            for one in actions
        ]
    return Comparison(("Owner", "Due", "How it stands"), tuple(rows))


def _reading(entries: Sequence[Entry]) -> Comparison:
    """The checklist and the markers of each version that was read; partners are shown none of it."""
    read = {e.fact["version"]: e.fact for e in entries if e.name == "rapid-review-assessed"}
    if not read:
        return Comparison((), ())
    facts = [read[version] for version in sorted(read)]
    themes = dict.fromkeys(t["theme"] for fact in facts for t in fact["themes"])
    markers = dict.fromkeys(m["marker"] for fact in facts for m in fact["markers"])
    rows = [
        (label(Theme, one), tuple(_said(f["themes"], "theme", one) for f in facts))
        for one in themes
    ] + [
        (label(QualityMarker, one), tuple(_said(f["markers"], "marker", one) for f in facts))
        for one in markers
    ]
    days = tuple(f"{fact['working_days_taken']}" for fact in facts)
    heads = tuple(f"Version {fact['version']}" for fact in facts)
    return Comparison(heads, (*rows, ("Working days that the rapid review took", days)))


def _said(rows: Sequence[dict[str, Any]], field: str, value: str) -> str:
    found = next((one for one in rows if one[field] == value), None)
    if found is None:
        return "Not judged"
    if "answer" in found:
        return label(Considered, found["answer"])
    return label(Judgement, found["judgement"])
