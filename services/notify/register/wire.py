"""The register of a day as facts of the contract."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from contracts.envelope import Fact
from contracts.register import (
    AuthorityRegisteredV1,
    BodyRegisteredV1,
    Organisation,
    PartnershipRegisteredV1,
)
from services.notify.register.domain import Entry, Key, Register, version_on
from services.notify.register.organisation_codes import codes_on

PLACES = {
    "region": "region",
    "police_force": "police-force",
    "board": "board",
    "authority": "authority",
    "partnership": "partnership",
}


def id_of(key: Key) -> UUID:
    """The key under which an entry's facts stand."""
    kind, code = key
    return uuid5(NAMESPACE_URL, f"/cspr/{PLACES[kind]}/{code}")


def facts_on(register: Register, day: date) -> dict[UUID, Fact]:
    """What is so on a day, by the key of each entry; of what has ended, how it was and who came after."""
    latest = {
        key: entry
        for key, versions in register.items()
        if (entry := next((one for one in reversed(versions) if one.valid_from <= day), None))
    }
    return {id_of(key): _fact(register, entry, day) for key, entry in latest.items()}


def _fact(register: Register, entry: Entry, day: date) -> Fact:
    ended = register[entry.kind, entry.code][-1] == entry
    dates: dict[str, Any] = {
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to if ended else None,
        "successors": entry.successors,
    }
    match entry.kind:
        case "authority":
            return AuthorityRegisteredV1(
                code=entry.code,
                gss_code=entry.gss_code,
                name=entry.name,
                region_code=entry.region,
                region_name=_was(
                    register, ("region", entry.region), min(day, entry.valid_to or day)
                ).name,
                children_0_17=entry.children_0_17,
                police_force=entry.police_force or None,
                boards=entry.boards,
                **dates,
            )
        case "partnership":
            return _partnership(register, entry, day, dates)
        case _:
            return BodyRegisteredV1(
                body=entry.kind, code=entry.code, gss_code=entry.gss_code, name=entry.name, **dates
            )


def _partnership(register: Register, entry: Entry, day: date, dates: dict[str, Any]) -> Fact:
    """A partnership with its statutory partners, who follow from its authorities (Children Act 2004 s16E)."""
    at = min(day, entry.valid_to or day)
    members = _councils(register, entry, at)
    region = _was(register, ("region", members[0].region), at)
    return PartnershipRegisteredV1(
        slug=entry.code,
        name=entry.name,
        authority_codes=entry.authorities,
        region_code=region.code,
        region_name=region.name,
        organisations=(
            *_organisations(register, entry, "council", "authority", at),
            *_organisations(register, entry, "icb", "health", at),
            *_organisations(register, entry, "police", "police", at),
        ),
        **dates,
    )


def _councils(register: Register, entry: Entry, at: date) -> list[Entry]:
    return [_was(register, ("authority", code), at) for code in entry.authorities]


def _boards(register: Register, entry: Entry, at: date) -> list[Entry]:
    """The board with the largest part of each authority."""
    members = _councils(register, entry, at)
    return [_was(register, ("board", one.boards[0]), at) for one in members if one.boards]


def _forces(register: Register, entry: Entry, at: date) -> list[Entry]:
    members = _councils(register, entry, at)
    return [_was(register, ("police_force", one.police_force), at) for one in members]


BODIES = {"authority": _councils, "health": _boards, "police": _forces}
"""Who the organisations of each partner are."""


def _was(register: Register, key: Key, day: date) -> Entry:
    """An entry of a day; every reference leads somewhere on every day (``integrity``)."""
    found = version_on(register, *key, day)
    assert found, f"{key} is referred to on {day}"
    return found


def _organisations(
    register: Register, entry: Entry, part: str, partner: str, at: date
) -> Iterator[Organisation]:
    """The organisations of one partner on a day."""
    bodies = partial(BODIES[partner], register)
    codes = codes_on(register, entry.code, part, bodies, at)
    mailbox = getattr(entry, f"mailbox_{partner}") or f"safeguarding@{part}.{entry.code}.example"
    for one in dict.fromkeys(bodies(entry, at)):
        council = one.kind == "authority" and one.made_up
        name = f"{one.name} Council" if council else one.name
        yield Organisation(code=codes[one.code], partner=partner, name=name, mailbox=mailbox)
