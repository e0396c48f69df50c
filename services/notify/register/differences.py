"""What a change makes different, in words that a person checks before it is made. Pure."""

from dataclasses import dataclass, fields
from datetime import date

from services.notify.register.domain import Entry, Kind, Register

TOLD_APART = ("kind", "code", "valid_from", "valid_to", "successors", "source", "made_up")


@dataclass(frozen=True)
class Difference:
    """One thing that becomes different, from a day on."""

    kind: Kind
    code: str
    name: str
    on: date
    words: str


def differences(before: Register, after: Register) -> list[Difference]:
    """Every new version and every end, by day."""
    found = [
        one
        for key, versions in after.items()
        if versions != before.get(key, ())
        for one in _of_one(before.get(key, ()), versions)
    ]
    return sorted(found, key=lambda one: (one.on, one.kind, one.code))


def _of_one(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> list[Difference]:
    known = {one.valid_from for one in before}
    found = []
    for number, entry in enumerate(after):
        if entry.valid_from not in known:
            words = _changed(after[number - 1], entry) if number else "begins"
            found.append(_told(entry, entry.valid_from, words))
    last = after[-1]
    if last.valid_to and not (before and before[-1] == last):
        heirs = f"; succeeded by {', '.join(last.successors)}" if last.successors else ""
        found.append(_told(last, last.valid_to, f"ends with this day{heirs}"))
    return found


def _told(entry: Entry, on: date, words: str) -> Difference:
    return Difference(entry.kind, entry.code, entry.name, on, words)


def _changed(old: Entry, new: Entry) -> str:
    names = [one.name for one in fields(Entry) if one.name not in TOLD_APART]
    changed = [
        f"{name.replace('_', ' ')}: {_text(getattr(old, name))} becomes {_text(getattr(new, name))}"
        for name in names
        if getattr(old, name) != getattr(new, name)
    ]
    return "; ".join(changed) or "a new version that says the same"


def _text(value: object) -> str:
    words = (
        ", ".join(value) if isinstance(value, tuple) else str(value if value is not None else "")
    )
    return words or "nothing"
