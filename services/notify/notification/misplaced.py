"""What does not belong in a reference or key: who a child is, and what was made up."""

from contracts.http_notify import ChildBody, NotificationBody
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
    wrong = {at: TELLS for at, text in _said(body, key).items() if tells(text, children)}
    if reads_like_a_name(body.sender_reference or ""):
        wrong.setdefault(REFERENCE, READS_LIKE_A_NAME)
    return _errors(wrong)


def made_up(body: NotificationBody, key: str) -> list[dict[str, str]]:
    """The fields that say that it was made up to try things out."""
    return _errors({at: MADE_UP for at, text in _said(body, key).items() if is_made_up(text)})


def _said(body: NotificationBody, key: str) -> dict[str, str]:
    """A reference that is the key as well is told of once."""
    own = body.sender_reference or ""
    return {REFERENCE: own} if own == key else {REFERENCE: own, KEY: key}


def _told(child: ChildBody, body: NotificationBody) -> Child:
    """A reference made of the day of the incident is no date of birth, even where the two are one."""
    born = child.date_of_birth
    return Child(
        family_name=child.family_name or "",
        given_names=child.given_names or "",
        nhs_number=child.nhs_number or "",
        born=born.isoformat() if born and born not in (body.occurred_on, body.aware_on) else "",
    )


def _errors(wrong: dict[str, str]) -> list[dict[str, str]]:
    return [{"pointer": pointer, "reason": reason} for pointer, reason in wrong.items()]
