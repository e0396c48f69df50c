"""What ``notify`` tells a system of itself, before it sends anything."""

from contracts.envelope import Document


class SenderStanding(Document):
    """How a system stands: in the sandbox what it sends is checked and receipted, and then nothing."""

    client_id: str
    authorities: tuple[str, ...]
    sandbox: bool
    per_minute: int
