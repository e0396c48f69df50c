"""A form is a pydantic model; what was typed is shown again beside what is wrong with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Generic, Self, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from starlette.datastructures import FormData, UploadFile

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.typed_dates import DATE_PARTS, written
from chassis.web.form_errors import RULE, FieldError, errors_of, from_rules
from chassis.web.problems import Invalid
from chassis.web.signed_in import FIELDS_MAX, TOKEN_FIELD, signed_in

UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Comes along when text is copied from a document; no word of a person's, and no database holds it."""


class Form(BaseModel):
    """Base of a page's form.

    A field may have words of its own: ``Field(json_schema_extra={"error": "Enter the reasons."})``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Rules over several fields: each field that breaks one, and what is wrong with it."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _rules_hold(cls, given: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        made = read(given)
        found = [
            InitErrorDetails(
                type=PydanticCustomError(RULE, "{words}", {"words": w}), loc=(n,), input=None
            )
            for n, w in made.wrong()
        ]
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return made


F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True)
class Filled(Generic[F]):
    """A form on a page: what stands in its fields, what is wrong, the model when nothing is."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    model: F | None = None

    def error(self, name: str) -> str | None:
        """What is wrong with a field."""
        return next((e.reason for e in self.errors if e.name == name), None)

    def value(self, name: str) -> Any:
        """What stands in a field."""
        return self.values.get(name, "")

    def chosen(self, name: str) -> list[str]:
        """What is ticked in a field of several answers."""
        value = self.values.get(name, [])
        return [value] if isinstance(value, str) else list(value)

    def holds(self, group: str, first: int) -> bool:
        """Whether something stands in a row of ``group``, from row ``first`` on."""
        rows = (n.split(".") for n, v in self.values.items() if v not in ("", []))
        return any(one[0] == group and int(one[1]) >= first for one in rows if len(one) > 2)

    def but(self, error: Refused | Invalid) -> "Filled[F]":
        """The same form, with what a rule said no to."""
        return Filled(self.values, from_rules(error, self.values))


@dataclass(frozen=True)
class Posted:
    """What a page's form sent: its fields, its files, and the id of the command it makes."""

    command_id: UUID
    values: Mapping[str, str | list[str]]
    files: Mapping[str, UploadFile]

    def read(self, model: type[F]) -> Filled[F]:
        """The fields as ``model``; never raises, look at ``.model`` or ``.errors``."""
        try:
            return Filled(self.values, (), model.model_validate(nested(self.values)))
        except ValidationError as error:
            return Filled(self.values, errors_of(error, model, self.values))


def nested(values: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Flat names as a document: ``a.0.b``; ``x-year|month|day`` is one date; empty is absent."""
    made: dict[str, Any] = {}
    for name, value in _whole_dates(values).items():
        if value not in ("", []):
            *outer, last = name.split(".")
            place = made
            for part in outer:
                place = place.setdefault(part, {})
            place[last] = value
    return {name: _lists(value) for name, value in made.items()}


def day_fields(name: str, on: date) -> dict[str, str]:
    """A day as its three fields, which ``nested`` makes one date of."""
    return {f"{name}-{part}": str(getattr(on, part)) for part in DATE_PARTS}


def _whole_dates(values: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    names = {n.removesuffix("-day") for n in values if n.endswith("-day")}
    whole = {n: v for n, v in values.items() if n.rpartition("-")[0] not in names}
    for name in names:
        year, month, day = (str(values.get(f"{name}-{part}", "")).strip() for part in DATE_PARTS)
        whole[name] = written(year, month, day)
    return whole


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(one) for name, one in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


async def posted(request: Request) -> Posted:
    """The form of a signed-in person. Single values as text, several as a list."""
    await signed_in(request)
    form = await request.form(max_fields=FIELDS_MAX)
    return Posted(request.state.command_id, texts_of(form), _files(form))


def texts_of(form: FormData) -> dict[str, str | list[str]]:
    """The fields but the token. Names that end in ``[]`` are always lists: one ticked box is a list of one."""
    found: dict[str, str | list[str]] = {}
    for name in form:
        texts = [
            UNREADABLE.sub("", one).strip() for one in form.getlist(name) if isinstance(one, str)
        ]
        if name != TOKEN_FIELD and texts:
            found[name.removesuffix("[]")] = texts if name.endswith("[]") else texts[-1]
    return found


def _files(form: FormData) -> dict[str, UploadFile]:
    uploads = {n: one for n, one in form.multi_items() if isinstance(one, UploadFile)}
    return {name: one for name, one in uploads.items() if one.filename}


async def first_time(conn: Conn, posted_: Posted) -> bool:
    """Whether this form comes for the first time: for what is done here and now, without a command."""
    return bool(
        await conn.fetchval(
            "insert into inbox_command (id) values ($1) on conflict do nothing returning true",
            posted_.command_id,
        )
    )


PostedForm = Annotated[Posted, Depends(posted)]
