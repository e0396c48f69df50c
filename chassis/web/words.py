"""How dates and times read on pages: in England's time, in the style of GOV.UK."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date | datetime | None) -> str:
    """``9 April 2026``; nothing for nothing."""
    if value is None:
        return ""
    local = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def moment(value: datetime | None) -> str:
    """``9 April 2026 at 4:45pm``; nothing for nothing."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    half = "am" if local.hour < 12 else "pm"
    return f"{day(value)} at {local.hour % 12 or 12}:{local:%M}{half}"


def many(number: int, one: str) -> str:
    """``1 ask``, ``2 asks``."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def id_of(name: str) -> str:
    """The id of a field from its name."""
    return name.replace(".", "-")


FILTERS: Mapping[str, Callable[..., Any]] = {"day": day, "moment": moment, "id_of": id_of}
