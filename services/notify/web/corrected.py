"""What came with each change of a notification, as it was announced: which parts, and in which words."""

from dataclasses import dataclass
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from services.notify.notification import feed
from services.notify.notification.checks import DAYS
from services.notify.notification.wire_later import ERASED

PARTS = {
    **DAYS,
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


async def came(
    conn: Conn, keys: KeyRing, incident: UUID, until: int | None = None
) -> dict[int, Came]:
    """By the version that a change made, up to one; the submission is the form as it was sent."""
    facts = await feed.changed_by(conn, incident, until)
    sealed = [(fact, name) for fact in facts for name in TEXTS if fact.get(name)]
    told = [(incident, fact[name]) for fact, name in sealed]
    opened = await keys.open_many(conn, told) if told else []
    texts: dict[int, list[tuple[str, str]]] = {fact["version"]: [] for fact in facts}
    for (fact, name), text in zip(sealed, opened, strict=True):
        texts[fact["version"]].append((TEXTS[name], text or ERASED))
    return {
        fact["version"]: Came(
            tuple(PARTS.get(one, one) for one in fact.get("changed", ())),
            tuple(texts[fact["version"]]),
        )
        for fact in facts
    }
