"""The register in time: who existed when, and what a change does to it. Pure.

Nothing that was so is written over: an entry has versions, each with its first and its last day, and a change
begins a version or ends an entry.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, assert_never

Kind = Literal["region", "police_force", "board", "authority", "partnership"]
KINDS: tuple[Kind, ...] = ("region", "police_force", "board", "authority", "partnership")
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "region": ("name", "gss_code"),
    "police_force": ("name", "gss_code"),
    "board": ("name", "gss_code"),
    "authority": ("name", "gss_code", "region", "police_force"),
    "partnership": ("name", "authorities"),
}
"""What a new entry of a kind can not be without."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One version of one entry; ``valid_to`` is its last day, ``successors`` who came after its end."""

    kind: Kind
    code: str
    valid_from: date
    name: str = ""
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    gss_code: str = ""
    region: str = ""
    police_force: str = ""
    boards: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    mailbox_authority: str = ""
    mailbox_health: str = ""
    mailbox_police: str = ""
    children_0_17: int | None = None
    made_up: bool = False
    source: str = ""

    def holds(self, day: date) -> bool:
        """Whether it is so on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


Key = tuple[Kind, str]
Register = Mapping[Key, tuple[Entry, ...]]
"""The versions of each entry, in order of their days."""


@dataclass(frozen=True)
class Begin:
    """From a day on, an entry is so; what is not ``given`` stays as it was in the version before."""

    kind: Kind
    code: str
    on: date
    given: Mapping[str, object] = field(default_factory=dict)
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class End:
    """An entry's last day, and who comes after it."""

    kind: Kind
    code: str
    on: date
    successors: tuple[str, ...] = ()
    source: str = ""
    row: int | None = field(default=None, compare=False)


Change = Begin | End
"""``row``: where it stands in its file, which may have blank lines; None: in the order in which they are given."""


@dataclass(frozen=True)
class Fault:
    """Why a change can not be made: its place in the file, the field, the reason."""

    row: int
    field: str
    reason: str


def version_on(register: Register, kind: Kind, code: str, day: date) -> Entry | None:
    """An entry as it is on a day."""
    return next((one for one in register.get((kind, code), ()) if one.holds(day)), None)


def standing(register: Register, kind: Kind, day: date) -> list[Entry]:
    """The entries of a kind on a day, in order of their codes."""
    found = (version_on(register, kind, code, day) for which, code in register if which == kind)
    return sorted((one for one in found if one), key=lambda one: one.code)


def applied(
    register: Register,
    changes: Sequence[Change],
    check: Callable[[Register, Iterable[date]], list[tuple[Key, str, str]]],
) -> tuple[Register, list[Fault]]:
    """The register after all changes of a file, and what is wrong with them: all of them or none."""
    after, faults, rows = dict(register), [], dict[Key, int]()
    for number, change in enumerate(changes):
        row = number if change.row is None else change.row
        key = (change.kind, change.code)
        rows[key] = row
        made = _after(after.get(key, ()), change)
        if isinstance(made, tuple):
            after[key] = made
        else:
            faults.append(replace(made, row=row))
    if not faults:
        faults = [
            Fault(rows.get(key, -1), name, reason)
            for key, name, reason in check(after, _days_after(register, after, rows))
        ]
    return after, faults


def _days_after(register: Register, after: Register, changed: Iterable[Key]) -> list[date]:
    """Every day from the first that becomes another one: what is planned for later may name what ends now."""
    new = [day for key in changed for day in _days(after[key]) ^ _days(register.get(key, ()))]
    days = {day for versions in after.values() for day in _days(versions)}
    return sorted(day for day in days if new and day >= min(new))


def _days(versions: Sequence[Entry]) -> set[date]:
    """The days on which something about an entry changes."""
    ends = {one.valid_to + A_DAY for one in versions if one.valid_to}
    return {one.valid_from for one in versions} | ends


def _after(versions: tuple[Entry, ...], change: Change) -> tuple[Entry, ...] | Fault:
    match change:
        case Begin():
            return _begun(versions, change)
        case End():
            return _ended(versions, change)
        case _:
            assert_never(change)


def _begun(versions: tuple[Entry, ...], change: Begin) -> tuple[Entry, ...] | Fault:
    same_day = next((one for one in versions if one.valid_from == change.on), None)
    if same_day:
        told = all(getattr(same_day, name) == value for name, value in change.given.items())
        reason = "A version of that day is there and says otherwise; begin from a later day."
        return versions if told else Fault(0, "on", reason)
    last = versions[-1] if versions else None
    if last is None:
        lacking = [one for one in NEEDED[change.kind] if not change.given.get(one)]
        if lacking:
            return Fault(0, lacking[0], "A new entry needs this.")
        return (_entry(Entry(change.kind, change.code, change.on), change),)
    if last.valid_from > change.on:
        reason = f"A later version began on {_day(last.valid_from)}; history is not rewritten."
        return Fault(0, "on", reason)
    if last.valid_to:
        reason = f"It ended on {_day(last.valid_to)}; a code is not used a second time."
        return Fault(0, "code", reason)
    new = _entry(replace(last, valid_from=change.on, valid_to=None, successors=()), change)
    return (*versions[:-1], replace(last, valid_to=change.on - A_DAY), new)


def _entry(before: Entry, change: Begin) -> Entry:
    return replace(before, **change.given)  # type: ignore[arg-type]


def _ended(versions: tuple[Entry, ...], change: End) -> tuple[Entry, ...] | Fault:
    if not versions:
        return Fault(0, "code", "There is no such entry to end.")
    last = versions[-1]
    if last.valid_to:
        if (last.valid_to, last.successors) == (change.on, change.successors):
            return versions
        return Fault(0, "on", f"It has an end already: {_day(last.valid_to)}.")
    if change.on < last.valid_from:
        return Fault(0, "on", f"Its version began later, on {_day(last.valid_from)}.")
    source = "; its end: ".join(one for one in (last.source, change.source) if one)
    ended = replace(last, valid_to=change.on, successors=change.successors, source=source)
    return (*versions[:-1], ended)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
