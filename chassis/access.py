"""Permission x scope x redaction in one place; deny by default; every read of a case leaves a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.identity import Actor

NOTHING_HERE = "There is nothing here that you may see."
SANDBOX = "sandbox_system"
"""The role of a client that tries things out: who has it has no other, in whatever service it asks."""


@dataclass(frozen=True)
class Scope:
    """Where an object belongs."""

    partnership: str | None = None
    region: str | None = None
    authority: str | None = None
    organisation: str | None = None
    open_to: frozenset[str] | None = None
    """To whom alone of those with a wide reach it is open, as ``known_as`` names them; None: to all."""

    def is_open_to(self, actor: Actor) -> bool:
        """Whether an actor is among those, or nobody is named."""
        return self.open_to is None or not self.open_to.isdisjoint(known_as(actor))


def known_as(actor: Actor) -> list[str]:
    """The names under which something may be open to an actor: their own, and each of their roles."""
    return [actor.id, *sorted(f"role:{one}" for one in actor.roles)]


def everywhere(actor: Actor, scope: Scope) -> bool:
    """For those who work for the whole country."""
    return scope.is_open_to(actor)


def own_partnership(actor: Actor, scope: Scope) -> bool:
    """For those who belong to one or more partnerships."""
    return scope.partnership in actor.partnerships


def own_region(actor: Actor, scope: Scope) -> bool:
    """For those who look after a region."""
    return scope.region in actor.regions and scope.is_open_to(actor)


def own_authority(actor: Actor, scope: Scope) -> bool:
    """For those who speak for an authority, or for each that they were granted."""
    return scope.authority is not None and (
        scope.authority == actor.organisation
        or scope.authority in actor.authorities
        or "*" in actor.authorities
    )


Reach = Callable[[Actor, Scope], bool]


def in_sandbox(actor: Actor) -> bool:
    """Whether the actor only tries things out."""
    return SANDBOX in actor.roles


def acting_as(actor: Actor) -> frozenset[str]:
    """The roles that count: a token of the sandbox opens nothing real, whatever else it says."""
    return frozenset({SANDBOX}) if in_sandbox(actor) else actor.roles


class Policy:
    """What each role may do, and where."""

    def __init__(self, grants: Mapping[str, Mapping[str, Reach]]) -> None:
        """``grants``: role -> permission -> reach."""
        self._grants = grants

    def may(self, actor: Actor, permission: str, scope: Scope | None = None) -> bool:
        """Whether any of the actor's roles allows it here; without a scope: anywhere at all."""
        reaches = [
            self._grants[role][permission]
            for role in acting_as(actor)
            if permission in self._grants.get(role, {})
        ]
        return any(scope is None or reach(actor, scope) for reach in reaches)

    def check(self, actor: Actor, permission: str, scope: Scope | None = None) -> None:
        """Raises Refused without the permission, NotFound outside the scope: nothing is told."""
        if not self.may(actor, permission):
            raise Refused("Your role may not do this.", code="forbidden")
        if not self.may(actor, permission, scope):
            raise NotFound(NOTHING_HERE)

    def matrix(self) -> dict[str, frozenset[str]]:
        """Role -> permissions, for the documentation and its test."""
        return {role: frozenset(grants) for role, grants in self._grants.items()}


async def audit_read(
    conn: Conn,
    actor: Actor,
    action: str,
    object_: str,
    *,
    at: datetime,
    purpose: str | None = None,
    allowed: bool = True,
) -> None:
    """Write down who looked at what, with the roles they had at that moment."""
    await conn.execute(
        """
        insert into access_log (business_at, actor, roles, action, object, purpose, allowed)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        at,
        actor.id,
        sorted(actor.roles),
        action,
        object_,
        purpose,
        allowed,
    )
