"""What is wrong with a field, as people say it: the one place that puts pydantic's errors into words."""

import re
from typing import Any

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
    "string_pattern_mismatch": "This does not have the form {pattern}.",
    "bool_parsing": "This must be true or false.",
    "bool_type": "This must be true or false.",
    "json_invalid": "The body is not valid JSON.",
}
QUOTED = re.compile(r"'([^']*)'")
"""How pydantic writes each answer that it expects."""


def plain(error: Any) -> str:
    """A sentence a caseworker understands."""
    context = dict(error.get("ctx") or {})
    if error["type"] == "string_too_short" and context["min_length"] == 1:
        return "This must not be empty."
    if "expected" in context:
        context["expected"] = QUOTED.sub(r"\1", str(context["expected"]))
    if template := PLAIN.get(error["type"]):
        return template.format(**context)
    text = str(error["msg"]).removeprefix("Value error, ")
    return text if text.endswith(".") else f"{text}."
