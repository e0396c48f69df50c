"""Partners' replies to letters: what was said, stored sealed, and the fact that tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import Reused
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


@dataclass(frozen=True)
class Received:
    """A reply as it is kept: ``words`` sealed."""

    id: UUID
    partner: str
    paragraph: int | None
    words: str
    document_id: UUID | None
    actor: str
    received_at: datetime


async def insert(
    tx: Tx,
    incident: UUID,
    id_: UUID,
    said: Reply,
    words: str,
    partner: Partner,
    actor: Actor,
    digest: bytes,
) -> bool:
    """Store a reply; ``words`` are sealed. False when it has come before.

    Raises Reused when another one has come under this id.
    """
    fresh = await tx.conn.fetchval(
        """
        insert into reply (
            id, letter_id, incident_id, partner, organisation, paragraph, words, document_id,
            actor, received_at, digest
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict do nothing returning true
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
        digest,
    )
    if (
        not fresh
        and await tx.conn.fetchval("select digest from reply where id = $1", id_) != digest
    ):
        raise Reused
    return bool(fresh)


async def of_letter(conn: Conn, letter_id: UUID) -> list[Received]:
    """The replies to a letter, the oldest first."""
    rows = await conn.fetch(
        """
        select id, partner, paragraph, words, document_id, actor, received_at
        from reply where letter_id = $1 order by received_at
        """,
        letter_id,
    )
    return [Received(**row) for row in rows]


async def find(conn: Conn, id_: UUID) -> Received | None:
    """One reply."""
    row = await conn.fetchrow(
        """
        select id, partner, paragraph, words, document_id, actor, received_at
        from reply where id = $1
        """,
        id_,
    )
    return Received(**row) if row else None


async def organisation_of(conn: Conn, id_: UUID) -> str:
    """From which organisation a reply came; empty where that is not known."""
    found: str | None = await conn.fetchval("select organisation from reply where id = $1", id_)
    return found or ""


async def documents_of(conn: Conn, incidents: Sequence[UUID]) -> set[UUID]:
    """The documents that came with replies and the Panel's answers: all who see the case may open them."""
    rows = await conn.fetch(
        """
        select document_id from reply
        where incident_id = any($1) and document_id is not null
        union
        select (state->'answer'->>'document_id')::uuid from voice
        where state->>'incident_id' = any($2) and state->'answer'->>'document_id' is not null
        """,
        list(incidents),
        [str(one) for one in incidents],
    )
    return {row["document_id"] for row in rows}


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
