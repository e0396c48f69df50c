"""What letters ask, with its words."""

from collections.abc import Sequence

from chassis.conn import Conn
from chassis.seal import KeyRing
from services.correspondence.letter_ask.domain import LetterAsk

Worded = tuple[LetterAsk, str | None]
"""An ask with its text; None: it is erased."""


async def worded(conn: Conn, keys: KeyRing, asks: Sequence[LetterAsk]) -> list[Worded]:
    """These asks, all opened in one round trip."""
    sealed = [(one.incident_id, one.text) for one in asks if one.incident_id]
    return list(zip(asks, await keys.open_many(conn, sealed), strict=True))
