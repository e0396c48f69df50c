"""Two links of one mailbox opened at the same moment: one choice stands, and nobody waits for the other in a ring."""

import asyncio
from uuid import UUID, uuid4

from chassis.errors import NotFound
from services.correspondence.news import asking
from services.correspondence.news.domain import Choice
from tests.integration.correspondence.letters_fixtures import Office, office

__all__ = ["office"]
MAILBOX = "one@x.example"


async def test_two_confirmations_of_one_mailbox_at_once_leave_one_choice(office: Office) -> None:
    """A third connection holds what both let go, until each has what the other would let go."""
    async with office.db.begin() as tx:
        for _ in range(3):
            await asking.ask(tx, uuid4(), MAILBOX, Choice())
    rows = await office.db.pool.fetch("select secret from subscription order by ctid")
    held, *both = [row["secret"] for row in rows]

    async def confirm(secret: UUID) -> bool:
        try:
            async with office.db.begin() as tx:
                await asking.confirm(tx, secret)
        except NotFound:
            return False
        return True

    async with office.db.begin() as tx:
        await tx.conn.execute("select from subscription where secret = $1 for update", held)
        waiting = [asyncio.create_task(confirm(secret)) for secret in both]
        await asyncio.sleep(1)
    assert sorted(await asyncio.gather(*waiting)) == [False, True]
    stays = await office.db.pool.fetch("select confirmed_at is not null as said from subscription")
    assert [row["said"] for row in stays] == [True]
