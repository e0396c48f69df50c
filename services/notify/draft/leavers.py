"""People who came to the form last long ago are named no more: a timer's work."""

from datetime import date

from chassis.calendar import add_months
from chassis.conn import Conn
from chassis.db import Database

KEPT_YEARS = 2
"""As ``correspondence`` keeps them: docs/decisions/0048-names-of-people-who-sign-in.md."""
ROUND_MAX = 500


class Leavers:
    """The timer's work."""

    def __init__(self, db: Database) -> None:
        """Nothing is looked for yet."""
        self._db = db

    async def round(self) -> int:
        """Forget who was last here, and who sent what, before the day; how many."""
        async with self._db.begin() as tx:
            before = kept_since(tx.today)
            return await _forget_people(tx.conn, before) + await _forget_senders(tx.conn, before)


def kept_since(on: date) -> date:
    """Who was here last before this day is named no more."""
    return add_months(on, -12 * KEPT_YEARS)


async def _forget_people(conn: Conn, before: date) -> int:
    """To whom no draft has been handed over for so long none is."""
    gone = await conn.fetch(
        """
        delete from form_person where id in (
            select id from form_person where seen_on < $1 order by seen_on limit $2
        )
        returning id
        """,
        before,
        ROUND_MAX,
    )
    return len(gone)


async def _forget_senders(conn: Conn, before: date) -> int:
    """What was sent stays as it was, without who pressed the button."""
    gone = await conn.fetch(
        """
        update form_sent set sent_by_name = '' where incident_id in (
            select incident_id from form_sent where sent_at < $1 and sent_by_name <> '' limit $2
        )
        returning incident_id
        """,
        before,
        ROUND_MAX,
    )
    return len(gone)
