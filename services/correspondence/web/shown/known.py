"""What is known of a rapid review before anyone fills in a form: as values of the form's fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chassis.conn import Conn
from chassis.seal import KeyRing
from services.correspondence.read_models.timeline import Entry
from services.correspondence.template.rapid_review import (
    LEARNING_MAX,
    PARTNERS,
    SECTIONS,
    TEMPLATE_VERSION,
    TICKS,
)
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.learned import learned
from services.correspondence.web.shown.versions import sent_versions

Values = dict[str, str | list[str]]


async def known_values(conn: Conn, keys: KeyRing, case: CaseShown) -> Values:
    """The last version where there is one, the partners' own statements, and what was learned.

    A position that is withheld from this reader is not among them.
    """
    fact = _last(list(case.entries))
    sealed = dict(_sealed(fact))
    opened = await keys.open_many(conn, [(case.incident_id, text) for text in sealed.values()])
    texts = {name: text for name, text in zip(sealed, opened, strict=True) if text}
    points = (await learned(conn, keys, case.incident_id, case.entries)).points[:LEARNING_MAX]
    values: Values = {"template_version": TEMPLATE_VERSION, **_coded(fact), **texts}
    for n, point in enumerate(points):
        values |= {
            f"learning.{n}.theme": point.code,
            f"learning.{n}.text": point.text,
            f"learning.{n}.owner": point.owner,
            f"learning.{n}.learning_id": str(point.id),
        }
        if point.due_on:
            parts = zip(("year", "month", "day"), point.due_on.timetuple()[:3], strict=True)
            values |= {f"learning.{n}.due_on-{part}": str(number) for part, number in parts}
    return values


def _last(entries: list[Entry]) -> Mapping[str, Any]:
    """What the last version says, or nothing but what the partners have stated themselves."""
    stated = [e.fact for e in entries if e.name == "partner-position-stated"]
    positions = {p["partner"]: p for fact in stated for p in fact["positions"]}
    sent = sent_versions(entries)
    if not sent:
        return {"positions": list(positions.values())}
    said = {p["partner"]: p for p in sent[-1].fact.get("positions", ())}
    return {**sent[-1].fact, "positions": list({**positions, **said}.values())}


def _coded(fact: Mapping[str, Any]) -> Values:
    view = fact.get("partnership_view")
    values: Values = {"partnership_view": view} if view else {}
    for name in TICKS:
        values[name] = list(fact.get(name, ()))
    for n, section in enumerate(SECTIONS):
        values[f"sections.{n}.section"] = section.value
    for n, partner in enumerate(PARTNERS):
        row = f"positions.{n}"
        values[f"{row}.partner"] = partner.value
        if said := _position(fact, partner):
            values[f"{row}.view"] = said["view"]
            if said.get("withheld"):
                values[f"{row}.withheld"] = ["yes"]
    return values


def _position(fact: Mapping[str, Any], partner: str) -> Mapping[str, Any] | None:
    found: Sequence[Mapping[str, Any]] = fact.get("positions", ())
    return next((p for p in found if p["partner"] == partner and p.get("view")), None)


def _sealed(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("rationale", "summary"):
        if fact.get(name):
            yield name, fact[name]
    for n, partner in enumerate(PARTNERS):
        said = _position(fact, partner)
        if said and said.get("reservation"):
            yield f"positions.{n}.reservation", said["reservation"]
    texts = {one["section"]: one["text"] for one in fact.get("sections", ())}
    for n, section in enumerate(SECTIONS):
        if section.value in texts:
            yield f"sections.{n}.text", texts[section.value]
