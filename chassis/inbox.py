"""What of a batch is to be applied now: watermarks for facts, ids for commands, gaps held."""

from collections.abc import Sequence
from itertools import chain as joined
from uuid import UUID

from chassis import parking
from chassis.cloudevents import Incoming
from chassis.conn import Conn
from chassis.parking import StreamKey


async def claim_commands(conn: Conn, commands: Sequence[Incoming]) -> list[Incoming]:
    """The commands that were not claimed before, each once."""
    if not commands:
        return []
    rows = await conn.fetch(
        """
        insert into inbox_command (id) select unnest($1::uuid[])
        on conflict do nothing returning id
        """,
        sorted({c.id for c in commands}),
    )
    fresh = {row["id"] for row in rows}
    first = {c.id: c for c in reversed(commands) if c.id in fresh}
    return [c for c in commands if first.get(c.id) is c]


async def claim_facts(
    conn: Conn, facts: Sequence[Incoming], *, gapless: bool, alone: bool = False
) -> list[Incoming]:
    """The facts to apply now, in order of their key's sequence; their watermarks are moved.

    At or below the watermark: dropped. Behind a parked one, or beyond a gap: held. ``gapless`` is
    False on compacted topics, where only the latest counts. ``alone`` leaves what waits for these
    facts where it is, so that each is tried by itself; one that was held is closed when it is done.
    """
    if not facts:
        return []
    touched = list(dict.fromkeys((f.stream, f.key) for f in facts))
    marks = await watermarks(conn, touched)
    waits = await parking.held_keys(conn, touched)
    stuck = {at for at, behind_parked in waits.items() if behind_parked}
    free = waits.keys() - stuck
    held = await parking.beyond_gaps(conn, free) if free and not alone else []
    sorting = _Sorting(marks, stuck, gapless=gapless)
    for fact in _in_order(facts, held):
        sorting.take(fact)
    await sorting.store(conn, {one.place for one in (facts if alone else held)})
    return sorting.apply


def _in_order(facts: Sequence[Incoming], held: Sequence[Incoming]) -> list[Incoming]:
    """Keys in order of arrival, each key's messages by sequence."""
    by_key: dict[StreamKey, list[Incoming]] = {}
    for fact in joined(facts, held):
        by_key.setdefault((fact.stream, fact.key), []).append(fact)
    return [
        fact for group in by_key.values() for fact in sorted(group, key=lambda one: one.sequence)
    ]


class _Sorting:
    """Sorts facts into apply, drop, wait and gap as their key's watermark moves."""

    def __init__(
        self, marks: dict[StreamKey, int], stuck: set[StreamKey], *, gapless: bool
    ) -> None:
        self._marks, self._stuck, self._gapless = marks, stuck, gapless
        self._moved: dict[StreamKey, int] = {}
        self.apply: list[Incoming] = []
        self._wait: list[Incoming] = []
        self._gap: list[Incoming] = []
        self._done: list[UUID] = []

    def take(self, fact: Incoming) -> None:
        """Sort one fact; a key's facts come in order of sequence."""
        at = (fact.stream, fact.key)
        mark = self._marks.get(at, 0)
        if fact.sequence <= mark:
            self._done.append(fact.place)
        elif at in self._stuck:
            self._wait.append(fact)
        elif fact.sequence == mark + 1 or not self._gapless:
            self._marks[at] = self._moved[at] = fact.sequence
            self.apply.append(fact)
            self._done.append(fact.place)
        else:
            self._gap.append(fact)

    async def store(self, conn: Conn, held: set[UUID]) -> None:
        """Keep what waits, close what no longer does, move the watermarks."""
        await parking.hold(conn, "waiting", self._wait, "waiting", "an earlier message is parked")
        await parking.hold(conn, "gap", self._gap, "gap", "an earlier message has not come yet")
        await parking.close(conn, [p for p in self._done if p in held], "replayed", "inbox")
        await move(conn, self._moved)


async def watermarks(conn: Conn, wanted: Sequence[StreamKey]) -> dict[StreamKey, int]:
    """The last sequence applied of each (stream, key); absent when none was."""
    rows = await conn.fetch(
        """
        select stream, key, sequence
        from inbox_watermark
        join unnest($1::text[], $2::uuid[]) as wanted (stream, key) using (stream, key)
        """,
        [stream for stream, _ in wanted],
        [key for _, key in wanted],
    )
    return {(row["stream"], row["key"]): row["sequence"] for row in rows}


async def move(conn: Conn, marks: dict[StreamKey, int]) -> None:
    """Write moved watermarks; they never go back."""
    if marks:
        await conn.execute(
            """
            insert into inbox_watermark (stream, key, sequence)
            select * from unnest($1::text[], $2::uuid[], $3::bigint[])
            on conflict (stream, key) do update
            set sequence = greatest(inbox_watermark.sequence, excluded.sequence)
            """,
            [stream for stream, _ in marks],
            [key for _, key in marks],
            list(marks.values()),
        )
