"""Open-loop load and what arrives: the moments of both, by the clock of one machine."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

from aiokafka import AIOKafkaConsumer

from bench.figures import percentile
from bench.topics import TooSlow, places_of

PER_S = 200
SETTLE_SHARE = 0.4
ARRIVE_S_MAX = 60


async def paced(number: int, work: Callable[[int], Awaitable[None]], per_s: float = PER_S) -> None:
    """Begin ``work`` at each due moment, whether or not the earlier ones have ended."""
    began = time.time()

    async def one(turn: int) -> None:
        await asyncio.sleep(max(began + turn / per_s - time.time(), 0))
        await work(turn)

    await asyncio.gather(*(one(turn) for turn in range(number)))


class Arrivals:
    """The first moment at which each key of a topic was consumed, by a reader outside every group."""

    def __init__(self, bootstrap: str, name: str) -> None:
        """Reads ``name`` from where it ends when the block begins."""
        self._reader = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
        self._name = name
        self.at: dict[bytes, float] = {}

    async def __aenter__(self) -> Self:
        """Begin to read."""
        await self._reader.start()
        self._reader.assign(await places_of(self._reader, [self._name]))
        await self._reader.seek_to_end()
        for place in self._reader.assignment():
            await self._reader.position(place)
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop reading."""
        self._task.cancel()
        await self._reader.stop()

    async def _read(self) -> None:
        while True:
            polled = await self._reader.getmany(timeout_ms=1000)
            now = time.time()
            for lane in polled.values():
                for record in lane:
                    self.at.setdefault(record.key, now)

    async def all_of(self, number: int) -> dict[bytes, float]:
        """Wait until so many keys have come; raises TooSlow."""
        deadline = time.monotonic() + ARRIVE_S_MAX
        while len(self.at) < number:
            if time.monotonic() > deadline:
                message = f"{len(self.at)} of {number} arrived at {self._name}"
                raise TooSlow(message)
            await asyncio.sleep(0.05)
        return self.at


def latencies(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    """p50 and p99 in milliseconds of (begun, ended), the first part left out while all warms up."""
    ordered = sorted(pairs)
    settled = ordered[int(len(ordered) * SETTLE_SHARE) :]
    waits_ms = [1000 * max(ended - begun, 0) for begun, ended in settled]
    return {"p50_ms": percentile(waits_ms, 0.5), "p99_ms": percentile(waits_ms, 0.99)}
