"""Thousands of made-up schedules of journal, relay, topic and inbox: whatever fails, the order and number of effects hold.

The rules are the chassis's own code; journal, topic and tables are in memory. Hypothesis prints the shortest schedule
that breaks one, and the seed that repeats it.
"""

import asyncio
import os
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.errors import Refused
from tests.integration.chassis.polls import MemoryReader, Polled, numbered, reading_in_memory

KEYS = [UUID(int=number) for number in range(1, 4)]
AT_ONCE = 6


class Died(Exception):
    """The process was killed."""


class Schedules(RuleBasedStateMachine):
    """Two writers' worth of keys, one relay, one partition, one reader."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self._block = reading_in_memory()
        self.reader: MemoryReader = self._block.__enter__()
        self.journal: list[tuple[UUID, int]] = []
        self.published: set[int] = set()
        self.topic: list[Polled] = []
        self.offset = 0
        self.effects: dict[UUID, list[int]] = {key: [] for key in KEYS}
        self.discarded: set[tuple[UUID, int]] = set()
        self.bad: set[UUID] = set()
        self._watch_effects()

    def _watch_effects(self) -> None:
        consumes: Any = self.reader.consumer._consumes

        async def apply(_tx: Any, received: Any) -> None:
            for one in received:
                if one.key in self.bad:
                    raise Refused("no such thing", source="a rule")
            self._pending += [(one.key, one.sequence) for one in received]

        (model,) = consumes._handlers
        consumes._handlers[model] = [apply]
        memory: Any = self.reader.memory
        begin = memory.begin
        self._pending: list[tuple[UUID, int]] = []

        def counting(keys: Any = ()) -> Any:
            return _Counted(self, begin(keys))

        memory.begin = counting

    def applied(self, committed: list[tuple[UUID, int]]) -> None:
        """Effects count once their transaction is committed."""
        for key, sequence in committed:
            self.effects[key].append(sequence)

    @initialize(keys=st.lists(st.sampled_from(KEYS), min_size=8, max_size=20))
    def begin(self, keys: list[UUID]) -> None:
        """There is something to read already."""
        self.write(keys)
        self.relay(len(keys), "struck off")

    @rule(keys=st.lists(st.sampled_from(KEYS), min_size=1, max_size=AT_ONCE))
    def write(self, keys: list[UUID]) -> None:
        """A transaction journals some rows."""
        for key in keys:
            count = sum(1 for one, _ in self.journal if one == key)
            self.journal.append((key, count + 1))

    @rule(
        sent=st.sampled_from([AT_ONCE, AT_ONCE, 2, 1, 0]),
        fate=st.sampled_from(
            ["struck off", "killed before it is struck off", "the answer is lost"]
        ),
    )
    def relay(self, sent: int, fate: str) -> None:
        """A round of the relay: rows by position; it stops at the first failure, or dies."""
        due = [n for n in range(len(self.journal)) if n not in self.published]
        for position in due[:sent]:
            key, sequence = self.journal[position]
            self.topic.append(numbered(key, sequence))
            if fate == "struck off":
                self.published.add(position)

    @rule(
        count=st.integers(1, AT_ONCE),
        dies=st.sampled_from(["no", "no", "before commit", "after commit"]),
    )
    def poll(self, count: int, dies: str) -> None:
        """A poll is handled; the process may die before the commit, or before the offset's."""
        records = self.topic[self.offset : self.offset + count]
        self.dies = dies == "before commit"
        with suppress(Died):
            self.loop.run_until_complete(self.reader.take(*records))
            if dies == "no":
                self.offset += len(records)
        self.dies = False

    dies = False

    @rule(back=st.integers(1, AT_ONCE))
    def rewind(self, back: int) -> None:
        """A rebalance: what was read is read again."""
        self.offset = max(0, self.offset - back)

    @rule(picks=st.lists(st.integers(0, 6), min_size=1, max_size=3))
    def stray(self, picks: list[int]) -> None:
        """Newer records come before their turn, or once more."""
        for pick in picks:
            key, sequence = self.journal[-1 - pick]
            self.topic.append(numbered(key, sequence))

    @rule(pick=st.integers(0, 50))
    def repeat(self, pick: int) -> None:
        """An older record is sent once more."""
        if self.topic:
            self.topic.append(self.topic[pick % len(self.topic)].again())

    @rule(key=st.sampled_from(KEYS))
    def spoil(self, key: UUID) -> None:
        """From now on this key's messages can not be handled."""
        self.bad.add(key)

    @rule()
    def mend(self) -> None:
        """The cause is mended."""
        self.bad.clear()

    @rule(pick=st.integers(0, 50), replay=st.booleans())
    def release(self, pick: int, *, replay: bool) -> None:
        """A person replays or discards something that is held."""
        places = self._first_held()
        if not places:
            return
        place = places[pick % len(places)]
        release = self.reader.consumer.release(place, replay=replay, by="person:operator")
        self.loop.run_until_complete(release)
        kept = self.reader.memory.tables.parked[place]  # what failed has put the tables back
        if kept.message and kept.status == "discarded":
            self.discarded.add((kept.message.key, kept.message.sequence))
        if kept.message and kept.status in ("discarded", "replayed"):
            self._skip_before(kept.message.key, kept.message.sequence)

    def _skip_before(self, key: UUID, sequence: int) -> None:
        """A released gap gives up what never came before it."""
        for number in range(1, sequence):
            if number not in self.effects[key]:
                self.discarded.add((key, number))

    @invariant()
    def effects_are_in_order_and_once(self) -> None:
        """Whatever happened: each key's effects rise by one, but for what a person gave up."""
        for key, effects in self.effects.items():
            given_up = {number for one, number in self.discarded if one == key}
            expected = [n for n in range(1, max(effects, default=0) + 1) if n not in given_up]
            assert effects == expected, (effects, expected)

    @invariant()
    def who_is_parked_holds_its_key(self) -> None:
        """Nothing beyond a parked message is applied."""
        for kept in self.reader.memory.tables.parked.values():
            if kept.status == "parked" and kept.at and kept.sequence:
                assert max(self.effects[kept.at[1]], default=0) < kept.sequence

    def teardown(self) -> None:
        """All mended, published, read and released: every row had its one effect."""
        self.bad.clear()
        for position, (key, sequence) in enumerate(self.journal):
            if position not in self.published:
                self.topic.append(numbered(key, sequence))
        self.loop.run_until_complete(self.reader.take(*self.topic))
        while places := self._first_held():
            for place in places:
                release = self.reader.consumer.release(place, replay=True, by="person:operator")
                self.loop.run_until_complete(release)
        for key in KEYS:
            rows = [n for one, n in self.journal if one == key and (key, n) not in self.discarded]
            assert self.effects[key] == rows
        self._block.__exit__(None, None, None)
        self.loop.close()

    def _first_held(self) -> list[UUID]:
        rows = self.reader.memory.tables.parked.items()
        return [place for place, kept in rows if kept.status in ("parked", "gap")]


class _Counted:
    """A transaction whose effects count when it commits, and which may die before that."""

    def __init__(self, machine: Schedules, inner: Any) -> None:
        self._machine, self._inner = machine, inner

    async def __aenter__(self) -> Any:
        self._machine._pending = []
        return await self._inner.__aenter__()

    async def __aexit__(self, *failure: object) -> Any:
        if failure[0] is None and self._machine.dies:
            died = Died()
            await self._inner.__aexit__(Died, died, None)
            raise died
        done = await self._inner.__aexit__(*failure)
        if failure[0] is None:
            self._machine.applied(self._machine._pending)
        self._machine._pending = []
        return done


TestSchedules = Schedules.TestCase
TestSchedules.settings = settings(
    max_examples=int(os.environ.get("SCHEDULES", "300")),
    stateful_step_count=40,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
TestSchedules.pytestmark = [pytest.mark.timeout(600)]
