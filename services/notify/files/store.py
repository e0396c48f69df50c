"""What became of files: SQL that writes, and what no longer needs to be known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.conn import Conn


@dataclass(frozen=True)
class Upload:
    """A file that was taken: whose, what it was, how much it held; nothing of what it said."""

    id: UUID
    digest: bytes
    actor: str
    authority_code: str
    kind: str
    rows: int
    items: int
    notes: Sequence[str]
    received_at: datetime


@dataclass(frozen=True)
class Line:
    """One line of a results file: a notification that is in, or one reason why one is not."""

    item: int
    number: int
    file_row: int
    letter: str
    heading: str
    reason: str
    sender_reference: str | None
    reference: str | None
    state: str


async def begin(conn: Conn, new: Upload) -> bool:
    """Write down that a file is being taken; False when its form came before."""
    return bool(
        await conn.fetchval(
            """
            insert into file_upload (
                id, digest, actor, authority_code, kind, rows, items, notes, received_at
            )
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict do nothing returning true
            """,
            *(new.id, new.digest, new.actor, new.authority_code, new.kind, new.rows, new.items),
            *(list(new.notes), new.received_at),
        )
    )


async def add_lines(conn: Conn, upload: UUID, lines: Sequence[Line]) -> None:
    """Write down what became of some of its notifications."""
    columns = zip(
        *(
            (
                *(one.item, one.number, one.file_row, one.letter, one.heading, one.reason),
                *(one.sender_reference, one.reference, one.state),
            )
            for one in lines
        ),
        strict=True,
    )
    await conn.execute(
        """
        insert into file_result (
            upload_id, item, number, file_row, letter, heading, reason, sender_reference, reference,
            state
        )
        select $1, item, number, file_row, letter, heading, reason, sender_reference, reference, state
        from unnest(
            $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::text[]
        ) as new (
            item, number, file_row, letter, heading, reason, sender_reference, reference, state
        )
        on conflict do nothing
        """,
        upload,
        *(list(column) for column in columns),
    )
    await conn.execute(
        "update file_upload set touched_at = clock_timestamp() where id = $1", upload
    )


async def finish(conn: Conn, upload: UUID, at: datetime) -> None:
    """Write down that all of it was looked at."""
    await conn.execute("update file_upload set finished_at = $2 where id = $1", upload, at)


async def forget(conn: Conn, before: datetime) -> int:
    """Delete the results of files that were received before; how many files."""
    gone = await conn.fetch("delete from file_upload where received_at < $1 returning id", before)
    return len(gone)
