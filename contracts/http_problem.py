"""Why something was not taken, as every service says it over HTTP."""

from contracts.envelope import Document


class WrongField(Document):
    """One field that is wrong: its JSON Pointer, and why."""

    pointer: str
    reason: str


class Problem(Document):
    """Why one was not taken: a problem document (RFC 9457); ``code`` is stable."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    source: str | None = None
    errors: tuple[WrongField, ...] = ()
