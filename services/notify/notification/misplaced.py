"""Who a child is, where it does not belong: a reference is shown to many, and outlives an erasure."""

import re
from collections.abc import Iterator

from contracts.http_notify import ChildBody, NotificationBody
from services.notify.notification.hashes import fold

LETTERS_MIN = 5
"""A shorter name is too often a word of the reference: WARD, CASE, HALL."""
REASON = (
    "This holds the name, the NHS number or the date of birth of a child of this notification."
    " It is shown to many and is not erased with them: give a reference that tells nothing."
)


def misplaced(body: NotificationBody, key: str) -> list[dict[str, str]]:
    """The fields, of reference and idempotency key, that tell who a child is."""
    told = {"/sender_reference": body.sender_reference or "", "/Idempotency-Key": key}
    return [
        {"pointer": pointer, "reason": REASON}
        for pointer, text in told.items()
        if any(_tells(text, child, body) for child in body.children)
    ]


def _tells(text: str, child: ChildBody, body: NotificationBody) -> bool:
    words = set(map(fold, re.findall(r"[^\W\d_]+", text)))
    digits = re.sub(r"[\s./-]", "", text)
    return bool(words & set(_names(child))) or any(
        number in digits for number in _numbers(child, body)
    )


def _names(child: ChildBody) -> Iterator[str]:
    for name in (child.family_name, child.given_names):
        parts = (name or "", *re.split(r"\W+", name or ""))
        yield from (fold(part) for part in parts if len(fold(part)) >= LETTERS_MIN)


def _numbers(child: ChildBody, body: NotificationBody) -> Iterator[str]:
    """A reference made of the day of the incident is no date of birth, even where the two are one."""
    if child.nhs_number:
        yield child.nhs_number
    born = child.date_of_birth
    if born and born not in (body.occurred_on, body.aware_on):
        yield from (f"{born:%Y%m%d}", f"{born:%d%m%Y}")
