"""Where something is wrong, in names of the contract alone: others were typed by somebody, and may be a child's."""

import re
from functools import cache

from contracts.envelope import WORDS_CHARS_MAX
from contracts.http_notify import NotificationBody

PLACE_IN_A_LIST = re.compile("[0-9]{1,3}")
"""Longer numbers were typed by somebody, too."""


def known_place(pointer: str) -> str:
    """A pointer as far as it has names of the contract."""
    told = ""
    for part in pointer.split("/")[1:]:
        if part not in _names() and not PLACE_IN_A_LIST.fullmatch(part):
            break
        told += f"/{part}"
    return told[:WORDS_CHARS_MAX]


@cache
def _names() -> frozenset[str]:
    """Every field's name in a notification."""
    schema = NotificationBody.model_json_schema()
    parts = (schema, *schema["$defs"].values())
    return frozenset(name for part in parts for name in part.get("properties", ()))
