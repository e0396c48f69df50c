"""What is wrong with a field is said in words: never by a regular expression."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import StringConstraints, TypeAdapter, ValidationError

from chassis.plain_words import PLAIN, plain
from services.notify.web.intake import Key

CONTRACTS = Path(__file__).parents[3] / "contracts"
SOMETHING_ELSE = "\n"


def patterns(part: Any) -> Iterator[str]:
    """Every pattern that a schema holds a text to."""
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        for below in part.values():
            yield from patterns(below)
    if isinstance(part, list):
        for below in part:
            yield from patterns(below)


PATTERNS = sorted(
    {
        one
        for file in CONTRACTS.rglob("*.schema.json")
        for one in patterns(json.loads(file.read_text(encoding="utf-8")))
    }
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_form_that_a_contract_asks_for_is_told_in_words(pattern: str) -> None:
    field = TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)])
    with pytest.raises(ValidationError) as wrong:
        field.validate_python(SOMETHING_ELSE)
    [error] = wrong.value.errors()
    assert plain(error) != PLAIN["string_pattern_mismatch"]
    assert pattern not in plain(error)


def test_so_is_the_form_of_a_key() -> None:
    with pytest.raises(ValidationError) as wrong:
        TypeAdapter(Key).validate_python("clé")
    [error] = wrong.value.errors()
    assert plain(error).startswith("Use letters without accents")


def test_a_form_of_which_no_words_are_known_is_not_shown() -> None:
    field = TypeAdapter(Annotated[str, StringConstraints(pattern="^[xyz]$")])
    with pytest.raises(ValidationError) as wrong:
        field.validate_python("a")
    [error] = wrong.value.errors()
    assert plain(error) == PLAIN["string_pattern_mismatch"]
