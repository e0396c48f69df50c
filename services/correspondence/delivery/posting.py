"""Letters on paper: a tray of what is to be printed and posted, the day on which it was, and what came back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from services.correspondence.delivery import tasks, work
from services.correspondence.delivery.telling import announce, told
from services.correspondence.delivery.work import Delivery

SOURCE = (
    "rule of the national body: a letter on paper is delivered on the day on which it is posted"
)
CAME_BACK = "the post brought it back"
LISTED_MAX = 200


@dataclass(frozen=True)
class Paper:
    """A letter on paper, to be posted or posted; ``holder``: for whose attention it is."""

    id: UUID
    letter_id: UUID
    reference: str
    name: str
    address: str
    posted_on: date | None
    organisation: str
    holder: UUID | None


async def tray(
    conn: Conn, regions: list[str] | None, who: list[str] | None, only: UUID | None = None
) -> list[Paper]:
    """What waits first, then what was posted last, of cases open to ``who``; None: of every region, of all.

    ``only``: the one letter on paper of this id, however long ago it was posted.
    """
    rows = await conn.fetch(
        """
        select d.id, d.subject_id as letter_id, d.reference, coalesce(o.name, d.organisation) as name,
            d.address, case when d.status = 'delivered' then d.changed_on end as posted_on,
            d.organisation, d.holder
        from delivery d
        join case_view c using (incident_id)
        left join organisation o
            on o.code = d.organisation and o.partnership = c.partnership
        where d.channel = 'post' and d.status in ('due', 'delivered')
            and ($1::text[] is null or c.region_code = any($1))
            and is_open_to(c.open_to, $2)
            and ($3::uuid is null or d.id = $3)
        order by d.status <> 'due', d.changed_on desc nulls first, d.opened_at limit $4
        """,
        regions,
        who,
        only,
        LISTED_MAX,
    )
    return [Paper(**row) for row in rows]


def day_is_possible(posted_on: date, issued_on: date | None, today: date) -> None:
    """Raises Refused for a day to come, or before the letter was there."""
    if posted_on > today:
        raise Refused("That day is still to come.", SOURCE, "posted_on", "date")
    if issued_on is not None and posted_on < issued_on:
        raise Refused("The letter was not out yet on that day.", SOURCE, "posted_on", "date")


async def posted(tx: Tx, delivery_id: UUID, posted_on: date, actor: Actor) -> None:
    """It was handed to the post; a repeat changes nothing. Raises NotFound."""
    delivery = await _paper(tx.conn, delivery_id)
    if await work.end(tx, delivery.id, "delivered"):
        await work.note_day(tx.conn, delivery.id, posted_on)
        fact = told(delivery, "delivered", "", posted_on)
        announce(tx, delivery, fact, _cause(delivery, actor))


async def came_back(tx: Tx, delivery_id: UUID, actor: Actor) -> None:
    """The post brought it back: a person finds another way. Raises NotFound."""
    delivery = await _paper(tx.conn, delivery_id)
    if await work.undo(tx, delivery.id):
        await tasks.open_task(tx, delivery, CAME_BACK, actor.id)
        fact = told(delivery, "failed", CAME_BACK, tx.today)
        announce(tx, delivery, fact, _cause(delivery, actor))


async def _paper(conn: Conn, id_: UUID) -> Delivery:
    found = await work.find(conn, id_)
    if found is None or found.channel != "post":
        raise NotFound("There is no such letter on paper.")
    return found


def _cause(delivery: Delivery, actor: Actor) -> Cause:
    return Cause(uuid7(), "request", str(delivery.incident_id), actor.id, roles=actor.roles)
