"""A partner asks for advice and says that it relied on it; the Panel gives it, with the guidance it rests on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.review.advice import AdviceTopic
from services.correspondence.policy import guidance
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import (
    MovePage,
    Said,
    Text,
    choices_of,
)
from services.correspondence.web.shown import advice
from services.correspondence.web.shown.case import CaseShown


class Ask(Form):
    """A question."""

    topic: AdviceTopic = Field(json_schema_extra={"error": "Choose what it is about"})
    question: Text = Field(json_schema_extra={"error": "Write the question"})


class Give(Form):
    """Advice; ``advice_id``: the question that it answers."""

    advice_id: str | None = None
    topic: AdviceTopic = Field(json_schema_extra={"error": "Choose what it is about"})
    advice: Text = Field(json_schema_extra={"error": "Write the advice"})
    guidance: list[str] = []


class Rely(Form):
    """Which advice, and for what."""

    advice_id: UUID = Field(json_schema_extra={"error": "Choose the advice"})
    relied_for: Text | None = None


async def ask_choices(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The topics, and what may answer the question before it is asked."""
    return {"topics": choices_of(AdviceTopic), "guidance": guidance.in_force(case.today)}


async def give_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The questions that wait, the topics, and the guidance in force."""
    found = await advice.of_case(actions, case)
    return {
        "waiting": [(str(one.id), one.title) for one in found if not one.given_on],
        "topics": choices_of(AdviceTopic),
        "guidance": [(one.key, one.words) for one in guidance.paragraphs(case.today)],
    }


async def give_said(_actions: Actions, case: CaseShown, form: Give) -> Said:
    """The command's fields: each ticked paragraph as published guidance in its version."""
    known = {one.key: one for one in guidance.paragraphs(case.today)}
    return {
        "advice_id": form.advice_id or None,
        "topic": form.topic,
        "advice": form.advice,
        "guidance": [known[key].ref() for key in form.guidance if key in known],
    }


async def rely_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The advice that was given in this case."""
    found = await advice.of_case(actions, case)
    return {"advice": [(str(one.id), one.title) for one in found if one.given_on]}


ASK = MovePage(
    command="ask-advice",
    title="Ask the Panel for advice",
    done="Your question is with the Panel.",
    form=Ask,
    choices=ask_choices,
)
GIVE = MovePage(
    command="give-advice",
    title="Give the partnership advice",
    done="The advice is given; the partners read it on the page of the case.",
    form=Give,
    choices=give_choices,
    said=give_said,
)
RELY = MovePage(
    command="rely-on-advice",
    title="Say that you relied on advice",
    done="It is recorded that you relied on it.",
    form=Rely,
    choices=rely_choices,
)
