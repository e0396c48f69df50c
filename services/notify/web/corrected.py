"""What came with each change of a notification, as it was announced: which parts, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from services.notify.notification.wire_later import ERASED

PARTS = {
    "occurred_on": "the day of the incident",
    "aware_on": "the day on which the authority became aware",
    "partners_told_on": "the day on which the partners were told",
    "kind_of_incident": "what happened",
    "abuse_neglect": "whether abuse or neglect is known or suspected",
    "other_areas": "the other areas",
    "children": "what was said of the children",
    "circumstances": "the circumstances",
    "outline": "what is known of it",
    "lateness_reason": "why it was late",
    "lateness_explanation": "what explains the lateness",
}
TEXTS = {
    "reason": "Why",
    "outline": "What is known of it since",
    "lateness_explanation": "What explains the lateness since",
}


@dataclass(frozen=True)
class Came:
    """``parts``: what was corrected, in words; ``texts``: what was typed, each with its label."""

    parts: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


async def came(conn: Conn, keys: KeyRing, incident: UUID) -> dict[int, Came]:
    """By the version that a change made; the submission is the form as it was sent."""
    rows = await conn.fetch(
        """
        select told from journal, lateral (select convert_from(data, 'UTF8')::jsonb as told) as fact
        where key = $1 and kind = 'fact' and told ? 'version' and told ? 'reason' order by position
        """,
        incident,
    )
    facts: list[Mapping[str, Any]] = [row["told"] for row in rows]
    sealed = [(incident, fact.get(name)) for fact in facts for name in TEXTS]
    opened = iter(await keys.open_many(conn, sealed) if sealed else [])
    return {
        fact["version"]: Came(
            tuple(PARTS.get(one, one) for one in fact.get("changed", ())),
            tuple(
                (label, text or ERASED)
                for name, label in TEXTS.items()
                if (text := next(opened)) or fact.get(name)
            ),
        )
        for fact in facts
    }
