"""Clear text from a page or a system becomes sealed before it enters a command."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.seal import KeyRing
from contracts.envelope import Sensitivity

TEXT_CHARS_MAX = 20_000


async def sealed(
    conn: Conn, keys: KeyRing, incident: UUID, model: type[BaseModel], given: Mapping[str, Any]
) -> dict[str, Any]:
    """``given`` with every text field of ``model`` sealed; an empty text is left out.

    Raises Refused for a text that is too long: what was typed is never cut.
    """
    done: dict[str, Any] = {}
    for name, value in given.items():
        field = model.model_fields.get(name)
        if field is None or value is None:
            done[name] = value
        elif is_text(field.annotation, field.metadata):
            if isinstance(value, str) and value.strip():
                done[name] = await keys.seal(conn, incident, _whole(name, value.strip()))
        elif nested := nested_model(field.annotation):
            done[name] = await _within(conn, keys, incident, nested, value)
        else:
            done[name] = value
    return done


def _whole(name: str, text: str) -> str:
    if len(text) > TEXT_CHARS_MAX:
        reason = f"This has {len(text):,} characters; {TEXT_CHARS_MAX:,} is the limit."
        raise Refused(reason, field=name, code="too_long")
    return text


async def _within(
    conn: Conn, keys: KeyRing, incident: UUID, model: type[BaseModel], value: Any
) -> Any:
    if isinstance(value, Mapping):
        return await sealed(conn, keys, incident, model, value)
    if isinstance(value, list | tuple):
        return [await _within(conn, keys, incident, model, one) for one in value]
    return value


def is_text(annotation: Any, metadata: list[Any]) -> bool:
    """Whether a field holds sealed text."""
    if Sensitivity.TEXT in metadata:
        return True
    return any(
        get_origin(part) is Annotated and Sensitivity.TEXT in get_args(part)[1:]
        for part in _alternatives(annotation)
    )


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def nested_model(annotation: Any) -> type[BaseModel] | None:
    """The document inside a field, if any."""
    return next(_models(annotation), None)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    plain = isinstance(annotation, type) and get_origin(annotation) is None
    if plain and annotation is not NoneType and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
