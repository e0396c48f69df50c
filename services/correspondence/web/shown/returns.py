"""The returns of a rapid review's agencies, from its facts: asked, chased, given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Partner
from contracts.review.agency_return import Agency, ReturnOutcome
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.words import day, label

TOLD = ("agency-return-asked", "agency-return-chased", "agency-return-given")


@dataclass(frozen=True)
class ReturnShown:
    """One agency's return as it stands."""

    number: int
    partner: Partner
    words: str
    due_on: str
    standing: str
    chased: int = 0


async def returns_of(
    conn: Conn, keys: KeyRing, incident: UUID, entries: Sequence[Entry]
) -> list[ReturnShown]:
    """Each return once, in the order of asking; the names of agencies are opened in one round trip."""
    asked = [one.fact for one in entries if one.name == "agency-return-asked"]
    names = await keys.open_many(conn, [(incident, fact.get("name")) for fact in asked])
    found = {
        fact["number"]: ReturnShown(
            number=fact["number"],
            partner=Partner(fact["partner"]),
            words=_words(label(Agency, fact["agency"]), name),
            due_on=fact["clock"]["due_on"],
            standing=f"Awaited, due {day(fact['clock']['due_on'])}",
        )
        for fact, name in zip(asked, names, strict=True)
    }
    for entry in entries:
        if entry.name in TOLD[1:] and entry.fact["number"] in found:
            found[entry.fact["number"]] = _after(found[entry.fact["number"]], entry)
    return list(found.values())


def _words(kind: str, name: str | None) -> str:
    return f"{kind} ({name})" if name else kind


def _after(one: ReturnShown, entry: Entry) -> ReturnShown:
    if entry.name == "agency-return-chased":
        times = entry.fact["chased"]
        often = "once" if times == 1 else f"{times} times"
        words = f"Missing since {day(one.due_on)}, asked for again {often}"
        return replace(one, standing=words, chased=times)
    outcome = label(ReturnOutcome, entry.fact["outcome"])
    return replace(one, standing=f"{outcome}, {day(entry.fact['clock']['met_on'])}")
