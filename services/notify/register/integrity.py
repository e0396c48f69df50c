"""What must hold of the register on every day: references lead somewhere, one partnership an authority. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from services.notify.register.domain import (
    A_DAY,
    Entry,
    Key,
    Kind,
    Register,
    standing,
    version_on,
)

Problem = tuple[Key, str, str]
"""Which entry, which field, and why."""
REFERENCES: tuple[tuple[Kind, str, Kind], ...] = (
    ("authority", "region", "region"),
    ("authority", "police_force", "police_force"),
    ("authority", "boards", "board"),
    ("partnership", "authorities", "authority"),
)


def problems(register: Register, days: Iterable[date]) -> list[Problem]:
    """What does not hold on some days, each thing once."""
    found = [
        one for day in days for one in (*_references(register, day), *_partnerships(register, day))
    ]
    return list(dict.fromkeys([*found, *_successors(register)]))


def _references(register: Register, day: date) -> list[Problem]:
    return [
        (
            (kind, one.code),
            name,
            f"On {_day(day)} {_words(kind)} {one.code} names {_words(to)} {code}, which is not there.",
        )
        for kind, name, to in REFERENCES
        for one in standing(register, kind, day)
        for code in _codes(getattr(one, name))
        if version_on(register, to, code, day) is None
    ]


def _codes(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _partnerships(register: Register, day: date) -> list[Problem]:
    """Each authority is in one partnership: in none it could not notify, in two nobody could say whose."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for one in standing(register, "partnership", day):
        for code in one.authorities:
            members[code].append(one)
    found: list[Problem] = []
    for authority in standing(register, "authority", day):
        held = members[authority.code]
        if not held:
            reason = f"On {_day(day)} {authority.name} is in no partnership."
            found.append((("authority", authority.code), "code", reason))
        found += [
            (
                ("partnership", other.code),
                "authorities",
                f"On {_day(day)} {authority.code} is in {held[0].code} already.",
            )
            for other in held[1:]
        ]
    return found


def _successors(register: Register) -> list[Problem]:
    """Who comes after an end is there on the day after it."""
    return [
        ((kind, code), "successors", f"On {_day(day)} there is no {_words(kind)} {other}.")
        for (kind, code), versions in register.items()
        if (last := versions[-1]).valid_to
        for day in (last.valid_to + A_DAY,)
        for other in last.successors
        if version_on(register, kind, other, day) is None
    ]


def _words(kind: Kind) -> str:
    return kind.replace("_", " ")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
