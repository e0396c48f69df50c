"""Coded answers against the lists in force on the day of notifying; which field is answered from which list."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from contracts.characteristics import Characteristics, Circumstances
from contracts.http_characteristics import CharacteristicsAsked
from contracts.http_notify import ChildBody, NotificationBody
from services.notify.policy import rules
from services.notify.policy.code_lists import UNKNOWN

Errors = list[dict[str, str]]
YES_NO = ("child_in_need", "protection_plan_before", "media_interest", "police_investigation")
OF_A_CHILD = ("ethnicity", "placement", *CharacteristicsAsked.model_fields)
OF_AN_INCIDENT = ("location_kind", *YES_NO[2:], "criminal_status", "parallel_processes")


def list_of(field: str) -> str:
    """The list from which a field is answered."""
    return "yes_no" if field in YES_NO else field


def errors(
    given: Mapping[str, Any], children: Sequence[tuple[int, Mapping[str, Any]]], on: date
) -> Errors:
    """What no list in force has, and answers that do not go together; by JSON Pointer."""
    found = [*_wrong(given, "", OF_AN_INCIDENT, on)]
    for number, child in children:
        found += _wrong(child, f"/children/{number}", OF_A_CHILD, on)
        types = child.get("disability_types")
        if (
            child.get("disability") == "no"
            and isinstance(types, list)
            and any(one not in ("none", *UNKNOWN) for one in types)
        ):
            pointer = f"/children/{number}/disability_types"
            found.append({"pointer": pointer, "reason": "The answer to disability says no."})
    return found


def _wrong(given: Mapping[str, Any], place: str, fields: Sequence[str], on: date) -> Errors:
    return [
        {"pointer": f"{place}/{pointer}", "reason": reason}
        for field in fields
        for pointer, reason in _reasons(field, given.get(field), on)
    ]


def _reasons(field: str, value: object, on: date) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from _not_listed(field, {field: value}, on)
    if not isinstance(value, list):
        return
    yield from _not_listed(field, {f"{field}/{n}": one for n, one in enumerate(value)}, on)
    alone = [one for one in value if one in (*UNKNOWN, "none")]
    if alone and len(value) > 1:
        yield field, f"{alone[0]} stands alone, without another answer."


def _not_listed(field: str, given: Mapping[str, object], on: date) -> Iterator[tuple[str, str]]:
    allowed = rules.codes(list_of(field), on)
    for pointer, one in given.items():
        if isinstance(one, str) and one not in allowed:
            yield pointer, f"Choose one of: {', '.join(allowed)}."


def characteristics_of(child: ChildBody) -> Characteristics:
    """What others may count of a child."""
    return Characteristics(**{name: getattr(child, name) for name in Characteristics.model_fields})


def circumstances_of(body: NotificationBody) -> Circumstances:
    """What others may count of an incident."""
    outside = body.outside_england
    return Circumstances(
        country=outside.country if outside else None,
        **{name: getattr(body, name) for name in OF_AN_INCIDENT},
    )
