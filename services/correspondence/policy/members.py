"""The members that an installation brings in a file; from it on, the register is review's."""

import tomllib
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
    practised_until: date | None = None
    inducted_on: date | None = None
    shadowed_on: date | None = None


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
