"""Earlier cases that are like one, each with the reasons why it is taken to be: for staff alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from contracts.codes import Outcome, Theme, View
from contracts.envelope import Code
from contracts.notify import AgeBand, IncidentKind, YesNo
from services.correspondence.case.likeness import Likeness, likeness
from services.correspondence.policy import rules
from services.correspondence.read_models import features
from services.correspondence.read_models.features import Earlier, Features
from services.correspondence.web.shown.words import day, label, lower, upper

TITLES = {
    "themes": "themes",
    "kind": "kind of incident",
    "age": "age",
    "view": "the partnership's view",
    "setting": "where it happened",
    "looked_after": "being looked after",
    "outcome": "what the Panel decided",
}
WORDS: Mapping[str, type[Code]] = {
    "themes": Theme,
    "kind": IncidentKind,
    "age": AgeBand,
    "view": View,
    "looked_after": YesNo,
    "outcome": Outcome,
}


@dataclass(frozen=True)
class Similar:
    """One earlier case: what was decided, how alike it is, and in what it is alike and not."""

    reference: str
    authority: str
    decided_on: str
    outcome: str
    percent: int
    is_kept: bool
    alike: Sequence[str]
    apart: Sequence[str]


async def similar(
    conn: Conn,
    incident: UUID,
    regions: list[str] | None,
    today: date,
    who: list[str] | None = None,
) -> list[Similar]:
    """The earlier cases that are most alike; those that staff keep as examples stand before others."""
    this = await features.of_case(conn, incident)
    rule = rules.likeness_rule(today)
    found = [
        (one, likeness(this, one.features, rule.weights))
        for one in await features.shelf(conn, incident, regions, who)
    ]
    alike = [pair for pair in found if pair[1].percent >= rule.percent_min]
    alike.sort(key=lambda pair: (pair[0].use != "kept", -pair[1].percent))
    return [_shown(one, how) for one, how in alike[: rule.shown_max]]


def _shown(one: Earlier, how: Likeness) -> Similar:
    return Similar(
        reference=one.reference,
        authority=one.authority,
        decided_on=day(one.decided_on),
        outcome=upper(_words("outcome", one.features.get("outcome", ()))),
        percent=how.percent,
        is_kept=one.use == "kept",
        alike=[f"Alike in {TITLES[name]}: {_words(name, codes)}" for name, codes in how.shared],
        apart=[
            f"Different in {TITLES[name]}: {_words(name, theirs)} there, {_words(name, ours)} here"
            for name, ours, theirs in how.apart
        ],
    )


def _words(name: str, codes: Sequence[str]) -> str:
    return ", ".join(_each(name, codes))


def _each(name: str, codes: Sequence[str]) -> Iterator[str]:
    kind = WORDS.get(name)
    for code in codes:
        yield lower(label(kind, code) if kind else code.replace("_", " "))


def known(found: Features) -> Sequence[str]:
    """The features by which a case is compared, in words."""
    return [f"{TITLES[name]}: {_words(name, codes)}" for name, codes in found.items()]
