"""A pack: what somebody needs for one piece of work in one place, section by section. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SECTIONS: Mapping[str, str] = {
    "guidance": "Guidance it rests on",
    "learning": "What has been learned",
    "figures": "How often it is found",
    "method": "How it can be conducted",
    "material": "Material that helps",
    "examples": "Worked examples, made up",
    "webinars": "Webinars and recordings",
    "template": "Template",
}
NONE: Mapping[str, str] = {
    "learning": "No digest speaks of this yet.",
    "figures": "No figure has been released on this.",
    "material": "The library lists nothing for this yet.",
    "webinars": "None is announced or recorded on this.",
}
"""What a section says that has nothing yet; one that has nothing to say here is left out."""


@dataclass(frozen=True)
class Asked:
    """For which piece of work, for whom, on which theme (empty: all), as codes."""

    work: str
    role: str
    theme: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing in a pack; ``address``: where it stands in full, if anywhere."""

    section: str
    title: str
    words: str = ""
    address: str = ""
    on: date | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """All of it, in the order of its reader's sections."""

    title: str
    lead: str
    role: str
    theme: str
    on: date
    version: str
    sections: Sequence[tuple[str, Sequence[Entry]]]

    @property
    def entries(self) -> Sequence[Entry]:
        """Every entry in its order."""
        return [one for _, found in self.sections for one in found]


def arranged(sections: Sequence[str], found: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by section, in a reader's order; an empty section stays where it has a word for that."""
    by = {code: [one for one in found if one.section == code] for code in sections}
    return [(code, entries) for code, entries in by.items() if entries or code in NONE]


def speaks_of(theme: str, themes: Sequence[str]) -> bool:
    """Whether something is on a theme; without one, everything is."""
    return not theme or theme in themes
