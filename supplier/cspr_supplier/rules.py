"""What the schema can not say of a notification, and the service will: so that it is known before it is sent."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .children import NO_REFERENCE
from .columns import REFERENCE
from .items import CHILDREN, POSITIONS, Item, Wrong
from .schema import Error, errors_of, is_day, notification
from .telling import READS_LIKE_A_NAME, TELLS, Child, digits_of, reads_like_a_name, tells

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HALF = re.compile("[\ud800-\udfff]")
EARLIEST = date(1990, 1, 1)
OLD = "Give a date after 1990."
NO_CONTROL = "This holds control characters; remove them."
NO_HALF = "This holds half a character; send it whole."
NHS_LENGTH = "An NHS number has ten digits."
NHS_CHECK = "This is not an NHS number: its check digit is wrong."
BEFORE = {
    "/aware_on": "The authority can not have been aware before the incident.",
    "/partners_told_on": "The partners can not have been told before the incident.",
}
STATED_BEFORE = "A position can not have been stated before the incident."
BORN_AFTER = "This is after the incident; if unborn then, give expected_date_of_birth."
ONCE = "Each partner may have one position."


def check(item: Item, today: date) -> tuple[Wrong, ...]:
    """All that is wrong with a notification, as far as it can be told without the service."""
    if item.wrong and not item.body:
        return tuple(item.wrong)
    root = notification()
    errors = [*_of_words(item.body), *_of_day(item.body, today), *errors_of(item.body, root, root)]
    inner = [one["pointer"] for one in errors]
    kept = [
        one for one in errors if not any(other.startswith(f"{one['pointer']}/") for other in inner)
    ]
    return item.and_wrong(kept)


def _of_day(body: Mapping[str, Any], today: date) -> Iterator[Error]:
    said = {f"/{name}": body.get(name) for name in ("occurred_on", "aware_on", "partners_told_on")}
    for number, one in _listed(body, POSITIONS):
        said[f"/{POSITIONS}/{number}/stated_on"] = one.get("stated_on")
    for pointer, value in said.items():
        if is_day(value) and _day(value) > today:
            yield _wrong(pointer, f"This is in the future; today is {today:%d %B %Y}.")
    occurred = body.get("occurred_on")
    for pointer, value in said.items():
        if is_day(occurred) and is_day(value) and _day(value) < _day(occurred):
            yield _wrong(pointer, BEFORE.get(pointer, STATED_BEFORE))
    for number, child in _listed(body, CHILDREN):
        born = child.get("date_of_birth")
        if is_day(occurred) and is_day(born) and _day(born) > _day(occurred):
            yield _wrong(f"/{CHILDREN}/{number}/date_of_birth", BORN_AFTER)
    for pointer, value in _all(body):
        if is_day(value) and _day(value) < EARLIEST:
            yield _wrong(pointer, OLD)


def _of_words(body: Mapping[str, Any]) -> Iterator[Error]:
    own = str(body.get(REFERENCE) or "").strip()
    if not own:
        yield _wrong(f"/{REFERENCE}", NO_REFERENCE)
    elif tells(own, _told(body)):
        yield _wrong(f"/{REFERENCE}", TELLS)
    elif reads_like_a_name(own):
        yield _wrong(f"/{REFERENCE}", READS_LIKE_A_NAME)
    partners = [str(one.get("partner")) for _, one in _listed(body, POSITIONS)]
    if len(set(partners)) != len(partners):
        yield _wrong(f"/{POSITIONS}", ONCE)
    for number, child in _listed(body, CHILDREN):
        if reason := nhs_number_is_wrong(child.get("nhs_number")):
            yield _wrong(f"/{CHILDREN}/{number}/nhs_number", reason)
    for pointer, value in _all(body):
        if isinstance(value, str) and CONTROL.search(value):
            yield _wrong(pointer, NO_CONTROL)
        if isinstance(value, str) and HALF.search(value):
            yield _wrong(pointer, NO_HALF)


def _told(body: Mapping[str, Any]) -> Iterator[Child]:
    """A reference made of the day of the incident is no date of birth, even where the two are one."""
    days = (body.get("occurred_on"), body.get("aware_on"))
    for _, one in _listed(body, CHILDREN):
        said = {name: value for name, value in one.items() if isinstance(value, str)}
        born = said.get("date_of_birth")
        yield Child(
            said.get("family_name", ""),
            said.get("given_names", ""),
            said.get("nhs_number", ""),
            born if born and is_day(born) and born not in days else "",
        )


def _all(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value, however deep, with its JSON Pointer."""
    yield pointer, value
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _all(one, f"{pointer}/{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _all(one, f"{pointer}/{number}")


def nhs_number_is_wrong(number: object) -> str | None:
    """Why this is no NHS number; None when it is one, or nothing at all."""
    if not isinstance(number, str):
        return None
    digits = digits_of(number)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return NHS_LENGTH
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return NHS_CHECK if check % 11 != int(digits[9]) or check == 10 else None


def _listed(body: Mapping[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    listed = body.get(name)
    found = listed if isinstance(listed, list) else []
    return [(number, one) for number, one in enumerate(found) if isinstance(one, dict)]


def _day(value: Any) -> date:
    return date.fromisoformat(value)


def _wrong(pointer: str, reason: str) -> Error:
    return {"pointer": pointer, "reason": reason}
