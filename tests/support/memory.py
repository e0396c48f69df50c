"""The inbox and what is parked, kept in memory: the same answers as the tables', without a server.

``standing_in`` puts them in the place of the SQL. That both answer alike is shown by one suite of tests, run on
each.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

from chassis.cloudevents import Incoming, Record, place_of
from chassis.parking import StreamKey
from chassis.tx import Tx

OPEN = ("parked", "waiting", "gap")


@dataclass
class Kept:
    """One row of ``parked``."""

    status: str
    at: StreamKey | None
    sequence: int | None
    message: Incoming | None
    code: str
    reason: str


@dataclass
class Tables:
    """What the tables hold."""

    marks: dict[StreamKey, int] = field(default_factory=dict)
    commands: set[UUID] = field(default_factory=set)
    parked: dict[UUID, Kept] = field(default_factory=dict)


class Memory:
    """The functions of ``chassis.inbox`` and ``chassis.parking`` that touch a database, and the database."""

    def __init__(self) -> None:
        self.tables = Tables()

    @asynccontextmanager
    async def begin(self, _keys: Sequence[UUID] = ()) -> AsyncIterator[Tx]:
        """A transaction: what fails leaves nothing."""
        before = deepcopy(self.tables)
        try:
            yield Tx(self, datetime.now(UTC), {})  # type: ignore[arg-type]
        except BaseException:
            self.tables = before
            raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator["Memory"]:
        """Itself."""
        yield self

    async def execute(self, _statement: str, *_values: object) -> None:
        """A handler's own statement."""

    async def watermarks(self, _conn: object, wanted: Sequence[StreamKey]) -> dict[StreamKey, int]:
        return {at: self.tables.marks[at] for at in wanted if at in self.tables.marks}

    async def move(self, _conn: object, marks: dict[StreamKey, int]) -> None:
        for at, sequence in marks.items():
            self.tables.marks[at] = max(self.tables.marks.get(at, sequence), sequence)

    async def hold(
        self,
        _conn: object,
        status: str,
        messages: Sequence[Incoming],
        code: str,
        reason: str,
        *,
        holds_its_key: bool = True,
    ) -> None:
        for one in messages:
            old = self.tables.parked.get(one.place)
            if old and not (status == "parked" and old.status in ("waiting", "gap")):
                continue
            sequence = one.sequence if holds_its_key else None
            row = Kept(status, (one.stream, one.key), sequence, one, code, reason)
            self.tables.parked[one.place] = row

    async def park_unread(
        self, _conn: object, _topic: str, record: Record, code: str, reason: str
    ) -> None:
        row = Kept("parked", None, None, None, code, reason)
        self.tables.parked.setdefault(place_of(record), row)

    async def held_keys(self, _conn: object, wanted: Iterable[StreamKey]) -> dict[StreamKey, bool]:
        found: dict[StreamKey, bool] = {}
        asked = set(wanted)
        for kept in self.tables.parked.values():
            if kept.at in asked and kept.status in OPEN:
                is_parked = kept.status == "parked" and kept.sequence is not None
                found[kept.at] = found.get(kept.at, False) or is_parked
        return found

    async def beyond_gaps(self, _conn: object, wanted: Iterable[StreamKey]) -> list[Incoming]:
        asked = set(wanted)
        rows = self.tables.parked.values()
        return [
            k.message
            for k in rows
            if k.status in ("gap", "waiting") and k.at in asked and k.message
        ]

    async def held(self, _conn: object, place: UUID) -> dict[str, Any] | None:
        kept = self.tables.parked.get(place)
        if kept is None or kept.status not in ("parked", "gap"):
            return None
        one = kept.message
        if one is None:
            return {"sequence": None}
        return {
            "topic": one.topic,
            "key": one.key,
            "sequence": kept.sequence,
            "headers": one.headers,
            "body": one.body,
        }

    async def behind_another(self, _conn: object, place: UUID) -> bool:
        one = self.tables.parked.get(place)
        if one is None or one.sequence is None:
            return False
        return any(
            k.at == one.at and k.status in OPEN and k.sequence and k.sequence < one.sequence
            for k in self.tables.parked.values()
        )

    async def say_why(self, _conn: object, place: UUID, code: str, reason: str) -> None:
        self.tables.parked[place].code, self.tables.parked[place].reason = code, reason

    async def close(self, _conn: object, places: Sequence[UUID], status: str, _by: str) -> None:
        for place in places:
            if (kept := self.tables.parked.get(place)) and kept.status in OPEN:
                kept.status = status

    def open(self) -> list[tuple[str, int | None]]:
        """What is held now, by sequence."""
        rows = [(k.status, k.sequence) for k in self.tables.parked.values() if k.status in OPEN]
        return sorted(rows, key=lambda row: (row[1] or 0, row[0]))


INBOX = ("watermarks", "move")
PARKING = (
    "hold",
    "park_unread",
    "held_keys",
    "beyond_gaps",
    "held",
    "behind_another",
    "say_why",
    "close",
)


@contextmanager
def standing_in(memory: Memory) -> Iterator[None]:
    """``memory`` in the place of the SQL, for as long as the block lasts."""
    inbox = patch.multiple("chassis.inbox", **{name: getattr(memory, name) for name in INBOX})
    parking = patch.multiple("chassis.parking", **{name: getattr(memory, name) for name in PARKING})
    with inbox, parking:
        yield
