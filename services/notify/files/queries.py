"""What became of files: SQL that reads."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.conn import Conn
from services.notify.files.store import Line, Upload

QUIET_S_MAX = 60
"""Who takes a file says so with every hundred results: a longer silence is an end."""


@dataclass(frozen=True)
class Told(Upload):
    """A file, and how far it has come; ``taken`` and ``refused`` count notifications."""

    finished_at: datetime | None
    is_quiet: bool
    taken: int
    refused: int

    @property
    def is_finished(self) -> bool:
        """Whether every notification of it was looked at."""
        return self.finished_at is not None

    @property
    def was_interrupted(self) -> bool:
        """Whether the service ended in the middle of it."""
        return self.is_quiet and not self.is_finished

    @property
    def left(self) -> int:
        """How many were not looked at yet."""
        return self.items - self.taken - self.refused


async def find(conn: Conn, id_: UUID) -> Told | None:
    """One file."""
    row = await conn.fetchrow(
        """
        select id, digest, actor, authority_code, kind, rows, items, notes, received_at, finished_at,
            touched_at < clock_timestamp() - make_interval(secs => $2) as is_quiet,
            (select count(*) from file_result where upload_id = id and reference is not null) as taken,
            (
                select count(distinct item) from file_result
                where upload_id = id and reference is null
            ) as refused
        from file_upload where id = $1
        """,
        id_,
        QUIET_S_MAX,
    )
    return Told(**row) if row else None


async def latest(
    conn: Conn, authority_code: str, actor: str, limit: int
) -> list[tuple[UUID, datetime, int]]:
    """The latest files of an authority, or (without one) of an actor: id, when, how many notifications."""
    rows = await conn.fetch(
        """
        select id, received_at, items from file_upload
        where authority_code = $1 and ($1 <> '' or actor = $2) order by received_at desc limit $3
        """,
        authority_code,
        actor,
        limit,
    )
    return [(row["id"], row["received_at"], row["items"]) for row in rows]


async def lines_of(
    conn: Conn, upload: UUID, *, refused_only: bool = False, limit: int | None = None
) -> list[Line]:
    """The lines of its results, in the order of the file."""
    rows = await conn.fetch(
        """
        select item, number, file_row, letter, heading, reason, sender_reference, reference, state
        from file_result
        where upload_id = $1 and (not $2 or reference is null)
        order by item, number limit $3
        """,
        upload,
        refused_only,
        limit,
    )
    return [Line(**row) for row in rows]
