"""What does not belong in a reference or key: who a child is, and what was made up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from contracts.http_notify import ChildBody, NotificationBody
from services.notify.notification.checks import day_in, listed
from supplier.cspr_supplier.made_up import MADE_UP, is_made_up
from supplier.cspr_supplier.telling import (
    READS_LIKE_A_NAME,
    TELLS,
    Child,
    reads_like_a_name,
    tells,
)

REFERENCE, KEY = "/sender_reference", "/Idempotency-Key"


def misplaced(body: NotificationBody, key: str) -> list[dict[str, str]]:
    """The fields, of reference and idempotency key, that tell who a child is."""
    children = [_told(child, body) for child in body.children]
    return _errors(_telling(_said(body.sender_reference, key), children))


def misplaced_so_far(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """The same of the reference of a real notification that need not be whole, or right, yet."""
    own = _text(given, "sender_reference")
    around = [day_in(given.get(name)) for name in ("occurred_on", "aware_on")]
    children = [
        Child(
            family_name=_text(child, "family_name"),
            given_names=_text(child, "given_names"),
            nhs_number=_text(child, "nhs_number"),
            born=_born(day_in(child.get("date_of_birth")), around),
        )
        for _, child in listed(given, "children")
    ]
    said = _said(own, own)
    return _errors(_telling(said, children) or _made_up(said))


def made_up(body: NotificationBody, key: str) -> list[dict[str, str]]:
    """The fields that say that it was made up to try things out."""
    return _errors(_made_up(_said(body.sender_reference, key)))


def _telling(said: Mapping[str, str], children: Sequence[Child]) -> dict[str, str]:
    wrong = {at: TELLS for at, text in said.items() if tells(text, children)}
    if reads_like_a_name(said[REFERENCE]):
        wrong.setdefault(REFERENCE, READS_LIKE_A_NAME)
    return wrong


def _made_up(said: Mapping[str, str]) -> dict[str, str]:
    return {at: MADE_UP for at, text in said.items() if is_made_up(text)}


def _said(reference: str | None, key: str) -> dict[str, str]:
    """A reference that is the key as well is told of once."""
    own = reference or ""
    return {REFERENCE: own} if own == key else {REFERENCE: own, KEY: key}


def _told(child: ChildBody, body: NotificationBody) -> Child:
    return Child(
        family_name=child.family_name or "",
        given_names=child.given_names or "",
        nhs_number=child.nhs_number or "",
        born=_born(child.date_of_birth, (body.occurred_on, body.aware_on)),
    )


def _born(born: date | None, around: Sequence[date | None]) -> str:
    """A reference made of the day of the incident is no date of birth, even where the two are one."""
    return born.isoformat() if born and born not in around else ""


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _errors(wrong: dict[str, str]) -> list[dict[str, str]]:
    return [{"pointer": pointer, "reason": reason} for pointer, reason in wrong.items()]
