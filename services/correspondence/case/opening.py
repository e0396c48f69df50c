"""Facts with their sealed text opened, in one round trip."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.envelope import JWE

ERASED = "This text has been erased, or its key has not come yet."
_SEALED = re.compile(JWE)


async def opened(
    conn: Conn, keys: KeyRing, incident: UUID, facts: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The same facts, every sealed text in clear; what can not be opened says so."""
    sealed = list(dict.fromkeys(text for fact in facts for text in _sealed_in(fact)))
    texts = await keys.open_many(conn, [(incident, text) for text in sealed])
    clear = {one: ERASED if text is None else text for one, text in zip(sealed, texts, strict=True)}
    return [_with(fact, clear) for fact in facts]


def _sealed_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("ey") and _SEALED.fullmatch(value):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _sealed_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _sealed_in(one)


def _with(value: Any, clear: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return clear.get(value, value)
    if isinstance(value, Mapping):
        return {name: _with(one, clear) for name, one in value.items()}
    return [_with(one, clear) for one in value] if isinstance(value, list) else value
