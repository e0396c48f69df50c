"""Tasks: those of a case, and those that the desk lists."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.conn import Conn

GLASS_BROKEN = "glass_broken"
"""The kind of a task: somebody opened a restricted case without being named in it."""


@dataclass(frozen=True)
class Task:
    """Something that a person must do."""

    id: UUID
    reference: str
    kind: str
    words: str
    opened_at: datetime
    mailbox: str | None
    delivery_id: UUID | None
    owner: str | None
    due_on: date | None
    organisation: str | None

    @property
    def address(self) -> str:
        """The page where it is done."""
        return _address(self.id, self.kind, self.delivery_id)

    def is_late(self, on: date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class CaseTask:
    """A task of one case, done or not."""

    id: UUID
    kind: str
    words: str
    opened_at: datetime
    delivery_id: UUID | None
    is_open: bool

    @property
    def address(self) -> str:
        """The page where it is done."""
        return _address(self.id, self.kind, self.delivery_id)


def _address(id_: UUID, kind: str, delivery_id: UUID | None) -> str:
    if kind == GLASS_BROKEN:
        return "/desk/alerts"
    if delivery_id is None:  # the Panel owes an answer: its page is the view's
        return f"/desk/views/{id_}"
    return f"/desk/tasks/{id_}"


async def tasks_of(conn: Conn, incident_id: UUID) -> list[CaseTask]:
    """The tasks of one case, the oldest first."""
    rows = await conn.fetch(
        """
        select id, kind, words, opened_at, delivery_id, closed_at is null as is_open
        from task where incident_id = $1 order by opened_at
        """,
        incident_id,
    )
    return [CaseTask(**row) for row in rows]


async def open_tasks(
    conn: Conn, regions: list[str] | None, who: list[str] | None = None
) -> list[Task]:
    """The open tasks, what is due first on top, of cases open to ``who``; None: of every region, of all cases."""
    rows = await conn.fetch(
        """
        select t.id, t.reference, t.kind, t.words, t.opened_at, d.mailbox, t.delivery_id, t.owner,
            t.due_on, d.organisation
        from task t
        join case_view c using (incident_id)
        left join delivery d on d.id = t.delivery_id
        where t.closed_at is null and ($1::text[] is null or c.region_code = any($1))
            and is_open_to(c.open_to, $2)
        order by t.due_on nulls first, t.opened_at limit 200
        """,
        regions,
        who,
    )
    return [Task(**row) for row in rows]


async def open_task(conn: Conn, id_: UUID) -> Task | None:
    """One open task."""
    row = await conn.fetchrow(
        """
        select t.id, t.reference, t.kind, t.words, t.opened_at, d.mailbox, t.delivery_id, t.owner,
            t.due_on, d.organisation
        from task t left join delivery d on d.id = t.delivery_id
        where t.id = $1 and t.closed_at is null
        """,
        id_,
    )
    return Task(**row) if row else None
