"""What is wrong with a form, as its page says it: beside the field, and in the summary that leads there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chassis.errors import Refused
from chassis.plain_words import plain
from chassis.typed_dates import DATE_PARTS, flaw
from chassis.web.problems import Invalid
from contracts.http_words import ANCIENT

RULE = "rule"
PRECISE = ("string_too_long", ANCIENT)
ON_PAGES = {
    "missing": "Give an answer.",
    "enum": "Choose one of the answers.",
    "literal_error": "Choose one of the answers.",
    "date_from_datetime_parsing": "Enter a real date.",
    "date_parsing": "Enter a real date.",
    "datetime_parsing": "Enter a real date and time.",
    "datetime_from_date_parsing": "Enter a real date and time.",
    "int_parsing": "Enter a whole number.",
}


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field; an empty ``name`` means the form as a whole.

    ``at``: the address of the page that it is on, when it is on another.
    """

    name: str
    reason: str
    part: str = ""
    at: str = ""

    @property
    def id(self) -> str:
        """The id of the input that the error summary leads to."""
        return "-".join(filter(None, [field_id(self.name), self.part]))

    @property
    def href(self) -> str:
        """Where the error summary leads; nowhere for the form as a whole."""
        return f"{self.at}#{self.id}" if self.id else self.at


def field_id(name: str) -> str:
    """``children.0.name`` -> ``children-0-name``."""
    return name.replace(".", "-")


def errors_of(
    error: ValidationError, model: type[BaseModel], values: Mapping[str, Any]
) -> tuple[FieldError, ...]:
    """The one way from pydantic's errors to a page's: one a field, in the model's order."""
    found: dict[str, FieldError] = {}
    for one in error.errors(include_input=False, include_url=False):
        name = _field_of(one["loc"], values)
        words = _flaw(name, values) or _words(one, model, name)
        found.setdefault(name, _error(name, words, values))
    return tuple(found.values())


def _flaw(name: str, values: Mapping[str, Any]) -> str:
    """Which part of a date is wrong; empty for what is no date, or a real one, or was not typed."""
    year, month, day = (str(values.get(f"{name}-{part}", "")).strip() for part in DATE_PARTS)
    return flaw(year, month, day)


def _error(name: str, words: str, values: Mapping[str, Any]) -> FieldError:
    """A date's error leads to its first box."""
    part = "day" if any(f"{name}-{p}" in values for p in DATE_PARTS) else ""
    return FieldError(name, words, part)


def _field_of(loc: Sequence[int | str], values: Mapping[str, Any]) -> str:
    """The field on the page that an error is about.

    Of several ticked answers it is the field as a whole; of a group left empty, its first field.
    """
    name = _name_of(loc, values)
    outer = name.rpartition(".")[0]
    if isinstance(values.get(outer), list):
        return outer
    inside = (one for one in values if one.startswith(f"{name}."))
    return name if name in values else next(inside, name)


def _name_of(loc: Sequence[int | str], values: Mapping[str, Any]) -> str:
    """The page counts every row of a group, the model only those in which something stands."""
    name = ""
    for part in loc:
        inside = [n for n, v in values.items() if n.startswith(f"{name}.") and v not in ("", [])]
        heads = {n.removeprefix(f"{name}.").split(".")[0] for n in inside}
        rows = sorted(int(head) for head in heads if head.isdecimal())
        place = rows[part] if isinstance(part, int) and part < len(rows) else part
        name = f"{name}.{place}" if name else str(place)
    return name


def _words(error: ErrorDetails, model: type[BaseModel], name: str) -> str:
    """A field's own words tell that it is missing or wrong, not that it is too long or too long ago."""
    if error["type"] == RULE:
        return str(error["msg"])
    own = None if error["type"] in PRECISE else own_words(model, name)
    return own or ON_PAGES.get(error["type"]) or plain(error)


def own_words(model: type[BaseModel], name: str) -> str | None:
    """What a form says of a field that is missing or wrong, where it has words for that."""
    known = model.model_fields.get(name)
    extra = known.json_schema_extra if known else None
    words = extra.get("error") if isinstance(extra, dict) else None
    return str(words) if words else None


def from_rules(error: Refused | Invalid, values: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """What a rule said no to, with its source, beside the fields that it names."""
    if isinstance(error, Refused):
        source = f" ({error.source})" if error.source else ""
        return (_error(_name_at(error.field), f"{error.reason}{source}", values),)
    return tuple(_error(_name_at(one["pointer"]), one["reason"], values) for one in error.errors)


def _name_at(pointer: str) -> str:
    return pointer.strip("/").replace("/", ".")
