"""Erasure while facts are under way; a journal tampered with."""

import asyncio
from uuid import UUID, uuid4

from chassis.ops import republish
from chassis.seal import KeyRing
from chassis.verify import verify
from deploy.local.home import SERVICES
from deploy.local.story.incident import NOTIFICATION
from deploy.local.system import key as key_of
from tests.faults.fault import Fault, Left
from tests.faults.load import CASE_SYSTEM, Load
from tests.faults.operator import in_transaction
from tests.faults.sql import as_superuser
from tests.faults.world import World
from tests.support.wait import wait_for

READERS = ("notify", "review", "correspondence")


def erased_in_flight(world: World, load: Load, left: Left) -> None:
    """A case's key is erased at once after it was sent, and all journals are published again."""
    body = {**NOTIFICATION, "sender_reference": f"ERASE-{uuid4().hex[:8]}"}
    receipt = world.player.do("notify", "/v1/notifications", CASE_SYSTEM, body)
    incident = UUID(receipt["incident_id"])
    left.keys.add(str(incident))
    in_transaction(
        world, "notify", lambda conn: _ring(world, "notify").erase(conn, incident, publish=True)
    )
    for service in SERVICES:
        in_transaction(world, service, lambda conn: republish(conn, 1, 2**62, "person:operator"))
    load.during(3)
    for service in READERS:
        wait_for(
            f"{service} to have no key", lambda s=service: not _has_key(world, s, incident), 30
        )
    sealed = as_superuser(
        world,
        f"select convert_from(data, 'UTF8')::jsonb->>'outline' as text from journal"
        f" where key = '{incident}' and type like '%notification-submitted%'",
        "notify",
    )[0]["text"]
    for service in READERS:
        text = in_transaction(
            world, service, lambda conn, s=service: _ring(world, s).open(conn, incident, sealed)
        )
        left.hold(text is None, f"{service} can still read what was erased")


def _ring(world: World, service: str) -> KeyRing:
    return KeyRing(key_of(world.home, f"wrapping_{service}"))


def _has_key(world: World, service: str, incident: UUID) -> bool:
    return bool(
        as_superuser(world, f"select 1 from sealing_key where subject = '{incident}'", service)
    )


TAMPERINGS = (
    ("update journal set actor = 'person:x' where position = {at}", "its content was changed"),
    ("delete from journal where position = {at}", ""),
)


def tampered(world: World, load: Load, left: Left) -> None:
    """A row is altered, then one is deleted: the verifier names each; afterwards both are put back."""
    load.during(1)
    rows = as_superuser(world, "select max(position) / 2 as at from journal", "review")
    at = int(rows[0]["at"])
    keep = f"create table kept as select * from journal where position = {at}"
    as_superuser(world, keep, "review")
    for statement, why in TAMPERINGS:
        as_superuser(world, statement.format(at=at), "review")
        breaks = asyncio.run(verify(world.direct.dsn("review")))[1]
        left.hold(breaks, f"nobody saw: {statement}")
        left.hold(all(why in one.why for one in breaks), f"misnamed: {statement}")
        _put_back(world, at)
    as_superuser(world, "drop table kept", "review")


def _put_back(world: World, at: int) -> None:
    as_superuser(world, f"delete from journal where position = {at}", "review")
    as_superuser(world, "insert into journal overriding system value select * from kept", "review")


FAULTS = (
    Fault("F25", "erased while under way, then all published again", erased_in_flight),
    Fault("F26", "a journal's row altered, deleted", tampered),
)
