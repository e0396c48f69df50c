"""Under which code each organisation of a partnership is known: it keeps its own, whoever comes or goes. Pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from services.notify.register.domain import Entry, Register, version_on

Bodies = Callable[[Entry, date], Sequence[Entry]]
"""The bodies of one partner in a partnership as it is on a day."""


def codes_on(
    register: Register, partnership: str, part: str, bodies: Bodies, day: date
) -> Mapping[str, str]:
    """The code of each body that was ever of the partnership up to a day, by the body's own code.

    The first has the partnership's plain code, as senders know it. Who comes after a body that ended takes
    over its code; a body that is there already keeps its own, and the other's is used no more.
    """
    plain, known = f"{partnership}-{part}", dict[str, str]()
    for at in _days(register, partnership, day):
        entry = version_on(register, "partnership", partnership, at)
        now = list(bodies(entry, at)) if entry else []
        for one in now:
            if one.code not in known:
                fresh = f"{plain}-{one.code}" if plain in known.values() else plain
                known[one.code] = _handed_on(register, known, now, one, at) or fresh
    return known


def _days(register: Register, partnership: str, day: date) -> list[date]:
    """The days up to one on which another body may have come."""
    versions = register["partnership", partnership]
    members = {code for one in versions for code in one.authorities}
    changed = [one for code in members for one in register["authority", code]]
    return sorted({one.valid_from for one in (*versions, *changed) if one.valid_from <= day})


def _handed_on(
    register: Register, known: Mapping[str, str], now: Sequence[Entry], one: Entry, at: date
) -> str | None:
    """The code of a body that ended before a day, and after which this one comes; each goes to one alone."""
    held = {known[body.code] for body in now if body.code in known}
    for before, code in known.items():
        last = register[one.kind, before][-1]
        ended = last.valid_to is not None and last.valid_to < at
        if ended and one.code in last.successors and code not in held:
            return code
    return None
