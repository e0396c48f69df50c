"""Of people who left an organisation, or came here last, long ago no name and no address is kept: a timer's work."""

from datetime import date

from uuid_utils.compat import uuid7

from chassis.clock import Clock, london_date
from chassis.conn import Conn
from chassis.db import Database
from chassis.schedule import each
from chassis.tx import Cause
from services.correspondence.office_holder import handlers, store
from services.correspondence.office_holder.commands import Forget
from services.correspondence.policy.office_holders import kept_since
from services.correspondence.read_models import names

ROUND_MAX = 50
MAILBOXES_MAX = 500
BY = "system:correspondence"


class Leavers:
    """The timer's work."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is looked for yet."""
        self._db, self._clock = db, clock

    async def round(self) -> int:
        """Forget whom the policy of today says; in how many organisations, and how many who signed in."""
        before = kept_since(london_date(self._clock.now()))
        async with self._db.read() as conn:
            found = await store.left_before(conn, before, ROUND_MAX)
        done = await each(found, lambda code: self._forget(code, before))
        async with self._db.begin() as tx:
            await _forget_mailboxes(tx.conn)
            return done + await names.forget(tx.conn, before, ROUND_MAX)

    async def _forget(self, code: str, before: date) -> int:
        id_ = store.id_of(code)
        async with self._db.begin([id_]) as tx:
            cause = Cause(uuid7(), "timer", str(id_), BY)
            await handlers.give(tx, code, Forget(tx.today, before), cause)
        return 1


async def _forget_mailboxes(conn: Conn) -> None:
    """Of what was sent to them, once it has ended, its role, organisation and day stay.

    ``limit`` within: each holder's are looked up by index, however much was ever sent.
    """
    rows = await conn.fetch(
        """
        select sent.id from office_holder
        cross join jsonb_array_elements(state->'holders') as one
        cross join lateral (
            select id from delivery
            where holder = (one->>'id')::uuid and mailbox <> '' and status not in ('due', 'sent')
            limit $1
        ) as sent
        where state @? '$.holders[*].forgotten_on ? (@ != null)'
            and one->>'forgotten_on' is not null
        limit $1
        """,
        MAILBOXES_MAX,
    )
    ids = [row["id"] for row in rows]
    await conn.execute("update delivery set mailbox = '' where id = any($1)", ids)
