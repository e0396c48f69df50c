"""What a letter on a local review said to ``review`` too, where that letter was withdrawn: marked, not taken out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.words import day

SAID = ("lcspr-commented-on", "lcspr-advice-given")
ISSUED, WITHDRAWN = "local-review-letter-issued", "local-review-letter-withdrawn"


def marks(entries: Sequence[Entry]) -> Mapping[UUID, str]:
    """Of each comment and piece of advice whose letter was withdrawn: when, and what stands in its place. Pure."""
    gone = {e.fact["letter_id"]: e.fact["withdrawn_on"] for e in entries if e.name == WITHDRAWN}
    instead = {e.fact.get("replaces", ""): e.fact for e in entries if e.name == ISSUED}
    said = [(e.id, e.fact.get("letter_id", "")) for e in entries if e.name in SAID]
    return {id_: _mark(letter, gone, instead) for id_, letter in said if letter in gone}


def _mark(letter: str, gone: Mapping[str, str], instead: Mapping[str, dict[str, Any]]) -> str:
    since, last = f"Withdrawn on {day(gone[letter])}", instead.get(letter)
    while last and last["letter_id"] in gone:  # the one in its place may be withdrawn too
        last = instead.get(last["letter_id"])
    if last is None:
        return f"{since} with its letter."
    return f"{since}, replaced by the letter of {day(last['issued_on'])}: what counts stands there."
