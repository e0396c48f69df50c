"""The decisions of a case, each as it stands: criteria, findings, reasons, evidence, advice and its fate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from services.correspondence.case.opening import opened
from services.correspondence.letter.state import Letter
from services.correspondence.read_models.timeline import Entry

Said = Mapping[str, Any]
OF_DECISIONS = (
    "decision-recorded",
    "decision-corrected",
    "decision-advice-given",
    "advice-answered",
    "advice-effect-recorded",
)
CORRECTED_ALWAYS = ("outcome", "national_candidate")


@dataclass(frozen=True)
class Statement:
    """One round's decision; ``said``: the fact as it stands after ``corrections``, its text in clear."""

    decision_id: UUID
    round: int
    decided_on: date
    said: Said
    corrections: Sequence[Said]
    advice: Sequence[Said]

    def as_told(self) -> "Statement":
        """The same for partners: what was mended before its letter is no correction to them."""
        after = [one for one in self.corrections if one["after_letter"]]
        return replace(self, corrections=after)

    def document(self) -> dict[str, Any]:
        """The statement for a program: the same criteria, reasons and evidence as in the letter."""
        kept = (
            *("reference", "decision_id", "round", "decided_on", "outcome", "national_candidate"),
            *("partnership_view", "positions", "criteria", "reasons", "reason_codes", "feedback"),
            *("asks", "lines_of_enquiry", "themes", "review_version"),
            *("guidance_version", "framework_version"),
        )
        said = {name: self.said.get(name) for name in kept}
        return {**said, "advice": list(self.advice), "corrections": list(self.corrections)}


async def statements(
    conn: Conn, keys: KeyRing, incident: UUID, entries: Sequence[Entry]
) -> list[Statement]:
    """The decisions that ``entries`` tell of, the first round on top."""
    told = [one for one in entries if one.name in OF_DECISIONS]
    facts = await opened(conn, keys, incident, [one.fact for one in told])
    named = list(zip((one.name for one in told), facts, strict=True))
    return [
        _statement(fact, [(n, f) for n, f in named if f.get("decision_id") == fact["decision_id"]])
        for name, fact in named
        if name == "decision-recorded"
    ]


def told_of(entries: Iterable[Entry], letters: Iterable[Letter]) -> list[Entry]:
    """What partners may read of decisions: those whose letter is out, and what followed."""
    out = {str(one.decision_id) for one in letters if one.is_out}
    return [
        one for one in entries if one.name in OF_DECISIONS and one.fact.get("decision_id") in out
    ]


def _statement(fact: Said, own: Sequence[tuple[str, Said]]) -> Statement:
    corrections = [one for name, one in own if name == "decision-corrected"]
    said = dict(fact)
    for one in corrections:
        said |= {name: one[name] for name in (*one["parts"], *CORRECTED_ALWAYS)}
    return Statement(
        decision_id=UUID(fact["decision_id"]),
        round=fact["round"],
        decided_on=date.fromisoformat(fact["decided_on"]),
        said=said,
        corrections=corrections,
        advice=[_advice(one, own) for one in said.get("advice_items", ()) if one["text"]],
    )


def _advice(item: Said, own: Sequence[tuple[str, Said]]) -> dict[str, Any]:
    """One piece with its id once it is given, the latest word on it, and every effect seen."""
    given = [
        one
        for name, fact in own
        if name == "decision-advice-given"
        for one in fact["items"]
        if one["number"] == item["number"]
    ]
    here = [(name, fact) for name, fact in own if fact.get("number") == item["number"]]
    answers = [fact for name, fact in here if name == "advice-answered"]
    effects = [fact for name, fact in here if name == "advice-effect-recorded"]
    last = answers[-1] if answers else {}
    return {
        **item,
        "advice_id": given[0]["advice_id"] if given else None,
        "fate": last.get("fate"),
        "why": last.get("why"),
        "decided_on": last.get("decided_on"),
        "effects": [
            {name: one[name] for name in ("effect", "observed_on", "evidence")} for one in effects
        ],
    }
