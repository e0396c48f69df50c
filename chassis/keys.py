"""How keys travel: published from the key table itself, received by the services that may read."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.cloudevents import write_headers
from chassis.conn import Conn
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.produce import Outgoing
from chassis.seal import KeyRing, oct_key, unwrap, wrap
from chassis.tx import Tx
from contracts.catalogue import entry_of
from contracts.notify import IncidentKeyV1, WrappedKey
from contracts.topics import NOTIFY_KEY

ROUND_MAX = 200
LAST = 2**62
"""A tombstone's sequence: no key of its subject comes after it."""


class KeyPublisher:
    """Reads unpublished keys and erasures, and wraps each key for every reader."""

    def __init__(self, own_key: str, reader_keys: Mapping[str, str]) -> None:
        """``reader_keys``: the wrapping key of each service that may read, by its name."""
        self._own = oct_key(own_key)
        self._readers = {name: oct_key(key) for name, key in reader_keys.items()}

    async def __call__(self, conn: Conn) -> tuple[list[Outgoing], Callable[[], Awaitable[None]]]:
        """The messages due now, and how to flag them once they are acknowledged."""
        keys = await conn.fetch(
            "select subject, wrapped, version from sealing_key where published_at is null limit $1",
            ROUND_MAX,
        )
        erased = await conn.fetch(
            "select subject from sealing_key_erased where published_at is null limit $1", ROUND_MAX
        )
        outgoing = [self._key_message(**row) for row in keys]
        outgoing += [_message(row["subject"], None, LAST) for row in erased]

        async def mark() -> None:
            for table, rows in (("sealing_key", keys), ("sealing_key_erased", erased)):
                await conn.execute(
                    f"update {table} set published_at = clock_timestamp() where subject = any($1)",  # noqa: S608
                    [row["subject"] for row in rows],
                )

        return outgoing, mark

    def _key_message(self, subject: UUID, wrapped: str, version: int) -> Outgoing:
        raw = unwrap(self._own, wrapped)
        keys = tuple(WrappedKey(service=n, wrapped=wrap(k, raw)) for n, k in self._readers.items())
        body = IncidentKeyV1(incident_id=subject, keys=keys).model_dump_json().encode()
        return _message(subject, body, version)


async def republish_keys(conn: Conn) -> int:
    """Let every key and every tombstone be published again, wrapped anew; how many.

    A key's next version is taken also by who has the last one, so a reader's new wrapping key reaches it.
    """
    counted: list[int] = [
        await conn.fetchval(f"with done as ({update} returning true) select count(*) from done")  # noqa: S608
        for update in (
            "update sealing_key set version = version + 1, published_at = null",
            "update sealing_key_erased set published_at = null",
        )
    ]
    await conn.execute("select pg_notify('journal', '')")
    return sum(counted)


def _message(subject: UUID, body: bytes | None, sequence: int) -> Outgoing:
    row = {
        "id": uuid7(),
        "kind": "fact",
        "object": subject,
        "key": subject,
        "time": datetime.now(UTC),
        "sequence": sequence,
        "correlation": str(subject),
        "causation": subject,
        "traceparent": None,
        "actor": "system:notify",
    }
    entry = entry_of(IncidentKeyV1)
    headers = write_headers(entry, row)
    return entry.topic.name, str(subject).encode(), body, headers


def keys_consumed(consumes: Consumes, ring: KeyRing) -> None:
    """Receive this service's copies of keys, and delete them when a tombstone comes."""

    @consumes(IncidentKeyV1)
    async def keep_keys(tx: Tx, received: Sequence[Received[IncidentKeyV1]]) -> None:
        mine = {
            r.message.incident_id: key.wrapped
            for r in received
            for key in r.message.keys
            if key.service == consumes.service
        }
        await ring.keep(tx.conn, mine)

    async def erase(conn: Conn, subjects: Sequence[UUID]) -> None:
        for subject in subjects:
            await ring.erase(conn, subject)

    consumes.on_tombstone[NOTIFY_KEY] = erase
