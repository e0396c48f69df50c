"""Where a sender stands: its token says for whom it may speak, and its row in the register only narrows it."""

import asyncio
import time
from dataclasses import dataclass, replace

from chassis.access import SANDBOX, Scope, in_sandbox, own_authority
from chassis.clock import Clock, london_date
from chassis.db import Database
from chassis.errors import Refused
from chassis.identity import Actor
from services.notify.sender import store
from services.notify.sender.store import Sender

FRESH_S = 10
"""A sender that was added or ended is known everywhere after so long; no request asks for it."""
PER_MINUTE = 12_000
NOT_REGISTERED = "Your system is not registered as a sender on this day."
MAY_MORE = (
    "Your system is registered for the sandbox, and its token opens more than that. Ask the operator"
    f" to give its client the role {SANDBOX} and no other at the sign-in service."
)


@dataclass(frozen=True)
class Standing:
    """An actor as the register lets it act."""

    actor: Actor
    sandbox: bool = False
    per_minute: int = PER_MINUTE


class Senders:
    """The register's senders, read now and then."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is read yet."""
        self._db, self._clock = db, clock
        self._known: dict[str, Sender] = {}
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def standing(self, actor: Actor) -> Standing:
        """Where an actor stands; raises Refused when its registration has ended, or its token says too much.

        People, and systems that the register does not list, stand as their token says.
        """
        sender = await self.of(actor.id.removeprefix("system:")) if actor.kind == "system" else None
        if sender is None:
            return Standing(actor, in_sandbox(actor))
        if not sender.is_valid(london_date(self._clock.now())):
            raise Refused(NOT_REGISTERED, code="forbidden")
        if sender.sandbox and not in_sandbox(actor):  # other services know the token alone
            raise Refused(MAY_MORE, code="forbidden")
        return Standing(narrowed(actor, sender), in_sandbox(actor), sender.per_minute)

    async def of(self, client_id: str) -> Sender | None:
        """The sender of this client id, if it is registered."""
        async with self._reading:
            if self._read_at is None or time.monotonic() - self._read_at > FRESH_S:
                async with self._db.read() as conn:
                    self._known = {one.client_id: one for one in await store.senders(conn)}
                self._read_at = time.monotonic()
        return self._known.get(client_id)

    def forget(self) -> None:
        """Read them again at the next question."""
        self._read_at = None


def narrowed(actor: Actor, sender: Sender) -> Actor:
    """The actor with the authorities that both its token and its row give it."""
    both = {one for one in sender.authorities if own_authority(actor, Scope(authority=one))}
    organisation = actor.organisation if actor.organisation in both else None
    return replace(actor, authorities=frozenset(both), organisation=organisation)


def as_sender(sender: Sender, roles: frozenset[str]) -> Actor:
    """The actor whom a sender's own topic proves."""
    return Actor(
        id=f"system:{sender.client_id}",
        name=sender.name,
        kind="system",
        roles=roles,
        authorities=sender.authorities,
    )
