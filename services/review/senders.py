"""Who may give a command: the desk shows it, and here, where the object is owned, it is enforced."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.tx import Cause, Tx
from contracts.envelope import Command
from contracts.topics import SERVICES
from services.review.moves.table import ROLES

Handler = Callable[[Tx, Sequence[Received[Any]]], Awaitable[None]]
SOURCE = "the published moves of a case: each names the roles that may give it"
SERVICE_ACTORS = frozenset(f"system:{name}" for name in SERVICES)
"""What a service does of itself; only services may write to a topic of commands."""


class Commands:
    """Registers handlers of commands; each gets only what its sender may give."""

    def __init__(self, consumes: Consumes, *, background: bool) -> None:
        """``background``: the demonstration's own client may give them all; production has none."""
        self._consumes = consumes
        self._always = frozenset({"background"}) if background else frozenset()

    def __call__(self, model: type[Command]) -> Callable[[Handler], Handler]:
        """Register the decorated function for one command."""

        def register(handler: Handler) -> Handler:
            async def checked(tx: Tx, batch: Sequence[Received[Any]]) -> None:
                allowed = [one for one in batch if self._may(tx, one.cause, ROLES[model])]
                if allowed:
                    await handler(tx, allowed)

            self._consumes(model)(checked)
            return handler

        return register

    def _may(self, tx: Tx, cause: Cause, roles: tuple[str, ...]) -> bool:
        if cause.actor in SERVICE_ACTORS or cause.roles & (self._always | set(roles)):
            return True
        named = ", ".join(role.replace("_", " ") for role in roles)
        reason = f"Your role may not do this. It is for: {named}."
        tx.refuse(cause, Refused(reason, SOURCE, code="forbidden"))
        return False
