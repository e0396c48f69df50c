"""How made-up notifications are told from real ones, by whoever reads their references."""

PREFIX = "FAKE-"
MADE_UP = (
    f"A reference that begins with {PREFIX} is of a made-up notification: it is taken in the sandbox"
    " alone. Give a real one its own reference."
)


def is_made_up(reference: object) -> bool:
    """Whether the notification of this reference was made up."""
    return isinstance(reference, str) and reference.strip().upper().startswith(PREFIX)
