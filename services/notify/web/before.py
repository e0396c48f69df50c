"""Before notifying: the criteria answered, nothing stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.http_notify import PreCheckAnswer, PreCheckBody
from contracts.notify import AbuseNeglect, IncidentKind
from services.notify.access import POLICY
from services.notify.draft.questions import of_codes
from services.notify.policy import examples as worked
from services.notify.policy import rules

Asker = Annotated[Actor, Depends(needs(POLICY, "pre_check"))]
PAGE = "before.html"
UNSURE = "unsure"
Unsure = Literal["unsure"]
TITLES = {
    "notifiable": "Notify this incident",
    "notify_only": "Notify this incident; no rapid review follows",
    "not_notifiable": "There is no duty to notify this incident",
    "take_advice": "Take advice before you decide",
}


class BeforeForm(Form):
    """The criteria."""

    kind_of_incident: IncidentKind = Field(json_schema_extra={"error": "Choose what happened."})
    abuse_neglect: AbuseNeglect | Unsure = Field(
        json_schema_extra={"error": "Say whether abuse or neglect is known or suspected."}
    )
    who: Literal["child", "unborn", "adult", "unsure"] = Field(
        json_schema_extra={"error": "Choose how old the child is."}
    )
    where: Literal["here", "elsewhere", "abroad_resident", "abroad", "unsure"] = Field(
        json_schema_extra={"error": "Choose where it happened."}
    )

    def body(self) -> PreCheckBody:
        """The criteria as a case system sends them; where somebody is unsure, it is said of what."""
        doubts = {"abuse_neglect": self.abuse_neglect, "age": self.who, "place": self.where}
        sure = self.abuse_neglect != UNSURE
        return PreCheckBody(
            abuse_neglect=AbuseNeglect(self.abuse_neglect) if sure else AbuseNeglect.NEITHER,
            kind_of_incident=self.kind_of_incident,
            child_in_area=self.where in ("here", UNSURE),
            outside_england=self.where in ("abroad", "abroad_resident"),
            normally_resident=self.where != "abroad",
            eighteen_or_over=self.who == "adult",
            unborn=self.who == "unborn",
            unsure_of=tuple(name for name, said in doubts.items() if said == UNSURE),
        )


@dataclass(frozen=True)
class BeforeView:
    """The questions and, once they are answered, what follows."""

    kinds: Sequence[tuple[str, str]]
    abuse: Sequence[tuple[str, str]]
    title: str = ""
    answer: PreCheckAnswer | None = None
    may_start: bool = False
    guidance: Sequence[worked.Guidance] = ()
    examples: Sequence[worked.Example] = ()


def build_before(service: Service) -> APIRouter:
    """``/before-notifying``."""
    routes = APIRouter(prefix="/before-notifying", include_in_schema=False)

    def today() -> date:
        return london_date(service.clock.now())

    @routes.get("")
    async def ask(request: Request, _actor: Asker) -> Response:
        """The criteria."""
        return render(request, PAGE, _view(today()), form=Filled())

    @routes.post("")
    async def answer(request: Request, actor: Asker, posted: PostedForm) -> Response:
        """What follows from them, and the paragraph that it rests on."""
        form: Filled[Any] = posted.read(BeforeForm)
        if form.model is None:
            return render(request, PAGE, _view(today()), form=form)
        found = rules.pre_check(form.model.body(), today())
        view = _view(today(), found, may_start=POLICY.may(actor, "notify"))
        return render(request, PAGE, view, form=form)

    return routes


def _view(on: date, answer: PreCheckAnswer | None = None, *, may_start: bool = False) -> BeforeView:
    unsure = (UNSURE, "I am not sure")
    title = TITLES[answer.outcome] if answer and answer.outcome else ""
    return BeforeView(
        of_codes(IncidentKind),
        [*of_codes(AbuseNeglect), unsure],
        title,
        answer,
        may_start,
        worked.guidance(on),
        worked.examples(on),
    )
