"""Where incidents belong: what the register says of authorities on a day, and why of others it says no."""

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.identity import Actor
from contracts.notify import Area

NOT_REGISTERED = "The register has no authority with this code."


class Places(dict[str, Area]):
    """The areas of authorities that exist on the day, by code."""

    def __init__(
        self, found: Mapping[str, Area] | None = None, refused: Mapping[str, str] | None = None
    ) -> None:
        """``refused``: why known codes are no areas on the day, and which to send instead."""
        super().__init__(found or {})
        self._refused = refused or {}

    def why_not(self, code: str) -> str:
        """Why there is no area of this code."""
        return self._refused.get(code, NOT_REGISTERED)


@dataclass(frozen=True)
class Home:
    """An authority with whoever came after its end, and the partnerships in which they are today."""

    authorities: frozenset[str] = frozenset()
    partnerships: frozenset[str] = frozenset()

    def is_of(self, actor: Actor) -> bool:
        """Whether it is where an actor belongs, today."""
        codes = {*actor.authorities, actor.organisation}
        return "*" in codes or bool(
            codes & self.authorities or actor.partnerships & self.partnerships
        )
