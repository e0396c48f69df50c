"""What became of advice, what it led to, and how a decided case stands among the earlier ones."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.review.curation import ExampleUse
from contracts.review.given_advice import AdviceEffect, AdviceFate
from services.correspondence.case.opening import opened
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Text, choices_of, offering
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.taken_back import marks

CHOOSE: dict[str, Any] = {"error": "Choose the advice"}
SHORT_CHARS_MAX = 120
WITHDRAWN = "Withdrawn with its letter: "


class Answer(Form):
    """What became of one piece of advice."""

    advice_id: UUID = Field(json_schema_extra=CHOOSE)
    fate: AdviceFate = Field(json_schema_extra={"error": "Choose what became of it"})
    decided_on: date = Field(json_schema_extra={"error": "Enter the day of the decision"})
    why: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Advice that is not wholly taken is explained."""
        if self.fate is not AdviceFate.TAKEN and not self.why:
            yield "why", "Say why it is not taken, or not wholly"


class Effect(Form):
    """What one piece of advice led to."""

    advice_id: UUID = Field(json_schema_extra=CHOOSE)
    effect: AdviceEffect = Field(json_schema_extra={"error": "Choose what it led to"})
    observed_on: date = Field(json_schema_extra={"error": "Enter the day on which it was seen"})
    evidence: Text = Field(json_schema_extra={"error": "Say how it is known"})


class Curate(Form):
    """How the case stands among the earlier ones."""

    use: ExampleUse = Field(json_schema_extra={"error": "Choose how it is shown"})
    why: Text = Field(json_schema_extra={"error": "Say why"})


GIVEN = ("decision-advice-given", "lcspr-advice-given")
"""The facts that give advice: a decision's, several at once; on an LCSPR, one by one."""


async def advice_given(actions: Actions, case: CaseShown) -> list[tuple[str, str, bool]]:
    """Each piece that was given: its id, its words, whether it was answered."""
    answered = {e.fact["advice_id"] for e in case.entries if e.name == "advice-answered"}
    told = [entry for entry in case.entries if entry.name in GIVEN]
    marked, facts = marks(case.entries), [entry.fact for entry in told]
    gone = {entry.fact["advice_id"] for entry in told if entry.id in marked}
    async with actions.service.db.read() as conn:
        clear = await opened(conn, actions.service.keys, case.incident_id, facts)
    pieces = [one for fact in clear for one in fact.get("items", (fact,))]
    said = [(one["advice_id"], one.get("text", one.get("advice"))) for one in pieces]
    said = [(id_, f"{WITHDRAWN}{text}" if id_ in gone else text) for id_, text in said if text]
    return [(id_, _short(text), id_ in answered) for id_, text in said]


def _short(text: str) -> str:
    return text if len(text) <= SHORT_CHARS_MAX else f"{text[:SHORT_CHARS_MAX]}…"


async def answer_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """Every piece that was given: an answer may be given anew."""
    given = [(id_, words) for id_, words, _ in await advice_given(actions, case)]
    return {"advice": given, "fates": choices_of(AdviceFate)}


async def effect_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The pieces of which it is known what became of them."""
    given = [(id_, words) for id_, words, known in await advice_given(actions, case) if known]
    return {"advice": given, "effects": choices_of(AdviceEffect)}


ANSWER = MovePage(
    command="answer-advice",
    title="Say what became of the Panel's advice",
    done="The Panel knows what became of its advice.",
    form=Answer,
    choices=answer_choices,
)
EFFECT = MovePage(
    command="record-advice-effect",
    title="Record what the advice led to",
    done="What the advice led to is recorded.",
    form=Effect,
    choices=effect_choices,
)
CURATE = MovePage(
    command="curate-case",
    title="Keep as an example, or set aside",
    done="Its place among the earlier cases is recorded.",
    form=Curate,
    choices=offering(uses=choices_of(ExampleUse)),
)
