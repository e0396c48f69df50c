"""Partners' replies to letters: what was said, stored sealed, and the fact that tells of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.identity import Actor
from chassis.tx import Tx
from contracts.codes import Partner
from contracts.correspondence import ReplyReceivedV1
from services.correspondence.document.store import Stored
from services.correspondence.read_models.cases import CaseView


@dataclass(frozen=True)
class Reply:
    """What a partner says: to which letter and paragraph, answering which asks."""

    letter_id: UUID
    text: str
    paragraph: int | None = None
    numbers: tuple[int, ...] = ()
    document_id: UUID | None = None


async def insert(
    tx: Tx, incident: UUID, id_: UUID, said: Reply, words: str, partner: Partner, actor: Actor
) -> None:
    """Store a reply; ``words`` are sealed."""
    await tx.conn.execute(
        """
        insert into reply (
            id, letter_id, incident_id, partner, organisation, paragraph, words, document_id,
            actor, received_at
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        id_,
        said.letter_id,
        incident,
        partner,
        actor.organisation or "",
        said.paragraph,
        words,
        said.document_id,
        actor.id,
        tx.now,
    )


def received(
    case: CaseView, id_: UUID, said: Reply, partner: Partner, stored: Stored | None, on: date
) -> ReplyReceivedV1:
    """The fact of a reply; its words stay here."""
    return ReplyReceivedV1(
        incident_id=case.incident_id,
        reference=case.reference,
        thread_id=said.letter_id,
        letter_id=said.letter_id,
        reply_id=id_,
        partner=partner,
        paragraph=said.paragraph,
        received_on=on,
        document=stored.ref() if stored else None,
    )
