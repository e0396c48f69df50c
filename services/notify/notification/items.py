"""The single notifications of a batch: cut out of its bytes as they come, and parsed by whoever takes them."""

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator

from chassis.errors import TooLarge
from chassis.web.problems import Invalid

ITEM_BYTES_MAX = 512 * 1024
ITEMS_MAX = 10_000
DEPTH_MAX = 16
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},"]', re.DOTALL)
"""A string as a whole, a sign of structure, or the beginning of a string that has not ended yet."""
IN_A_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

Item = bytes | Exception
"""One notification, or why it is not even looked at."""


class Cutter(ABC):
    """Takes chunks and gives items; what it holds back is never more than one item and a chunk."""

    @abstractmethod
    def feed(self, chunk: bytes) -> Iterator[Item]:
        """The items that end in this chunk; raises Invalid when it is no batch at all."""

    @abstractmethod
    def end(self) -> Iterator[Item]:
        """What is left when nothing more comes; raises Invalid when the batch was cut short."""


async def items_of(chunks: AsyncIterator[bytes], cutter: Cutter) -> AsyncIterator[Item]:
    """The items of a batch as they come; raises Invalid, TooLarge after what came before."""
    count = 0
    async for chunk in chunks:
        for item in cutter.feed(chunk):
            count += 1
            if count > ITEMS_MAX:
                raise TooLarge(f"A batch has at most {ITEMS_MAX} items; send the rest in another.")
            yield item
    for item in cutter.end():
        yield item


def checked(item: bytes) -> Item:
    """The item, or why it is not to be parsed."""
    if len(item) > ITEM_BYTES_MAX:
        return _too_large()
    return item if _depth(item) <= DEPTH_MAX else too_deep()


def _depth(item: bytes) -> int:
    """How deep it is nested; what opens rarely is not looked at any closer."""
    opened = item.count(b"{") + item.count(b"[")
    if opened <= DEPTH_MAX:
        return opened
    depth = deepest = 0
    for token in TOKEN.finditer(item):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _too_large() -> Exception:
    return TooLarge(f"The notification is longer than {ITEM_BYTES_MAX} bytes.")


def too_deep() -> Exception:
    """What is nested so deep is no notification."""
    return Invalid([{"pointer": "", "reason": f"This is nested deeper than {DEPTH_MAX} levels."}])


class Lines(Cutter):
    """NDJSON: one item a line; empty lines are passed over."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._held, self._skips = b"", False

    def feed(self, chunk: bytes) -> Iterator[Item]:
        """See Cutter."""
        *lines, self._held = (self._held + chunk).split(b"\n")
        for line in lines:
            yield from self._one(line)
        if len(self._held) > ITEM_BYTES_MAX:
            self._held, self._skips = b"", True

    def end(self) -> Iterator[Item]:
        """See Cutter."""
        yield from self._one(self._held)

    def _one(self, line: bytes) -> Iterator[Item]:
        skipped, self._skips = self._skips, False
        if skipped:
            yield _too_large()
        elif line := line.strip():
            yield checked(line)


class Array(Cutter):
    """A JSON array: its elements, found by quotes, brackets and commas alone."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._held, self._at = b"", 0
        self._begun, self._depth, self._count = False, 0, 0
        self._skips = self._in_a_string = False

    def feed(self, chunk: bytes) -> Iterator[Item]:
        """See Cutter."""
        data, start, at = self._held + chunk, 0, self._at
        if self._in_a_string:
            at = self._leave_string(data)
        if not self._in_a_string:
            for token in TOKEN.finditer(data, at):
                sign, at = token[0], token.end()
                if sign == b'"':
                    at = token.start()
                    break
                if self._depth == 0:
                    self._begin(sign, data[start : token.start()])
                    start = at
                elif self._depth == 1 and sign in b",]}":
                    yield from self._one(data[start : token.start()], sign)
                    start = at
                else:
                    self._depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(sign, 0)
            else:
                at = len(data)
        self._keep(data, start, at)

    def end(self) -> Iterator[Item]:
        """See Cutter."""
        if not self._begun or self._depth or self._held.strip():
            raise _no_array("The array has no end: it was cut short.")
        return iter(())

    def _begin(self, sign: bytes, before: bytes) -> None:
        if self._begun or sign != b"[" or before.strip():
            raise _no_array("Send one JSON array of notifications, and nothing beside it.")
        self._begun, self._depth = True, 1

    def _one(self, item: bytes, sign: bytes) -> Iterator[Item]:
        if sign == b"}":
            raise _no_array("A bracket is closed here that was not opened.")
        self._depth = 1 if sign == b"," else 0
        item, skipped, self._skips = item.strip(), self._skips, False
        if skipped:
            yield _too_large()
        elif item or sign == b"," or self._count:  # an array without an item is one, too
            yield checked(item)
        self._count += 1

    def _keep(self, data: bytes, start: int, at: int) -> None:
        """Hold the item that has not ended; of one that is too large, no more than what is not read yet."""
        self._held, self._at = data[start:], at - start
        self._skips = self._skips or (self._depth > 0 and len(self._held) > ITEM_BYTES_MAX)
        if self._skips:
            self._held, self._at = data[at:], 0
            if self._held.startswith(b'"'):
                self._held, self._in_a_string = self._held[1:], True

    def _leave_string(self, data: bytes) -> int:
        """Behind the quote that ends the string, or where reading goes on with what comes next."""
        found = IN_A_STRING.match(data)
        end = found.end() if found else 0
        self._in_a_string = data[end : end + 1] != b'"'
        return end if self._in_a_string else end + 1


def _no_array(reason: str) -> Exception:
    return Invalid([{"pointer": "", "reason": reason}])
