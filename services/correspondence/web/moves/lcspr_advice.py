"""The partnership asks for advice on conducting a review; the Panel gives it, and comments on the report."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.review.lcspr_advice import Commenter, CommentOn, Milestone
from services.correspondence.resource import store as resources
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Text, choices_of, offering
from services.correspondence.web.moves.lcspr_course import ENTER_DAY
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.words import day

ABOUT: dict[str, Any] = {"error": "Choose what it is about"}
ERASED = "This text has been erased."


class Ask(Form):
    """What is asked."""

    about: Milestone = Field(json_schema_extra=ABOUT)
    question: Text = Field(json_schema_extra={"error": "Write the question"})


class Give(Form):
    """What is advised."""

    about: Milestone = Field(json_schema_extra=ABOUT)
    answers: UUID | None = None
    advice: Text = Field(json_schema_extra={"error": "Write the advice"})
    resources: list[UUID] = []


class Comment(Form):
    """What the Panel, or the Secretary of State, thinks of it."""

    on: CommentOn = Field(json_schema_extra={"error": "Choose what it is about"})
    by: Commenter = Field(json_schema_extra={"error": "Choose who comments"})
    commented_on: date = Field(json_schema_extra=ENTER_DAY)
    strengths: Text | None = None
    comment: Text = Field(json_schema_extra={"error": "Write the comment"})


async def advice_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The questions that are open, opened, and the resources that can be named."""
    done = {e.fact.get("answers") for e in case.entries if e.name == "lcspr-advice-given"}
    asked = [
        e.fact
        for e in case.entries
        if e.name == "lcspr-advice-asked" and e.fact["advice_id"] not in done
    ]
    async with actions.service.db.read() as conn:
        texts = await actions.service.keys.open_many(
            conn, [(case.incident_id, one["question"]) for one in asked]
        )
        listed = await resources.listed(conn)
    return {
        "milestones": choices_of(Milestone),
        "questions": [
            (one["advice_id"], f"{day(one['asked_on'])}: {text or ERASED}")
            for one, text in zip(asked, texts, strict=True)
        ],
        "resources": [(str(one.id), one.title) for one in listed],
    }


ASK = MovePage(
    command="ask-lcspr-advice",
    title="Ask the Panel for advice on the LCSPR",
    done="The question is with the Panel.",
    form=Ask,
    choices=offering(milestones=choices_of(Milestone)),
)
GIVE = MovePage(
    command="give-lcspr-advice",
    title="Give advice on the LCSPR",
    done="The advice is with the partnership. What it does with it is for the partnership to decide.",
    form=Give,
    choices=advice_choices,
)
COMMENT = MovePage(
    command="comment-on-lcspr",
    title="Comment on the LCSPR",
    done="The comment is with the partnership.",
    form=Comment,
    choices=offering(subjects=choices_of(CommentOn), commenters=choices_of(Commenter)),
    start=lambda _case: {"by": Commenter.NATIONAL_BODY.value},
)
LCSPR_ADVICE = (ASK, GIVE, COMMENT)
