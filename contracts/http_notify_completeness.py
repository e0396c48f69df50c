"""How whole an authority's notifications are, over time."""

from contracts.envelope import Document


class MissingAnswer(Document):
    """What is missing, and in how many of the notifications."""

    what: str
    notifications: int


class CompletenessMonth(Document):
    """The notifications of one month, as they read now."""

    month: str
    notifications: int
    median_percent: int
    missing: tuple[MissingAnswer, ...]


class CompletenessAnswer(Document):
    """The months of one authority, the latest first; a month without a notification is left out."""

    authority_code: str
    months: tuple[CompletenessMonth, ...]
