"""The register as this project ships it: files of changes, each applied once, in order of their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from services.notify.register.change_file import read
from services.notify.register.domain import Register, applied, standing, version_on
from services.notify.register.integrity import problems

OF_THE_FIGURES = date(2023, 4, 1)
"""The day whose authorities the national figures name."""


@dataclass(frozen=True)
class Shipped:
    """One file of changes."""

    name: str
    raw: bytes


@dataclass(frozen=True)
class Authority:
    """A local authority, for those who make up notifications of it."""

    code: str
    slug: str
    name: str
    region_name: str
    children_0_17: int | None
    made_up: bool


@cache
def shipped() -> tuple[Shipped, ...]:
    """The files, in order."""
    folder = resources.files(__package__) / "data" / "changes"
    files = sorted((one for one in folder.iterdir() if one.is_file()), key=lambda one: one.name)
    return tuple(Shipped(one.name, one.read_bytes()) for one in files)


@cache
def register_of(files: tuple[Shipped, ...]) -> Register:
    """The register that files make, one after the other; a wrong one is a programmer's error."""
    register: Register = {}
    for file in files:
        changes, faults = read(file.raw)
        register, wrong = applied(register, changes, problems)
        told = [*faults, *wrong]
        assert not told, (file.name, told)
    return register


@cache
def authorities(on: date = OF_THE_FIGURES) -> Sequence[Authority]:
    """The authorities of a day in order of their ONS codes, each with its partnership's slug."""
    register = register_of(shipped())
    slugs = {
        code: one.code for one in standing(register, "partnership", on) for code in one.authorities
    }
    found = []
    for one in sorted(standing(register, "authority", on), key=lambda one: one.gss_code):
        region = version_on(register, "region", one.region, on)
        assert region, "the register is whole on every day"
        found.append(
            Authority(
                one.code, slugs[one.code], one.name, region.name, one.children_0_17, one.made_up
            )
        )
    return found
