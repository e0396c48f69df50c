"""Clear text from a page or a system becomes sealed before it enters a command."""

from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, get_args, get_origin
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
            if (closed := await _closed(conn, keys, incident, name, value)) is not None:
                done[name] = closed
        elif nested := nested_model(field.annotation):
            done[name] = await _within(conn, keys, incident, nested, value)
        else:
            done[name] = value
    return done


async def _closed(conn: Conn, keys: KeyRing, incident: UUID, name: str, value: Any) -> Any:
    """A text, or each of several; None for an empty one. What is no text is never let through."""
    if isinstance(value, list | tuple):
        said = [one.strip() for one in value if isinstance(one, str) and one.strip()]
        return [await keys.seal(conn, incident, _whole(name, one)) for one in said]
    if isinstance(value, str) and value.strip():
        return await keys.seal(conn, incident, _whole(name, value.strip()))
    return None


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


def is_text(annotation: Any, metadata: Sequence[Any] = ()) -> bool:
    """Whether a field holds sealed text, or several."""
    if Sensitivity.TEXT in metadata:
        return True
    if get_origin(annotation) is Annotated:
        return is_text(get_args(annotation)[0], get_args(annotation)[1:])
    return any(is_text(part) for part in get_args(annotation))


def nested_model(annotation: Any) -> type[BaseModel] | None:
    """The document inside a field, if any."""
    return next(_models(annotation), None)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    plain = isinstance(annotation, type) and get_origin(annotation) is None
    if plain and annotation is not NoneType and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
