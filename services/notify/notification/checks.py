"""What only the day and the code lists can tell of a notification; every wrong field at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pydantic_core
from pydantic import ValidationError

from chassis.web.problems import Invalid, pointers
from contracts.http_notify import NotificationBody
from services.notify.notification.children import years_old
from services.notify.policy import rules

WANTED = {
    "sender_reference": "your own reference",
    "positions": "the partners' positions",
    "partners_told_on": "when the partners were told",
}
WANTED_OF_CHILD = ("date_of_birth", "nhs_number", "family_name")
NARRATIVE_BYTES_MAX = 40_000
UNKNOWN = ("not_known", "not_asked")


def read(raw: bytes, today: date, body: NotificationBody | None = None) -> NotificationBody:
    """The notification in ``raw``; raises Invalid naming every wrong field by JSON Pointer.

    ``body``: what was read of it already.
    """
    errors: list[dict[str, str]] = []
    try:
        body = body or NotificationBody.model_validate_json(raw)
    except ValidationError as error:
        errors = pointers(error.errors(include_input=False, include_url=False))
    given = _loaded(raw)
    errors += _dates(given, today) + _codes(given) + _length(given)
    if errors or body is None:
        raise Invalid(sorted(_first_of_each(errors), key=lambda e: e["pointer"]))
    return body


def _first_of_each(errors: list[dict[str, str]]) -> list[dict[str, str]]:
    """One error a field; a list is not called too short because one in it is wrong."""
    found: dict[str, dict[str, str]] = {}
    for error in errors:
        found.setdefault(error["pointer"], error)
    return [
        error
        for pointer, error in found.items()
        if not any(other.startswith(f"{pointer}/") for other in found)
    ]


def _loaded(raw: bytes) -> Mapping[str, Any]:
    try:
        loaded = pydantic_core.from_json(raw)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _dates(given: Mapping[str, Any], today: date) -> list[dict[str, str]]:
    told = {f"/{n}": given.get(n) for n in ("occurred_on", "aware_on", "partners_told_on")}
    for number, one in _listed(given, "positions"):
        told[f"/positions/{number}/stated_on"] = one.get("stated_on")
    errors = [
        {"pointer": pointer, "reason": f"This is in the future; today is {today:%d %B %Y}."}
        for pointer, value in told.items()
        if (day := _day(value)) and day > today
    ]
    occurred, aware = _day(given.get("occurred_on")), _day(given.get("aware_on"))
    if occurred and aware and aware < occurred:
        reason = "The authority can not have been aware before the incident."
        errors.append({"pointer": "/aware_on", "reason": reason})
    return errors + _births(given, occurred)


def _length(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """The two stand in one sealed text, which has a limit in bytes."""
    words = [given.get(name) for name in ("outline", "further_children")]
    size = sum(len(one.encode()) for one in words if isinstance(one, str))
    reason = f"This and the outline have together more than {NARRATIVE_BYTES_MAX} bytes."
    return (
        [{"pointer": "/further_children", "reason": reason}] if size > NARRATIVE_BYTES_MAX else []
    )


def _births(given: Mapping[str, Any], occurred: date | None) -> list[dict[str, str]]:
    return [
        {"pointer": f"/children/{number}/date_of_birth", "reason": reason}
        for number, child in _listed(given, "children")
        if occurred
        and (born := _day(child.get("date_of_birth")))
        and (reason := _birth_is_wrong(born, occurred))
    ]


def _birth_is_wrong(born: date, occurred: date) -> str | None:
    oldest = rules.ages().care_leaver_under
    if born > occurred:
        return "This is after the incident; if unborn then, give expected_date_of_birth."
    if years_old(born, occurred) >= oldest:
        return f"By this date the person was {oldest} or over at the incident; check the year."
    return None


def _listed(given: Mapping[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    """What stands in a list and has fields at all, with its number."""
    listed = given.get(name)
    found = listed if isinstance(listed, list) else []
    return [(number, one) for number, one in enumerate(found) if isinstance(one, dict)]


def _codes(given: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"pointer": f"/children/{number}/{name}", "reason": f"Choose one of: {', '.join(allowed)}."}
        for number, child in _listed(given, "children")
        for name in ("ethnicity", "placement")
        if isinstance(child.get(name), str) and child[name] not in (allowed := rules.codes(name))
    ]


def completeness(body: NotificationBody, today: date) -> tuple[int, tuple[str, ...]]:
    """How whole a notification is, in per cent, and what is missing in words."""
    wanted = dict(WANTED)
    if rules.clock("N1", body.aware_on, today).late:
        wanted["lateness_reason"] = "the reason for the lateness"
    missing = [words for name, words in wanted.items() if not getattr(body, name)]
    total = len(wanted)
    for number, child in enumerate(body.children, start=1):
        for name in WANTED_OF_CHILD:
            total += 1
            if not getattr(child, name) and not child.expected_date_of_birth:
                missing.append(f"child {number}: {name.replace('_', ' ')}")
        for name in ("ethnicity", "disability", "placement"):
            total += 1
            if getattr(child, name) in UNKNOWN:
                missing.append(f"child {number}: {name}")
    return round(100 * (total - len(missing)) / total), tuple(missing)
