"""The rules and the code lists as they stood on a day, for those who build forms and files upon them."""

from datetime import date

from contracts.envelope import Document


class CodeAnswer(Document):
    """One code with its words."""

    code: str
    words: str


class CodeListAnswer(Document):
    """One version of a list; ``until`` is the day from which a later version applies."""

    name: str
    title: str
    version: str
    since: date
    until: date | None
    source: str
    fields: tuple[str, ...]
    codes: tuple[CodeAnswer, ...]


class CodeListsAnswer(Document):
    """Every list in force on a day; a notification of that day keeps ``version``."""

    on: date
    version: str
    lists: tuple[CodeListAnswer, ...]


class ClockAnswer(Document):
    """One clock: its version is selected by the day on which it starts."""

    code: str
    title: str
    working_days: int
    starts: str
    basis: str
    version: str


class FrameworkAnswer(Document):
    """The rules in force on a day; a notification of that day keeps ``version``."""

    on: date
    version: str
    since: date
    guidance: str
    law: str
    child: str
    clocks: tuple[ClockAnswer, ...]
    notify_only: tuple[str, ...]
    routes_version: str
    child_under: int
    care_leaver_under: int
    ages_version: str
    children_max: int
    narrative_bytes_max: int
    limits_version: str
    completeness_version: str
    code_lists_version: str
