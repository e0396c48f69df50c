"""What is wrong with a field, as people say it: the one place that puts pydantic's errors into words."""

import re
from typing import Any

from contracts.envelope import JWE

PLAIN = {
    "missing": "This field is missing.",
    "extra_forbidden": "This field is not known; remove it or check its spelling.",
    "enum": "Choose one of: {expected}.",
    "literal_error": "Choose one of: {expected}.",
    "date_from_datetime_parsing": "Give a real date as YYYY-MM-DD.",
    "date_parsing": "Give a real date as YYYY-MM-DD.",
    "datetime_parsing": "Give a date and time as in 2026-04-10T16:45:00+01:00.",
    "datetime_from_date_parsing": "Give a date and time as in 2026-04-10T16:45:00+01:00.",
    "timezone_aware": "Give the time with its offset, as in 2026-04-10T16:45:00+01:00.",
    "string_too_short": "This is shorter than {min_length} characters.",
    "string_too_long": "This is longer than {max_length} characters.",
    "too_long": "At most {max_length} are accepted here.",
    "too_short": "At least {min_length} is needed here.",
    "string_type": "This must be text.",
    "string_pattern_mismatch": "This does not have the form that is asked for here.",
    "bool_parsing": "This must be true or false.",
    "bool_type": "This must be true or false.",
    "json_invalid": "The body is not valid JSON.",
}
FORMS = {
    r"^[0-9]{3}$": "The code of an authority is three digits, as in 990.",
    r"^[0-9]{10}$": "An NHS number has ten digits.",
    r"^[124]$": "Choose one of: 1, 2, 4.",
    r"^[ -~]+$": "Use letters without accents, digits and signs of a plain keyboard alone.",
    r"^[0-9a-f]{64}$": "This must be a SHA-256: 64 digits and letters from a to f.",
    r"^[A-Za-z0-9][A-Za-z0-9_.:+/-]*$": (
        "Use letters without accents, digits and _ . : + / - alone, and begin with a letter or a digit."
    ),
    r"^[^0-9,;:!?<>@/]{2,80}$": (
        "Give 2 to 80 characters, without digits and without any of , ; : ! ? < > @ /."
    ),
    r"^https?://[^\s]{3,500}$": "Give an address that begins with https:// or http://, without a space.",
    r"^[a-z]+/[a-z0-9.+-]{1,100}$": "Give a media type, as in application/pdf.",
    JWE: "This must be sealed: a JWE in its compact form.",
}
"""What each pattern of the contracts asks for; no regular expression is shown to anybody."""
QUOTED = re.compile(r"'([^']*)'")
"""How pydantic writes each answer that it expects."""


def is_missing(reason: str) -> bool:
    """Whether a field's error says no more than that nothing stands there."""
    return reason == PLAIN["missing"]


def plain(error: Any) -> str:
    """A sentence a caseworker understands."""
    context = dict(error.get("ctx") or {})
    if error["type"] == "string_too_short" and context["min_length"] == 1:
        return "This must not be empty."
    if "expected" in context:
        context["expected"] = QUOTED.sub(r"\1", str(context["expected"]))
    if words := FORMS.get(str(context.get("pattern"))):
        return words
    if template := PLAIN.get(error["type"]):
        return template.format(**context)
    text = str(error["msg"]).removeprefix("Value error, ")
    return text if text.endswith(".") else f"{text}."
