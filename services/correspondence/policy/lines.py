"""The standard lines that an installation begins with, of ``lines.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType

from chassis.dated import tables


@dataclass(frozen=True)
class FirstLine:
    """A line as it stands before anything was approved at the desk."""

    code: str
    title: str
    text: str
    owner: str
    approved_by: str
    approved_on: date
    review_on: date
    expires_on: date


@cache
def first_lines() -> Mapping[str, FirstLine]:
    """Every line by its code, in the order in which a letter may have them."""
    rows = [FirstLine(**row) for row in tables(__package__, "lines.toml")["line"]]
    made = {one.code: _on_one_line(one) for one in rows}
    assert len(made) == len(rows), "a code stands once"
    return MappingProxyType(made)


def first_texts() -> Mapping[str, str]:
    """The words of each."""
    return {code: one.text for code, one in first_lines().items()}


def _on_one_line(one: FirstLine) -> FirstLine:
    return replace(one, text=" ".join(one.text.split()))
