"""What a partnership is offered by the lead of its regional group, and its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.review.regional_group import Uptake
from services.correspondence.access import POLICY
from services.correspondence.read_models import regional_groups
from services.correspondence.read_models.regional_groups import Offered
from services.correspondence.use_cases import regional
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.asking import RECORD_UPTAKE
from services.correspondence.web.answered import LATER, among, refused_here
from services.correspondence.web.moves.kind import Choices
from services.correspondence.web.shown.regional import OfferShown, known_of, offer_shown

Answerer = Annotated[Actor, Depends(needs(POLICY, "answer_offer"))]
PAGE, ROOT = "pages/partner/support.html", "/partner/support"
DONE = {"done": "Your answer is recorded.", "later": LATER}
ANSWERS = (
    (Uptake.TAKEN.value, "We take it up"),
    (Uptake.DECLINED.value, "We decline it"),
)


class Answer(Form):
    """What the partnership says to one offer."""

    offer_id: UUID = Field(json_schema_extra={"error": "Choose the offer"})
    uptake: Uptake = Field(json_schema_extra={"error": "Choose what you say to it"})


@dataclass(frozen=True)
class Line:
    """One offer and who leads the group that makes it."""

    offer: OfferShown
    lead: str


@dataclass(frozen=True)
class SupportView:
    """What a reader's partnerships are offered."""

    lines: Sequence[Line]
    done: str | None = None

    answers = ANSWERS

    @property
    def choices(self) -> Choices:
        """The offers that may be answered, or answered otherwise."""
        return [(str(one.offer.id), one.offer.short) for one in self.lines]


def build_support(actions: Actions) -> APIRouter:
    """``/partner/support``."""
    routes = APIRouter(prefix="/partner/support", include_in_schema=False)

    @routes.get("")
    async def offered(request: Request, actor: Answerer) -> Response:
        view = await _view(actions, await _offers(actions, actor), request.query_params.get("now"))
        return render(request, PAGE, view, form=Filled())

    @routes.post("")
    async def answer(request: Request, actor: Answerer, posted: PostedForm) -> Response:
        offers, form = await _offers(actions, actor), posted.read(Answer)
        if form.model is None:
            return render(request, PAGE, await _view(actions, offers), form=form)
        try:
            now = await _give(actions, actor, offers, form.model, posted.command_id)
        except (Refused, Invalid) as no:
            view = await _view(actions, offers)
            return render(request, PAGE, view, form=form.but(no), status=409)
        return RedirectResponse(f"{ROOT}?now={now}", status_code=303)

    return routes


async def _give(
    actions: Actions, actor: Actor, offers: Sequence[Offered], said: Answer, id_: UUID
) -> str:
    """``done`` or ``later``; raises Refused with the owner's reason, or for what is not offered here."""
    group_id = next((one.group_id for one in offers if one.offer.id == said.offer_id), None)
    if group_id is None:
        raise Refused("This is not offered to your partnership.", field="offer_id")
    body = said.model_dump(mode="json")
    asked = await regional.give(actions, group_id, RECORD_UPTAKE, body, actor, id_)
    if asked.outcome == "refused":
        raise await refused_here(actions, actor, asked, among(Answer.model_fields))
    return "done" if asked.outcome else "later"


async def _offers(actions: Actions, actor: Actor) -> Sequence[Offered]:
    async with actions.service.db.read() as conn:
        return await regional_groups.offers_to(conn, sorted(actor.partnerships))


async def _view(actions: Actions, offers: Sequence[Offered], now: str | None = None) -> SupportView:
    async with actions.service.db.read() as conn:
        trends = {one.offer.trend_id for one in offers if one.offer.trend_id}
        known = await known_of(conn, trends)
    lines = [
        Line(offer_shown(one.offer, known), known.members.get(one.lead, one.lead)) for one in offers
    ]
    return SupportView(lines, DONE.get(now or ""))
