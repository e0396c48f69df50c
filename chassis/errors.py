"""The error tree. One mapping to HTTP (``chassis.web``), one to park (``chassis.consume``).

CsprError
├── Refused      a rule says no: its reason, its source, the field it is about
│   └── Reused   a one-time key came again with other content
├── NotFound     not there, or not there yet
├── Stale        decided on a page that no longer shows the truth
│   └── NotAsRead   a program named the version that it read, and it stands no more
├── TooLarge     more than is taken at once
├── TooOften     more than is taken in this time: worth sending again after a while
└── Transient    outside or database trouble: worth trying again
"""

from datetime import date


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


class Reused(Refused):
    """A one-time key (a form's token, an Idempotency-Key) came again with other content."""

    def __init__(self) -> None:
        """The first content stands; what came now was not taken."""
        super().__init__(
            "This was sent before with other content, which stands. What came now was not taken;"
            " send it as a new one if it is still wanted.",
            code="key_reused",
        )


class NotFound(CsprError):
    """The object is not there, or not there yet."""


class Stale(CsprError):
    """Someone changed the object since the page was read."""


class NotAsRead(Stale):
    """A program said on which version it makes its change, and another stands now."""


class TooLarge(CsprError):
    """More bytes, items or levels than are taken at once."""


class TooOften(CsprError):
    """One sender sent more than its share of this time."""

    def __init__(self, retry_after_s: int) -> None:
        """``retry_after_s``: when the next will be taken."""
        super().__init__(f"You have sent more than is taken in this time. Wait {retry_after_s} s.")
        self.retry_after_s = retry_after_s


class Transient(CsprError):
    """Trouble outside that may pass."""


def has_happened(on: date, today: date, field: str, source: str) -> None:
    """Raise Refused for a day to come, where only what has happened may be recorded."""
    if on > today:
        reason = "This day is still to come: what is recorded here has happened."
        raise Refused(reason, source, field, "date")
