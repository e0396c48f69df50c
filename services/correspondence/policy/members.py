"""The members of the national body, each with the days on which they serve."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

MADE_UP = Path(__file__).with_name("members.toml")


class Member(BaseModel):
    """One member; ``id`` is the subject of their sign-in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    sector: str
    since: date = Field(alias="from")
    until: date | None = None

    def serves(self, on: date) -> bool:
        """Whether they are a member on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def words(self) -> str:
        """``Tobias Fenwick, health``."""
        return f"{self.name}, {self.sector.replace('_', ' ')}"


@cache
def members(file: Path | None) -> tuple[Member, ...]:
    """All that a register names, those who left too; nobody without one.

    Raises ValueError, naming what is wrong in the file.
    """
    if file is None:
        return ()
    rows = tomllib.loads(file.read_text()).get("member", [])
    try:
        return TypeAdapter(tuple[Member, ...]).validate_python(rows)
    except ValidationError as error:
        told = [f"member {int(e['loc'][0]) + 1}, {e['loc'][1]}: {e['msg']}" for e in error.errors()]
        message = f"{file.name}: {'; '.join(told)}"
        raise ValueError(message) from None


def serving(register: Sequence[Member], on: date) -> list[Member]:
    """Those who are members on a day."""
    return [one for one in register if one.serves(on)]
