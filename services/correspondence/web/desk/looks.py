"""Looks in words: the log names a document by its id, a list by what its address asked for, a day as machines write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from chassis.audit import Read, in_words, row_of
from chassis.conn import Conn
from chassis.web.words import day
from services.correspondence.read_models import looked, names
from services.correspondence.read_models.looked import ID
from services.correspondence.web.shown.words import REGIONS, STAGES

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
REGION = re.compile(rf"\b(?:{'|'.join(REGIONS)})\b")
REFERENCE = re.compile(r"CSPR-\d{4}-\d{5}-\w")


@dataclass(frozen=True)
class Look:
    """A row; ``looks``: the address of every look at the same thing, where it is one thing."""

    when: str
    who: str
    roles: str
    did: str
    of: str
    why: str
    looks: str = ""


async def in_rows(conn: Conn, found: Sequence[Read]) -> list[Look]:
    """The rows of the log as they are read."""
    known = await names.named(conn, [one.actor for one in found])
    about = await looked.named(conn, [one.object for one in found])
    return [_look(one, known, about) for one in found]


def _look(one: Read, known: Mapping[str, str], about: Mapping[str, str]) -> Look:
    of = words_of(one.action, one.object, about)
    is_one = one.object in about or REFERENCE.fullmatch(one.object)
    address = f"/desk/audit?{urlencode({'about': one.object})}" if is_one else ""
    when, who, roles, did, of, why = row_of(replace(one, object=of), known)
    return Look(when, who, roles, did, of, why, address)


def words_of(action: str, object_: str, about: Mapping[str, str]) -> str:
    """What a look was at. ``about``: the names of the documents and organisations that stand there by a code."""
    if object_ in about:
        return about[object_]
    code, _, person = object_.partition("/")
    if ID.fullmatch(person):
        return f"a person of {about.get(code, code)}"
    if ID.fullmatch(object_):
        return "a contact" if action == "saw contact" else "a document that is here no longer"
    if "=" in object_:
        return ", ".join(_asked(name, value) for name, value in parse_qsl(object_)) or "all"
    return spoken(object_) or "all"


def _asked(name: str, value: str) -> str:
    said = value if name == "words" else STAGES.get(value, in_words(value))
    return f"{in_words(name)} {spoken(said)}"


def spoken(text: str) -> str:
    """A text with its days and regions as people say them."""
    regions = REGION.sub(lambda found: REGIONS[found[0]], text)
    return DAY.sub(lambda found: _day(found[0]), regions)


def _day(typed: str) -> str:
    try:
        return day(date.fromisoformat(typed))
    except ValueError:  # it was typed so, and the log has what was typed
        return typed
