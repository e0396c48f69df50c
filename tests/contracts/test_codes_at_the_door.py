"""What is sent over HTTP says no code that no list has: a fact's reader would take it for "other"."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, BeforeValidator

from contracts.codes import Theme
from contracts.envelope import Body, OpenCode
from contracts.http_catalogue import HTTP

SENT = [one.model for one in HTTP if one.direction == "request"]


def unguarded(kind: Any, held: Sequence[Any], place: str) -> Iterator[str]:
    """Where an open code may be sent that nothing looks at."""
    if get_origin(kind) is Annotated:
        bare, *more = get_args(kind)
        yield from unguarded(bare, [*held, *more], place)
    elif isinstance(kind, type) and issubclass(kind, OpenCode):
        if not any(isinstance(one, BeforeValidator) for one in held):
            yield place
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from unguarded(field.annotation, field.metadata, f"{place}.{name}")
    else:
        for one in get_args(kind):
            yield from unguarded(one, () if get_origin(kind) is tuple else held, place)


@pytest.mark.parametrize("model", SENT, ids=lambda one: one.__name__)
def test_every_open_code_of_a_body_is_looked_at(model: type[BaseModel]) -> None:
    assert list(unguarded(model, (), model.__name__)) == []


def test_one_that_is_not_looked_at_is_found() -> None:
    class OfThemes(Body):
        themes: tuple[Theme, ...] = ()

    assert list(unguarded(OfThemes, (), "OfThemes")) == ["OfThemes.themes"]
