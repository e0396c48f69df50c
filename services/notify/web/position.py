"""A partner confirms that an incident is to be notified, or differs: the page behind the link that it was sent."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.access import Scope
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Notifying, Partner
from contracts.http_notify import PositionBody
from contracts.http_words import Narrative
from services.notify.access import POLICY, POSITIONS
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications

Speaker = Annotated[Actor, Depends(needs(POLICY, "state_position"))]
PAGE = "mine/position.html"
CHOICES = (
    (Notifying.AGREED, "We agree: it is to be notified"),
    (Notifying.DISAGREED, "We do not agree"),
)


class PositionForm(Form):
    """One partner's position."""

    partner: Partner = Field(json_schema_extra={"error": "Choose for whom you speak."})
    position: Notifying = Field(json_schema_extra={"error": "Choose whether you agree."})
    reason: Narrative | None = None

    def wrong(self) -> list[tuple[str, str]]:
        """Who differs says why."""
        lacking = self.position is Notifying.DISAGREED and not self.reason
        return [("reason", "Say why you do not agree.")] if lacking else []


@dataclass(frozen=True)
class PositionView:
    """What is asked of a partner."""

    reference: str
    speaks_for: list[tuple[str, str]]
    choices: tuple[tuple[str, str], ...] = CHOICES


def build_position(notifications: Notifications) -> APIRouter:
    """``/notifications/{reference}/position``."""
    routes = APIRouter(prefix="/notifications/{reference}/position", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, reference: str, actor: Speaker) -> Response:
        """Ask whether they agree."""
        found = await notifications.find(reference, actor, "state_position")
        view = PositionView(found.reference, _speaks_for(actor, found))
        usual = view.speaks_for[0][0] if len(view.speaks_for) == 1 else ""
        return render(request, PAGE, view, form=Filled({"partner": usual}))

    @routes.post("")
    async def state(
        request: Request, reference: str, actor: Speaker, posted: PostedForm
    ) -> Response:
        """The position is recorded under today's date."""
        found = await notifications.find(reference, actor, "state_position")
        view = PositionView(found.reference, _speaks_for(actor, found))
        form: Filled[Any] = posted.read(PositionForm)
        if form.model is None:
            return render(request, PAGE, view, form=form)
        said = form.model
        body = PositionBody(partner=said.partner, position=said.position, reason=said.reason)
        try:
            await notifications.record_position(reference, body, actor)
        except Refused as refused:
            if refused.code == "forbidden":
                raise
            return render(request, PAGE, view, form=form.but(refused))
        return RedirectResponse(f"/notifications/{found.reference}", status_code=303)

    return routes


def _speaks_for(actor: Actor, found: queries.Found) -> list[tuple[str, str]]:
    scope = Scope(authority=found.authority_code, partnership=found.partnership)
    return [(one, one.label) for one in Partner if POLICY.may(actor, POSITIONS[one], scope)]
