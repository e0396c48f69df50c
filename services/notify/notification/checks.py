"""What only the day and the code lists can tell of a notification; every wrong field at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate
from typing import Any

import pydantic_core
from pydantic import ValidationError

from chassis.web.problems import ERRORS_MAX, Invalid, pointers
from contracts.http_notify import ChildBody, NotificationBody
from services.notify.notification import coded
from services.notify.notification.children import years_old
from services.notify.notification.json_text import flaws_of
from services.notify.notification.possible import BEFORE, STATED_BEFORE
from services.notify.policy import completeness as completing
from services.notify.policy import rules

UNKNOWN = ("not_known", "not_asked")
LISTED_MAX = 100
"""A longer list is refused for its length; nobody has to be told of each entry."""
NO_SUCH_THING_UNBORN = (
    *("date_of_birth", "nhs_number", "family_name", "disability", "disability_types"),
    *("special_needs", "education", "legal_status"),
)

DAYS: Mapping[str, str] = {
    "occurred_on": "the day of the incident",
    "aware_on": "the day on which the authority became aware",
    "partners_told_on": "the day on which the partners were told",
}
ASKED_AFTER_YES = {"disability_types": "disability", "protection_plan_category": "protection_plan"}
"""What there is only where another answer is yes."""


def read(raw: bytes, today: date, body: NotificationBody | None = None) -> NotificationBody:
    """The notification in ``raw``; raises Invalid naming every wrong field by JSON Pointer.

    ``body``: what was read of it already.
    """
    errors = flaws_of(raw)
    if errors:
        raise Invalid(errors)
    try:
        body = body or NotificationBody.model_validate_json(raw)
    except ValidationError as error:
        errors = pointers(error.errors(include_input=False, include_url=False))
    given = loaded(raw)
    errors += wrong_in(given, today)
    if errors or body is None:
        raise Invalid(sorted(_first_of_each(errors), key=lambda e: e["pointer"]))
    return body


def wrong_in(given: Mapping[str, Any], today: date) -> list[dict[str, str]]:
    """What the day and the code lists find wrong in a notification as it would stand."""
    coded_wrong = coded.errors(given, listed(given, "children"), today)
    return [*_dates(given, today), *coded_wrong, *_limits(given, rules.limits(today))]


def _first_of_each(errors: list[dict[str, str]]) -> list[dict[str, str]]:
    """One error a field; a list is not called too short because one in it is wrong."""
    found: dict[str, dict[str, str]] = {}
    around: set[str] = set()
    for error in errors:
        found.setdefault(error["pointer"], error)
        *outer, _ = error["pointer"].split("/")
        around.update(accumulate(outer, "{}/{}".format))
    return [error for pointer, error in found.items() if pointer not in around][:ERRORS_MAX]


def loaded(raw: bytes) -> Mapping[str, Any]:
    """What was given, right or wrong; nothing where it is no object at all."""
    try:
        loaded = pydantic_core.from_json(raw)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def day_in(value: object) -> date | None:
    """The day that a field gives, if it gives one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _dates(given: Mapping[str, Any], today: date) -> list[dict[str, str]]:
    told = {f"/{n}": given.get(n) for n in ("occurred_on", "aware_on", "partners_told_on")}
    for number, one in listed(given, "positions"):
        told[f"/positions/{number}/stated_on"] = one.get("stated_on")
    errors = [
        {
            "pointer": pointer,
            "reason": f"{_named(pointer)} is in the future; today is {today.day} {today:%B %Y}.",
        }
        for pointer, value in told.items()
        if (day := day_in(value)) and day > today
    ]
    occurred = day_in(given.get("occurred_on"))
    errors += [
        {"pointer": pointer, "reason": BEFORE.get(pointer, STATED_BEFORE)}
        for pointer, value in told.items()
        if occurred and (day := day_in(value)) and day < occurred
    ]
    return errors + _births(given, occurred, rules.ages(today))


def _named(pointer: str) -> str:
    words = DAYS.get(pointer.removeprefix("/"), "this")
    return words[0].upper() + words[1:]


def _limits(given: Mapping[str, Any], limits: rules.Limits) -> list[dict[str, str]]:
    """How many children; and two fields that stand in one sealed text, which has a limit in bytes."""
    errors = []
    children, most = given.get("children"), limits.children_max
    if isinstance(children, list) and len(children) > most:
        reason = f"Give at most {most} children, and the others in further_children."
        errors.append({"pointer": "/children", "reason": reason})
    words = [given.get(name) for name in ("outline", "further_children")]
    most = limits.narrative_bytes_max
    if sum(len(one.encode()) for one in words if isinstance(one, str)) > most:
        reason = f"This and the outline have together more than {most} bytes."
        errors.append({"pointer": "/further_children", "reason": reason})
    return errors


def _births(
    given: Mapping[str, Any], occurred: date | None, ages: rules.Ages
) -> list[dict[str, str]]:
    return [
        {"pointer": f"/children/{number}/date_of_birth", "reason": reason}
        for number, child in listed(given, "children")
        if occurred
        and (born := day_in(child.get("date_of_birth")))
        and (reason := _birth_is_wrong(born, occurred, ages.care_leaver_under))
    ]


def _birth_is_wrong(born: date, occurred: date, oldest: int) -> str | None:
    if born > occurred:
        return "This is after the incident; if unborn then, give expected_date_of_birth."
    if years_old(born, occurred) >= oldest:
        return f"By this date the person was {oldest} or over at the incident; check the year."
    return None


def listed(given: Mapping[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    """What stands in a list and has fields at all, with its number."""
    listed = given.get(name)
    found = listed if isinstance(listed, list) else []
    return [(n, one) for n, one in enumerate(found[:LISTED_MAX]) if isinstance(one, dict)]


def completeness(body: NotificationBody, today: date) -> tuple[int, tuple[str, ...]]:
    """How whole a notification is, in per cent of the weights in force, and what is missing in words."""
    weights = completing.weights(today)
    wanted = dict(weights.notification)
    if not rules.clock("N1", body.aware_on, today).late:
        wanted.pop("lateness_reason", None)
    missing = [one for name, one in wanted.items() if not _known(getattr(body, name))]
    words = [one.words for one in missing]
    for number, child in enumerate(body.children, start=1):
        more = [one for name, one in weights.child.items() if not _known_of(child, name)]
        words += [f"child {number}: {one.words}" for one in more]
        missing += more
    total = _weight(wanted.values()) + len(body.children) * _weight(weights.child.values())
    return round(100 * (total - _weight(missing)) / total), tuple(words)


def _weight(wanted: Iterable[completing.Wanted]) -> int:
    return sum(one.weight for one in wanted)


def _known(value: object) -> bool:
    """A refusal is an answer; that it is not known yet, or was not asked, is none."""
    if isinstance(value, tuple):
        return any(map(_known, value))
    return bool(value) and value not in UNKNOWN


def _known_of(child: ChildBody, name: str) -> bool:
    """What can not be known of somebody unborn, or without a name yet, or can not be, is not missing."""
    unborn = child.expected_date_of_birth and not child.date_of_birth
    if (unborn and name in NO_SUCH_THING_UNBORN) or (name == "family_name" and child.not_named_yet):
        return True
    if name in ASKED_AFTER_YES and getattr(child, ASKED_AFTER_YES[name]) == "no":
        return True
    return _known(getattr(child, name))
