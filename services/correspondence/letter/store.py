"""Letters, what they were made from and what went out: SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.letter.local_review import LocalReview
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import Made

LOCAL_REVIEW = "local_review"
LETTERS = States("letter", Letter, lambda one: one.id)


@dataclass(frozen=True)
class Source:
    """What a letter is made from; once it is out, the words that went out, sealed, and its document.

    ``said``: the decision, with what it corrects; or what is written on a local review.
    """

    letter_id: UUID
    incident_id: UUID
    partnership: str
    kind: str
    said: dict[str, Any]
    content: str | None
    document_id: UUID | None
    sha256: str | None

    def made(self) -> Made:
        """The same as what it is."""
        if self.kind == LOCAL_REVIEW:
            return LocalReview.model_validate(self.said)
        return DecisionRecordedV1.model_validate(self.said)


async def add_source(
    conn: Conn,
    letter_id: UUID,
    partnership: str,
    decision: DecisionRecordedV1,
    correction: Mapping[str, Any] | None = None,
) -> None:
    """Keep the decision that a letter tells of, its text sealed as it came; and what it corrects."""
    await conn.execute(
        """
        insert into letter_source (letter_id, incident_id, partnership, decision)
        values ($1, $2, $3, $4) on conflict do nothing
        """,
        letter_id,
        decision.incident_id,
        partnership,
        decision.model_dump(mode="json") | ({"correction": correction} if correction else {}),
    )


async def add_local_review(
    conn: Conn, letter_id: UUID, partnership: str, made: LocalReview
) -> None:
    """Keep what a letter on a local review is made from, its text sealed."""
    await conn.execute(
        """
        insert into letter_source
            (letter_id, incident_id, partnership, kind, decision, local_review)
        values ($1, $2, $3, $4, '{}', $5) on conflict do nothing
        """,
        letter_id,
        made.incident_id,
        partnership,
        LOCAL_REVIEW,
        made.model_dump(mode="json"),
    )


async def drop_source(conn: Conn, letter_id: UUID) -> None:
    """Keep no longer what a letter that never went out was made from."""
    await conn.execute(
        "delete from letter_source where letter_id = $1 and content is null", letter_id
    )


async def source_of(conn: Conn, letter_id: UUID) -> Source | None:
    """What a letter was made from."""
    row = await conn.fetchrow(
        """
        select letter_id, incident_id, partnership, kind, coalesce(local_review, decision) as said,
            content, document_id, sha256
        from letter_source where letter_id = $1
        """,
        letter_id,
    )
    return Source(**row) if row else None


async def correct_source(conn: Conn, letter_id: UUID, changed: Mapping[str, Any]) -> None:
    """What a letter that is not out is made from, with what a correction changed in it."""
    await conn.execute(
        """
        update letter_source set decision = decision || $2
        where letter_id = $1 and content is null
        """,
        letter_id,
        dict(changed),
    )


async def readdress(conn: Conn, incident_id: UUID, partnership: str) -> list[UUID]:
    """The letters of a case that are not out, which now go to another partnership."""
    rows = await conn.fetch(
        """
        update letter_source set partnership = $2
        where incident_id = $1 and content is null and partnership <> $2
        returning letter_id
        """,
        incident_id,
        partnership,
    )
    return [row["letter_id"] for row in rows]


async def keep_issued(
    conn: Conn, letter_id: UUID, *, content: str, document_id: UUID, sha256: str
) -> None:
    """Fix what went out: its words, sealed, its document and that document's hash."""
    await conn.execute(
        """
        update letter_source set content = $2, document_id = $3, sha256 = $4 where letter_id = $1
        """,
        letter_id,
        content,
        document_id,
        sha256,
    )


async def letters_of(conn: Conn, incident_id: UUID) -> list[Letter]:
    """The letters of one case, oldest first."""
    ids = [
        row["letter_id"]
        for row in await conn.fetch(
            """
            select letter_id from letter_source where incident_id = $1
            order by drafted_at, letter_id
            """,
            incident_id,
        )
    ]
    states = await LETTERS.read(conn, ids)
    return [states[id_] for id_ in ids if id_ in states]


async def before_round(conn: Conn, incident_id: UUID, round_: int) -> list[UUID]:
    """The letters of a case's earlier rounds that are not out."""
    rows = await conn.fetch(
        """
        select l.id from letter l join letter_source s on s.letter_id = l.id
        where s.incident_id = $1 and s.kind = 'decision' and s.content is null
            and (l.state->>'round')::int < $2
        order by l.id
        """,
        incident_id,
        round_,
    )
    return [row["id"] for row in rows]


async def waiting(
    conn: Conn, regions: list[str] | None, who: list[str] | None = None
) -> list[Letter]:
    """Letters that wait for a person, to prepare or to approve; None: of every region, of all cases."""
    rows = await conn.fetch(
        """
        select l.id from letter l
        join letter_source s on s.letter_id = l.id
        join case_view c on c.incident_id = s.incident_id
        where l.state->>'status' in ('drafted', 'prepared')
            and ($1::text[] is null or c.region_code = any($1))
            and is_open_to(c.open_to, $2)
        order by l.id limit 200
        """,
        regions,
        who,
    )
    ids = [row["id"] for row in rows]
    states = await LETTERS.read(conn, ids)
    return [states[id_] for id_ in ids]
