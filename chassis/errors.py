"""The error tree. One mapping to HTTP (``chassis.web``), one to park (``chassis.consume``).

CsprError
├── Refused      a rule says no: its reason, its source, the field it is about
├── NotFound     not there, or not there yet
├── Stale        decided on a page that no longer shows the truth
└── Transient    outside or database trouble: worth trying again
"""


class CsprError(Exception):
    """Root of every error that this system raises on purpose."""


class Refused(CsprError):
    """A rule says no. ``source`` names the act, regulation or guidance paragraph."""

    def __init__(
        self, reason: str, source: str = "", field: str = "", code: str = "refused"
    ) -> None:
        """Keep the parts that pages, answers and parked messages show."""
        super().__init__(reason)
        self.reason, self.source, self.field, self.code = reason, source, field, code


class NotFound(CsprError):
    """The object is not there, or not there yet."""


class Stale(CsprError):
    """Someone changed the object since the page was read."""


class Transient(CsprError):
    """Trouble outside that may pass."""
