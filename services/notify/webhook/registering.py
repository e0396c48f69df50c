"""A sender's webhook: named, looked at, its secret changed, taken away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from joserfc.jwk import OctKey

from chassis.access import audit_read
from chassis.db import Database
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.seal import wrap
from chassis.tx import Tx
from contracts.http_notify_changes import WebhookSecret, WebhookShown
from services.notify.webhook import signing, store
from services.notify.webhook.address import RULE, Guard

NONE = "There is no webhook; polling /v1/changes tells everything."


class Registering:
    """``own``: the service's key, under which secrets are kept."""

    def __init__(self, db: Database, own: OctKey, guard: Guard) -> None:
        """Secrets are told once and kept wrapped."""
        self._db, self._own, self._guard = db, own, guard

    async def save(self, actor: Actor, authorities: Sequence[str] | None, url: str) -> WebhookShown:
        """Name an address; the first time a secret comes back. Raises Refused for where none may go."""
        await self._guard.target(url)
        async with self._db.begin() as tx:
            new = await store.save(tx.conn, actor.id, url, authorities, tx.now)
            made = await self._secret(tx, actor.id) if new else None
            await audit_read(tx.conn, actor, "named webhook", actor.id, at=tx.now)
            return await _shown(tx, actor.id, made)

    async def rotate(self, actor: Actor) -> WebhookShown:
        """A further secret; the one before it lives on until the next, or until it is dropped."""
        async with self._db.begin() as tx:
            await _must_be(tx, actor.id)
            made = await self._secret(tx, actor.id)
            await audit_read(tx.conn, actor, "made webhook secret", actor.id, at=tx.now)
            return await _shown(tx, actor.id, made)

    async def drop_secret(self, actor: Actor, id_: UUID) -> WebhookShown:
        """End one of two secrets; raises Refused for the last."""
        async with self._db.begin() as tx:
            shown = await _must_be(tx, actor.id)
            if id_ not in shown.secrets:
                raise NotFound("There is no such secret.")
            if not await store.drop_secret(tx.conn, actor.id, id_):
                raise Refused(
                    "The last secret stays; make another first.", RULE, code="last_secret"
                )
            await audit_read(tx.conn, actor, "dropped webhook secret", actor.id, at=tx.now)
            return await _shown(tx, actor.id, None)

    async def show(self, actor: Actor) -> WebhookShown:
        """How it stands."""
        async with self._db.begin() as tx:
            return await _shown(tx, actor.id, None)

    async def drop(self, actor: Actor) -> None:
        """Take it away; polling goes on."""
        async with self._db.begin() as tx:
            await store.drop(tx.conn, actor.id)
            await audit_read(tx.conn, actor, "dropped webhook", actor.id, at=tx.now)

    async def _secret(self, tx: Tx, sender: str) -> WebhookSecret:
        secret, at = signing.new_secret(), tx.now
        id_ = await store.add_secret(tx.conn, sender, wrap(self._own, secret), at)
        return _told(id_, secret, at)


def _told(id_: UUID, secret: bytes, at: datetime) -> WebhookSecret:
    return WebhookSecret(id=id_, secret=signing.shown(secret), made_at=at)


async def _must_be(tx: Tx, sender: str) -> store.Webhook:
    found = await store.find(tx.conn, sender)
    if not found:
        raise NotFound(NONE)
    return found[0]


async def _shown(tx: Tx, sender: str, made: WebhookSecret | None) -> WebhookShown:
    found = await _must_be(tx, sender)
    return WebhookShown(
        url=found.url,
        secrets=tuple(found.secrets),
        waiting=found.waiting,
        given_up=found.given_up,
        last_delivered_at=found.last_delivered_at,
        last_failure=found.last_failure,
        new_secret=made,
    )
