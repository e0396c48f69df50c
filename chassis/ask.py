"""Journal a command to the service that owns the object, and wait a little for its answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from chassis.conn import Conn
from chassis.consume import Consumes
from chassis.db import Database
from chassis.dispatch import Received
from chassis.errors import Reused
from chassis.tx import Cause, Tx
from contracts.catalogue import ANSWERS, entry_of
from contracts.envelope import Answer, Command

LOOK_AGAIN_S = 0.05


@dataclass(frozen=True)
class Asked:
    """A command this service sent, and what became of it."""

    command_id: UUID
    type: str
    key: UUID
    asked_at: datetime
    outcome: Literal["done", "refused"] | None
    code: str | None
    reason: str | None
    source: str | None
    field: str | None


@dataclass(frozen=True)
class Sender:
    """Who sends a command, and in which roles."""

    id: str
    roles: frozenset[str]


class Ask:
    """Asks other services; every command and its answer stay in ``asked``."""

    def __init__(self, db: Database, wait_s_max: float) -> None:
        """``wait_s_max``: after so long the page says "being recorded"."""
        self._db, self._wait_s_max = db, wait_s_max

    async def __call__(
        self,
        command: Command,
        *,
        key: UUID,
        sender: Sender,
        command_id: UUID,
        digest: bytes,
    ) -> Asked:
        """Send once, however often it is called with the same ``command_id``; outcome None: not yet.

        Raises Reused as ``send`` does.
        """
        async with self._db.begin([key]) as tx:
            await send(tx, command, key=key, sender=sender, command_id=command_id, digest=digest)
        return await self._wait(command_id)

    async def _wait(self, command_id: UUID) -> Asked:
        deadline = asyncio.get_running_loop().time() + self._wait_s_max
        while True:
            async with self._db.read() as conn:
                asked = await answer_to(conn, command_id)
            assert asked, "the command was just written"
            if asked.outcome or asyncio.get_running_loop().time() > deadline:
                return asked
            await asyncio.sleep(LOOK_AGAIN_S)


async def send(
    tx: Tx, command: Command, *, key: UUID, sender: Sender, command_id: UUID, digest: bytes
) -> None:
    """Journal a command once, and note whom its answer is for.

    ``digest`` tells its content from another's: sealed text never looks the same twice. Raises Reused
    when another content came under the same ``command_id``.
    """
    if await _note(tx, command, key, sender.id, command_id, digest):
        cause = Cause(command_id, "request", str(command_id), sender.id, roles=sender.roles)
        tx.command(command, key=key, cause=cause, id=command_id)
    elif digest != await tx.conn.fetchval(
        "select digest from asked where command_id = $1", command_id
    ):
        raise Reused


async def _note(
    tx: Tx, command: Command, key: UUID, actor_id: str, command_id: UUID, digest: bytes
) -> bool:
    return bool(
        await tx.conn.fetchval(
            """
            insert into asked (command_id, type, key, actor, asked_at, digest)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning true
            """,
            command_id,
            entry_of(command).type,
            key,
            actor_id,
            tx.now,
            digest,
        )
    )


async def answer_to(conn: Conn, command_id: UUID) -> Asked | None:
    """What became of one command."""
    row = await conn.fetchrow(
        """
        select command_id, type, key, asked_at, outcome, code, reason, source, field
        from asked where command_id = $1
        """,
        command_id,
    )
    return Asked(**row) if row else None


async def tray(conn: Conn, actor_id: str) -> list[Asked]:
    """This person's commands that were refused after the page had gone, not yet seen."""
    rows = await conn.fetch(
        """
        select command_id, type, key, asked_at, outcome, code, reason, source, field
        from asked
        where actor = $1 and outcome = 'refused' and seen_at is null
        order by asked_at desc
        limit 100
        """,
        actor_id,
    )
    return [Asked(**row) for row in rows]


async def pending(conn: Conn, key: UUID) -> list[Asked]:
    """Commands about ``key`` that wait for an answer: what a page calls "being recorded"."""
    rows = await conn.fetch(
        """
        select command_id, type, key, asked_at, outcome, code, reason, source, field
        from asked where key = $1 and outcome is null order by asked_at
        """,
        key,
    )
    return [Asked(**row) for row in rows]


async def seen(conn: Conn, actor_id: str, command_ids: Sequence[UUID]) -> None:
    """Take refused commands out of this person's tray."""
    await conn.execute(
        "update asked set seen_at = clock_timestamp() where actor = $1 and command_id = any($2)",
        actor_id,
        list(command_ids),
    )


def answers_consumed(consumes: Consumes, owners: Sequence[str]) -> None:
    """Receive the answers of the services that this one asks."""
    for owner in owners:
        consumes(ANSWERS[owner])(_note_answers)


async def _note_answers(tx: Tx, received: Sequence[Received[Answer]]) -> None:
    answers = [r.message for r in received]
    await tx.conn.execute(
        """
        update asked
        set outcome = came.outcome, code = came.code, reason = came.reason,
            source = came.source, field = came.field, answered_at = $7
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            as came (command_id, outcome, code, reason, source, field)
        where asked.command_id = came.command_id
        """,
        [a.command_id for a in answers],
        [a.outcome for a in answers],
        [a.code for a in answers],
        [a.reason for a in answers],
        [a.source for a in answers],
        [a.field for a in answers],
        tx.now,
    )
