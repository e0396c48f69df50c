"""A notification in clear as it stands, and as it would stand with a change: the same rules check both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from chassis.web.problems import Invalid, pointers
from contracts.characteristics import Circumstances
from contracts.http_notify import AmendmentBody, ChildBody, NotificationBody
from contracts.notify import ChildFacts
from services.notify.notification import checks, queries, wire
from services.notify.notification.children import facts_of, identity_of
from services.notify.notification.coded import circumstances_of
from services.notify.notification.identity import Identity

FURTHER = "\n\nFurther children: "
SEALED = ("outline", "further_children", "lateness_explanation")
CODED = ("kind_of_incident", "abuse_neglect", "other_areas", "lateness_reason")
Given = dict[str, Any]
Pointed = Callable[[str], str]
"""From where something stands in the notification to where its sender wrote it."""


@dataclass(frozen=True)
class Standing:
    """What is known of a notification under its lock; ``given`` is the whole of it, as one would send it."""

    found: queries.Found
    content: wire.Content
    people: Sequence[Identity]
    given: Given


def as_it_stands(
    found: queries.Found,
    people: Sequence[Identity],
    outline: str | None,
    explanation: str | None,
) -> Standing:
    """Put together from the row, the identities and the opened words."""
    content = wire.Content.model_validate(found.content)
    told, _, further = (outline or "").partition(FURTHER)
    given = {
        "authority_code": found.authority_code,
        "sender_reference": found.sender_reference,
        "other_areas": [
            {"role": one.role.value, "authority_code": one.area.authority_code}
            for one in content.other_areas
        ],
        "occurred_on": found.occurred_on.isoformat(),
        "aware_on": found.aware_on.isoformat(),
        "kind_of_incident": content.kind.value,
        "abuse_neglect": content.abuse_neglect.value,
        "children": [
            _child(facts, one) for facts, one in zip(content.children, people, strict=True)
        ],
        "further_children": further or None,
        "positions": [
            {"partner": partner, "position": position, "stated_on": on}
            for partner, position, on, *_ in found.positions
        ],
        "partners_told_on": found.partners_told_on and found.partners_told_on.isoformat(),
        "lateness_reason": content.lateness_reason and content.lateness_reason.value,
        "lateness_explanation": explanation,
        "outline": told,
        **_circumstances(content),
    }
    return Standing(found, content, people, given)


def _circumstances(content: wire.Content) -> Given:
    told = content.circumstances.model_dump(mode="json") if content.circumstances else {}
    country = told.pop("country", None)
    outside = {"country": country, "normally_resident": True} if country else None
    return {**told, "outside_england": outside}


def _child(facts: ChildFacts, person: Identity) -> Given:
    told = facts.model_dump(mode="json")
    known = {**vars(person), **told, **(told["characteristics"] or {})}
    return {name: known[name] for name in ChildBody.model_fields if name in known}


def amended(given: Given, body: AmendmentBody) -> Given:
    """The notification with a correction; raises Invalid for a child that is not there."""
    said = body.model_dump(mode="json", exclude_none=True, exclude={"reason", "children"})
    children = [dict(child) for child in given["children"]]
    for place, one in enumerate(body.children):
        if one.number > len(children):
            reason = f"There are {len(children)} children; a new one is added, not corrected."
            raise Invalid([{"pointer": f"/children/{place}/number", "reason": reason}])
        children[one.number - 1] |= one.model_dump(
            mode="json", exclude_none=True, exclude={"number"}
        )
    return {**given, **said, "children": children}


def pointed_in(body: AmendmentBody) -> Pointed:
    """An amendment names children by number; what a date makes wrong is that date's error."""
    places = {one.number - 1: place for place, one in enumerate(body.children)}

    def pointed(pointer: str) -> str:
        match pointer.split("/"):
            case ["", "children", index, *rest] if int(index) in places:
                return "/".join(["", "children", str(places[int(index)]), *rest])
            case ["", "children" | "positions", *_]:
                return "/occurred_on"
            case ["", "partners_told_on"] if body.partners_told_on is None:
                return "/occurred_on"
            case _:
                return pointer

    return pointed


def checked(given: Given, wanted: Given, today: date, pointed: Pointed) -> NotificationBody:
    """The notification as it would stand; raises Invalid for what the change makes wrong.

    What was accepted under the rules of its day stays accepted.
    """
    body, errors = read(wanted)
    before = checks.wrong_in(given, today)
    errors += [one for one in checks.wrong_in(wanted, today) if one not in before]
    if errors or body is None:
        raise Invalid([{**one, "pointer": pointed(one["pointer"])} for one in errors])
    return body


def read(wanted: Given) -> tuple[NotificationBody | None, list[dict[str, str]]]:
    """The notification in ``wanted``, and what is wrong with its shape."""
    try:
        return NotificationBody.model_validate(wanted), []
    except ValidationError as error:
        return None, pointers(error.errors(include_input=False, include_url=False))


def told_of(standing: Standing, body: NotificationBody, people: Sequence[Identity]) -> wire.Content:
    """What is told of it then: its codes and how whole it is. Words and areas are the caller's."""
    percent, missing = checks.completeness(body, standing.found.notified_on)
    children = tuple(
        facts_of(person.id, child, body.occurred_on)
        for person, child in zip(people, body.children, strict=True)
    )
    return standing.content.model_copy(
        update={
            "kind": body.kind_of_incident,
            "abuse_neglect": body.abuse_neglect,
            "children": children,
            "lateness_reason": body.lateness_reason,
            "completeness_percent": percent,
            "missing": missing,
            "circumstances": _told(standing.content.circumstances, body),
        }
    )


def _told(before: Circumstances | None, body: NotificationBody) -> Circumstances | None:
    """Of a notification from before they were asked, nothing is told until something is."""
    now = circumstances_of(body)
    return before if now == (before or Circumstances()) else now


def changed_parts(
    given: Given, wanted: Given, before: wire.Content, now: wire.Content
) -> list[str]:
    """The parts beside the dates that read otherwise, as the fact names them."""
    found = [name for name in (*CODED, "lateness_explanation") if given[name] != wanted[name]]
    if any(given[name] != wanted[name] for name in ("outline", "further_children")):
        found.append("outline")
    if before.children != now.children:
        found.append("children")
    if before.circumstances != now.circumstances:
        found.append("circumstances")
    return found


def outline_of(given: Mapping[str, Any]) -> str:
    """The two texts that stand in one."""
    further = given["further_children"]
    return f"{given['outline']}{FURTHER}{further}" if further else str(given["outline"])


def person_of(number: int, child: ChildBody, id_of: Identity | None = None) -> Identity:
    """Who a child is; ``id_of``: the one it was known as, whose id stays."""
    made = identity_of(number, child)
    return replace(made, id=id_of.id) if id_of else made
