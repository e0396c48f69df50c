"""The advice of a case as its page lists it: asked, given, resting on what, relied on by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.codes import Partner
from contracts.review.advice import AdviceTopic
from services.correspondence.policy import guidance
from services.correspondence.read_models import names
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label

ASKED, GIVEN, RELIED = "advice-asked", "advice-given", "advice-relied-on"


@dataclass(frozen=True)
class Advice:
    """One piece; ``given_on`` is None while the question waits."""

    id: UUID
    number: int
    topic: str
    asked_by: str
    asked_on: date | None
    question: str
    given_on: date | None
    given_by: str
    words: str
    guidance: Sequence[str]
    relied: Sequence[str]

    @property
    def title(self) -> str:
        """``2. How to conduct the rapid review, given on 9 June 2026``."""
        when = f"given on {day(self.given_on)}" if self.given_on else f"asked by {self.asked_by}"
        return f"{self.number}. {self.topic}, {when}"


async def of_case(actions: Actions, case: CaseShown) -> list[Advice]:
    """The advice of this case, in its order; for this reader's page."""
    told = [one for one in case.entries if one.name in (ASKED, GIVEN, RELIED)]
    if not told:
        return []
    async with actions.service.db.read() as conn:
        texts = [(case.incident_id, _text(one)) for one in told]
        opened = await actions.service.keys.open_many(conn, texts)
        who = await names.named(conn, [one.actor for one in told])
    words = {
        one.id: text or (ERASED if _text(one) else "")
        for one, text in zip(told, opened, strict=True)
    }
    ids = dict.fromkeys(one.fact["advice_id"] for one in told)
    return [
        _advice([one for one in told if one.fact["advice_id"] == id_], words, who) for id_ in ids
    ]


def _text(entry: Entry) -> str | None:
    fields = {ASKED: "question", GIVEN: "advice", RELIED: "relied_for"}
    found: str | None = entry.fact.get(fields[entry.name])
    return found


def _advice(told: list[Entry], words: dict[UUID, str], who: Mapping[str, str]) -> Advice:
    asked = next((one for one in told if one.name == ASKED), None)
    given = next((one for one in told if one.name == GIVEN), None)
    first = (given or told[0]).fact
    return Advice(
        id=UUID(first["advice_id"]),
        number=first["number"],
        topic=label(AdviceTopic, first["topic"]),
        asked_by=label(Partner, asked.fact["partner"]) if asked else "",
        asked_on=date.fromisoformat(asked.fact["asked_on"]) if asked else None,
        question=words[asked.id] if asked else "",
        given_on=date.fromisoformat(given.fact["given_on"]) if given else None,
        given_by=who.get(given.actor, "The Panel") if given else "",
        words=words[given.id] if given else "",
        guidance=[_named(ref) for ref in given.fact.get("guidance", ())] if given else [],
        relied=[_relied(one, words[one.id]) for one in told if one.name == RELIED],
    )


def _named(ref: dict[str, str]) -> str:
    return guidance.named(ref["document"], ref["version"], ref.get("paragraph"))


def _relied(entry: Entry, words: str) -> str:
    partner = label(Partner, entry.fact["partner"])
    said = f"{partner}, on {day(entry.fact['relied_on'])}"
    return f"{said}: {words}" if words else said
