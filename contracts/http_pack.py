"""HTTP bodies about packs: for what there are any, and what one holds."""

from datetime import date

from contracts.envelope import Document


class PackChoice(Document):
    """One code to ask with, and what it is called."""

    code: str
    title: str


class PackChoices(Document):
    """For which pieces of work, for whom and on which themes there are packs."""

    works: tuple[PackChoice, ...]
    roles: tuple[PackChoice, ...]
    themes: tuple[PackChoice, ...]


class PackEntry(Document):
    """One thing in a pack; ``address``: where it stands in full, empty where it stands here alone."""

    section: str
    title: str
    words: str
    address: str
    on: date | None
    themes: tuple[str, ...]


class PackSection(Document):
    """The entries of one section, in their order."""

    section: str
    entries: tuple[PackEntry, ...]


class PackShown(Document):
    """A pack as it is on a day, section by section in its reader's order; without a theme it is on all."""

    title: str
    lead: str
    role: str
    theme: str
    on: date
    version: str
    sections: tuple[PackSection, ...]
