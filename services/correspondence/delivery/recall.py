"""A letter is taken back: what has not left is stopped, and who may have had it gets a notice."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.tx import Tx
from services.correspondence.delivery import work
from services.correspondence.directory import Addressee

NOTICE = "notice"


def notice_of(letter_id: UUID) -> UUID:
    """What the notices about one letter are filed under."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/{letter_id}/notice")


async def is_recalled(conn: Conn, letter_id: UUID) -> bool:
    """Whether a letter was taken back after it had left: nobody sends it again then."""
    return bool(await work.of_subject(conn, notice_of(letter_id)))


async def recall(
    tx: Tx, letter_id: UUID, incident_id: UUID, reference: str, known: Sequence[Addressee]
) -> None:
    """Stop what is due, let go of the tasks about it, and tell those whom it may have reached.

    They are told as they choose to be, and through who speaks for them, today: that is what ``known`` says.
    """
    now = {one.code: one for one in known}
    to = [now.get(one.code, one) for one in await _reached(tx.conn, letter_id)]
    await _stop(tx, letter_id)
    await work.add(tx.conn, NOTICE, notice_of(letter_id), incident_id, reference, to)


async def _reached(conn: Conn, letter_id: UUID) -> list[Addressee]:
    """One address an organisation; what was tried once may have arrived, though no answer came."""
    rows = await conn.fetch(
        """
        select distinct on (organisation) organisation as code, partner, organisation as name,
            mailbox, holder
        from delivery
        where subject_id = $1
            and (status in ('sent', 'delivered') or status = 'due' and tries > 0)
        order by organisation, attempt desc
        """,
        letter_id,
    )
    return [Addressee(**row) for row in rows]


async def _stop(tx: Tx, letter_id: UUID) -> None:
    await tx.conn.execute(
        """
        with stopped as (
            update delivery set status = 'stopped', changed_on = $2
            where subject_id = $1 and status = 'due'
        )
        update task set closed_at = $3, closed_by = $4
        where closed_at is null
            and delivery_id in (select id from delivery where subject_id = $1)
        """,
        letter_id,
        tx.today,
        tx.now,
        work.BY,
    )
