"""What one case taught locally and what is done about it, from its facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Theme
from contracts.review.learning import ActionStanding
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.words import day, label

ERASED = "This text has been erased."
VERSIONS = ("rapid-review-submitted", "rapid-review-resubmitted", "rapid-review-confirmed")
LONG_CHARS = 120


@dataclass(frozen=True)
class PointShown:
    """One thing learned."""

    id: UUID
    code: str
    text: str
    owner: str
    due_on: date | None

    @property
    def words(self) -> str:
        """In one line."""
        return f"{label(Theme, self.code)}: {_short(self.text)}"

    def without_action(self, today: date) -> str:
        """How it stands while nothing is recorded that is done about it."""
        late = f"; overdue since {day(self.due_on)}" if self.due_on and today > self.due_on else ""
        return f"Learned, no action recorded{late}"


@dataclass(frozen=True)
class ActionShown:
    """One action, as it was last followed up."""

    id: UUID
    learning_id: UUID
    text: str
    owner: str
    due_on: date
    standing: ActionStanding
    on: date | None

    @property
    def words(self) -> str:
        """In one line."""
        return f"{_short(self.text)} ({self.owner}, by {day(self.due_on)})"

    def stands(self, today: date) -> str:
        """How far it has come; what is overdue says so."""
        if self.standing in (ActionStanding.DONE, ActionStanding.STOPPED):
            return f"{self.standing.label}, {day(self.on)}"
        late = f"; overdue since {day(self.due_on)}" if today > self.due_on else ""
        return f"{self.standing.label}, due {day(self.due_on)}{late}"


@dataclass(frozen=True)
class Learned:
    """All of it."""

    points: Sequence[PointShown] = ()
    actions: Sequence[ActionShown] = ()


async def learned(conn: Conn, keys: KeyRing, incident: UUID, entries: Sequence[Entry]) -> Learned:
    """Points and actions in the order in which they came; all texts are opened in one round trip."""
    points = {one["learning_id"]: one for entry in entries for one in _points(entry)}
    actions = {e.fact["action_id"]: e.fact for e in entries if e.name == "local-action-recorded"}
    ups = {e.fact["action_id"]: e.fact for e in entries if e.name == "local-action-followed-up"}
    records = [*points.values(), *actions.values()]
    sealed = [(incident, one[name]) for one in records for name in ("text", "owner")]
    opened = [text or ERASED for text in await keys.open_many(conn, sealed)]
    texts = iter(zip(opened[::2], opened[1::2], strict=True))
    return Learned(
        [_point(fact, *next(texts)) for fact in points.values()],
        [_action(fact, ups.get(id_, {}), *next(texts)) for id_, fact in actions.items()],
    )


def _points(entry: Entry) -> Iterator[Mapping[str, Any]]:
    """What a fact says was learned; a version of older days has no ids, and so no records."""
    said = entry.fact.get("learning", ()) if entry.name in VERSIONS else ()
    yield from (one for one in said if one.get("learning_id"))
    if entry.name == "learning-point-recorded":
        yield entry.fact


def _point(fact: Mapping[str, Any], text: str, owner: str) -> PointShown:
    due = fact.get("due_on")
    return PointShown(
        UUID(fact["learning_id"]),
        fact["theme"],
        text,
        owner,
        date.fromisoformat(due) if due else None,
    )


def _action(fact: Mapping[str, Any], last: Mapping[str, Any], text: str, owner: str) -> ActionShown:
    on = last.get("on")
    return ActionShown(
        UUID(fact["action_id"]),
        UUID(fact["learning_id"]),
        text,
        owner,
        date.fromisoformat(fact["due_on"]),
        ActionStanding(last.get("standing", "planned")),
        date.fromisoformat(on) if on else None,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONG_CHARS else f"{text[: LONG_CHARS - 1]}…"
