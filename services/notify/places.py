"""Where incidents belong: what the register says of authorities on a day, and why of others it says no."""

from collections.abc import Mapping

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
