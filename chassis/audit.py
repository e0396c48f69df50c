"""Who looked at what, when and why: the access log as those read it who may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator, Field

from chassis.calendar import A_DAY
from chassis.clock import start_of
from chassis.conn import Conn
from chassis.web.words import moment
from contracts.http_words import Readable


@dataclass(frozen=True)
class Read:
    """One look, search, export or decision."""

    position: int
    business_at: datetime
    actor: str
    roles: list[str]
    action: str
    object: str
    purpose: str | None
    allowed: bool


@dataclass(frozen=True)
class Wanted:
    """The looks at one thing, of one person, of one kind, of one day; empty for all."""

    about: str = ""
    person: str = ""
    kind: str = ""
    day: date | None = None

    @property
    def objects(self) -> list[str] | None:
        """What was looked at, as it may stand in the log."""
        typed = self.about.strip()
        return sorted({typed, typed.upper()}) if typed else None

    @property
    def actors(self) -> list[str] | None:
        """The ids under which a person or a system may stand."""
        name = self.person.strip()
        return [name, f"person:{name}", f"system:{name}"] if name else None

    @property
    def words(self) -> str:
        """For the log's own row."""
        told = (
            self.about.strip(),
            self.person.strip() and f"person {self.person.strip()}",
            self.kind.strip() and f"kind {self.kind.strip()}",
            f"day {self.day}" if self.day else "",
        )
        return ", ".join(filter(None, told)) or "everything"


async def reads(conn: Conn, wanted: Wanted, before: int | None, limit: int) -> list[Read]:
    """The looks that are wanted, the latest first, below a position; a kind by how it begins."""
    day = wanted.day
    rows = await conn.fetch(
        """
        select position, business_at, actor, roles, action, object, purpose, allowed
        from access_log
        where ($1::text[] is null or object = any($1))
            and ($2::text[] is null or actor = any($2))
            and ($3 = '' or starts_with(replace(lower(action), '_', ' '), lower($3)))
            and ($4::timestamptz is null or business_at >= $4 and business_at < $5)
            and ($6::bigint is null or position < $6)
        order by position desc limit $7
        """,
        wanted.objects,
        wanted.actors,
        in_words(wanted.kind.strip()),
        start_of(day) if day else None,
        start_of(day + A_DAY) if day else None,
        before,
        limit,
    )
    return [Read(**row) for row in rows]


HEADS = ("When", "Who", "In which roles", "Did what", "Of what", "Why")


def in_words(code: str) -> str:
    """A role or a kind of look, as the log has it, without the signs that only programs need."""
    return code.replace("_", " ")


def row_of(one: Read, names: Mapping[str, str] = MappingProxyType({})) -> Sequence[str]:
    """A look as people read it, under ``HEADS``; a refused one says so. ``names``: of those who are known."""
    action = in_words(one.action)
    done = action if one.allowed else f"{action} (refused)"
    roles = ", ".join(in_words(role) for role in one.roles)
    return (
        moment(one.business_at),
        _who(one.actor, names),
        roles,
        done,
        one.object,
        one.purpose or "",
    )


def _who(actor: str, names: Mapping[str, str]) -> str:
    """By name where it is known, with the sign-in name by which the log is searched."""
    kind, _, signed_in = actor.rpartition(":")
    bare = f"the system {signed_in}" if kind == "system" else signed_in
    return f"{names[actor]} ({signed_in})" if actor in names else bare


def _nothing(typed: object) -> object:
    return typed or None


Text = Annotated[str, Query(max_length=200), Readable]
Day = Annotated[Annotated[date, Field(lt=date.max)] | None, Query(), BeforeValidator(_nothing)]
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1)]
"""What the pages of the log are asked by."""
