"""Who a child is, where it does not belong: a reference is shown to many, and outlives an erasure."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from contracts.http_notify import ChildBody, NotificationBody
from services.notify.notification.hashes import fold

LETTERS, NO_WORD, APART = re.compile(r"[^\W\d_]+"), re.compile(r"\W+"), re.compile(r"[\s./-]")
LETTERS_MIN = 5
"""A shorter name is too often a word of the reference: WARD, CASE, HALL."""
REASON = (
    "This holds the name, the NHS number or the date of birth of a child of this notification."
    " It is shown to many and is not erased with them: give a reference that tells nothing."
)


def misplaced(body: NotificationBody, key: str) -> list[dict[str, str]]:
    """The fields, of reference and idempotency key, that tell who a child is."""
    told = {"/sender_reference": body.sender_reference or "", "/Idempotency-Key": key}
    names = {name for child in body.children for name in _names(child)}
    numbers = {number for child in body.children for number in _numbers(child, body)}
    return [
        {"pointer": pointer, "reason": REASON}
        for pointer, text in told.items()
        if _tells(text, names, numbers)
    ]


def _tells(text: str, names: AbstractSet[str], numbers: AbstractSet[str]) -> bool:
    digits = APART.sub("", text)
    return any(fold(word) in names for word in LETTERS.findall(text)) or any(
        number in digits for number in numbers
    )


def _names(child: ChildBody) -> Iterator[str]:
    for name in (child.family_name, child.given_names):
        if name:
            folded = map(fold, (name, *NO_WORD.split(name)))
            yield from (one for one in folded if len(one) >= LETTERS_MIN)


def _numbers(child: ChildBody, body: NotificationBody) -> Iterator[str]:
    """A reference made of the day of the incident is no date of birth, even where the two are one."""
    if child.nhs_number:
        yield child.nhs_number
    born = child.date_of_birth
    if born and born not in (body.occurred_on, body.aware_on):
        yield from (f"{born:%Y%m%d}", f"{born:%d%m%Y}")
