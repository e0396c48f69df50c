"""What a partner says of notifying: in its own words behind the link that it was sent, or as it told the authority."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Notifying, Partner
from contracts.http_notify import PositionBody
from contracts.http_words import Day, Narrative
from services.notify.access import POLICY, speaking_of
from services.notify.notification import queries, store
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.possible import must_be_live

Speaker = Annotated[Actor, Depends(needs(POLICY, "state_position"))]
PAGE = "mine/position.html"


class PositionForm(Form):
    """One partner's position."""

    partner: Partner = Field(json_schema_extra={"error": "Choose whose position it is."})
    position: Notifying = Field(json_schema_extra={"error": "Choose the position."})
    stated_on: Day | None = None
    reason: Narrative | None = None


class OwnForm(PositionForm):
    """A partner's own word."""

    def wrong(self) -> list[tuple[str, str]]:
        """Who differs says why."""
        lacking = self.position is Notifying.DISAGREED and not self.reason
        return [("reason", "Say why you do not agree.")] if lacking else []


class ToldForm(PositionForm):
    """What a partner told the authority, and on which day; its reason may not have been told."""

    stated_on: Day = Field(json_schema_extra={"error": "Enter the day on which it told you."})


@dataclass(frozen=True)
class PositionView:
    """What is asked; ``reports``: of the authority, which says what it was told."""

    reference: str
    partners: list[tuple[str, str]]
    reports: bool

    @property
    def title(self) -> str:
        """What the page asks."""
        return (
            "What do the partners say?" if self.reports else "Do you agree that this is notified?"
        )


def build_position(notifications: Notifications) -> APIRouter:
    """``/notifications/{reference}/position``."""
    routes = APIRouter(prefix="/notifications/{reference}/position", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, reference: str, actor: Speaker) -> Response:
        """Ask whether they agree, or what was told; raises Refused where the notification counts no more."""
        found = await notifications.find(reference, actor, "state_position")
        must_be_live(store.state_of(vars(found)))
        view = _view(actor, found)
        usual = view.partners[0][0] if len(view.partners) == 1 else ""
        return render(request, PAGE, view, form=Filled({"partner": usual}))

    @routes.post("")
    async def state(
        request: Request, reference: str, actor: Speaker, posted: PostedForm
    ) -> Response:
        """A partner's own word has today's date; what was told, the day on which it was."""
        found = await notifications.find(reference, actor, "state_position")
        view = _view(actor, found)
        form: Filled[Any] = posted.read(ToldForm if view.reports else OwnForm)
        if form.model is None:
            return render(request, PAGE, view, form=form)
        try:
            await notifications.record_position(reference, _body(form.model, view), actor)
        except Refused as refused:
            if refused.code == "forbidden":
                raise
            return render(request, PAGE, view, form=form.but(refused), status=409)
        told = f"/notifications/{found.reference}?said={form.model.partner}"
        return RedirectResponse(told, status_code=303)

    return routes


def _body(said: PositionForm, view: PositionView) -> PositionBody:
    return PositionBody(
        partner=said.partner,
        position=said.position,
        stated_on=said.stated_on if view.reports else None,
        reason=said.reason,
    )


def _view(actor: Actor, found: queries.Found) -> PositionView:
    speaking = speaking_of(actor, scope_of(found))
    mine = speaking.own if speaking.reports else ()
    return PositionView(
        reference=found.reference,
        partners=[
            (one, f"{one.label} (ourselves)" if one in mine else one.label) for one in speaking.of
        ],
        reports=speaking.reports,
    )
