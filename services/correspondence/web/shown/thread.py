"""The replies to a letter, opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.codes import Partner
from services.correspondence import replies
from services.correspondence.actions import Actions
from services.correspondence.letter.domain import Letter
from services.correspondence.read_models import names
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import label


@dataclass(frozen=True)
class ReplyShown:
    """One reply of the thread."""

    partner: str
    by: str
    at: datetime
    paragraph: int | None
    text: str
    document_id: UUID | None


async def thread(actions: Actions, letter: Letter) -> list[ReplyShown]:
    """All replies to a letter, the oldest first."""
    async with actions.service.db.read() as conn:
        found = await replies.of_letter(conn, letter.id)
        sealed = [(letter.incident_id, one.words) for one in found if letter.incident_id]
        texts = await actions.service.keys.open_many(conn, sealed)
        named = await names.named(conn, [one.actor for one in found])
    return [
        ReplyShown(
            partner=label(Partner, one.partner),
            by=named.get(one.actor, ""),
            at=one.received_at,
            paragraph=one.paragraph,
            text=text or ERASED,
            document_id=one.document_id,
        )
        for one, text in zip(found, texts, strict=True)
    ]
