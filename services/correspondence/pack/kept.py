"""Packs as files are asked for by anybody and take long to set: each is set once, beside the loop, one at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from services.correspondence.pack.domain import Asked, Pack

MOST = 64


class Kept:
    """What was made of a pack last, as long as the pack says the same."""

    def __init__(self, most: int = MOST) -> None:
        """``most``: how many files stay in memory."""
        self._most, self._one_at_a_time = most, asyncio.Lock()
        self._made: OrderedDict[tuple[str, Asked], tuple[Pack, bytes]] = OrderedDict()

    async def file(self, kind: str, asked: Asked, pack: Pack, make: Callable[[], bytes]) -> bytes:
        """The bytes of a pack; ``make`` blocks, and is called only where they are not kept."""
        key = (kind, asked)
        if (found := self._found(key, pack)) is not None:
            return found
        async with self._one_at_a_time:
            if (found := self._found(key, pack)) is not None:
                return found  # another made it while this one waited
            content = await asyncio.to_thread(make)
            self._made[key] = (pack, content)
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return content

    def _found(self, key: tuple[str, Asked], pack: Pack) -> bytes | None:
        known, content = self._made.get(key, (None, b""))
        if known != pack:  # its day is a part of it, so yesterday's is not found
            return None
        self._made.move_to_end(key)
        return content
