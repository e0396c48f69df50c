"""A case's facts as a reader sees them: opened text beside coded words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.catalogue import by_type
from contracts.codes import Criterion, Partner, Theme
from contracts.review.rapid_review import Section
from contracts.review.reading import QualityMarker
from services.correspondence.read_models import names
from services.correspondence.read_models.timeline import Entry
from services.correspondence.sealing import is_text, nested_model
from services.correspondence.web.shown.facts import sentence_of, title_of
from services.correspondence.web.shown.taken_back import marks
from services.correspondence.web.shown.words import label

ERASED = "This text has been erased, or its key has not come yet."


@dataclass(frozen=True)
class Item:
    """One fact on the timeline; ``texts``: what was typed, each with its label; ``mark``: why it counts no more."""

    title: str
    by: str
    at: datetime
    sentence: str
    texts: tuple[tuple[str, str], ...]
    mark: str


async def items(conn: Conn, keys: KeyRing, incident: UUID, entries: list[Entry]) -> list[Item]:
    """The timeline, the newest first; every text is opened in one round trip."""
    told = [(entry, list(_sealed_in(entry))) for entry in entries]
    sealed = [(incident, text) for _, found in told for _, text in found]
    opened = iter(await keys.open_many(conn, sealed))
    known = await names.named(conn, [entry.actor for entry in entries])
    marked, areas = marks(entries), areas_named(entries)
    made = [
        Item(
            title=title_of(entry.name),
            by=_who(entry.actor, known),
            at=entry.at,
            sentence=sentence_of(entry.name, with_area(entry.fact, areas)),
            texts=tuple((about, next(opened) or ERASED) for about, _ in found),
            mark=marked.get(entry.id, ""),
        )
        for entry, found in told
    ]
    return made[::-1]


def areas_named(entries: list[Entry]) -> Mapping[str, str]:
    """The authorities that a case's facts name, as one is recorded that was told of it."""
    found = [
        area
        for entry in entries
        for area in (
            *(entry.fact.get(name) for name in ("area", "to_area")),
            *(other["area"] for other in entry.fact.get("other_areas") or ()),
        )
        if area
    ]
    return {f"authority:{area['authority_code']}": area["authority_name"] for area in found}


def with_area(fact: Mapping[str, Any], areas: Mapping[str, str]) -> Mapping[str, Any]:
    """A fact whose recipient, where it is an authority, is called by its name."""
    name = areas.get(fact.get("recipient", ""))
    return {**fact, "recipient": name} if name else fact


def _who(actor: str, known: Mapping[str, str]) -> str:
    """A person by their name; a system as what it is."""
    kind, _, name = actor.partition(":")
    if kind != "system":
        return known.get(actor, name or actor)
    return f"the {name} system" if name in SERVICES else f"the system {name}"


SERVICES = ("notify", "review", "correspondence", "analytics")


def _sealed_in(entry: Entry) -> Iterator[tuple[str, str]]:
    known = by_type().get(entry.type)
    return texts_of(known.model, entry.fact, "") if known else iter(())


def texts_of(
    model: type[BaseModel], fact: Mapping[str, Any], about: str
) -> Iterator[tuple[str, str]]:
    """What was typed, sealed, with its label: the fact's own, then what stands in its parts."""
    for name, field in sorted(model.model_fields.items(), key=_of_itself):
        value = fact.get(name)
        if not value:
            continue
        if is_text(field.annotation, field.metadata):
            for one in value if isinstance(value, list) else [value]:
                yield _label(name, about), one
        elif nested := nested_model(field.annotation):
            for one in value if isinstance(value, list) else [value]:
                yield from texts_of(nested, one, _about(one))


def _of_itself(field: tuple[str, Any]) -> bool:
    """What a thing is comes before what is said of it, its owner for one."""
    return field[0] != "text"


def _about(part: Mapping[str, Any]) -> str:
    if part.get("partner"):
        return label(Partner, part["partner"])
    if part.get("criterion"):
        return label(Criterion, part["criterion"])
    if part.get("section"):
        return label(Section, part["section"])
    if part.get("marker"):
        return label(QualityMarker, part["marker"])
    if part.get("answer"):
        return label(Theme, part["theme"])
    if part.get("theme"):
        return f"Learning, {label(Theme, part['theme']).lower()}"
    if part.get("number"):
        return f"{part['number']}"
    return ""


LABELS = {
    "lateness_explanation": "Why it is late",
    "question": "The question",
    "answer": "The advice",
    "decision_making": "Feedback on the decision",
    "analysis": "Feedback on the analysis",
    "learning": "Feedback on the learning",
    "rationale": "The partnership's reasons",
    "text": "",
    "owner": "Whose it is",
    "relied_for": "Relied on for",
    "wanting": "What is wanting",
    "considered": "How comments were considered",
    "children_and_family": "How children, family and practitioners take part",
    "measured": "What was measured",
}


def _label(name: str, about: str) -> str:
    own = LABELS.get(name, name.replace("_", " ").capitalize())
    return f"{about}: {own.lower()}" if about and own else about or own
