"""``/accessibility``: the statement that each service's pages link to, as SI 2018/952 asks for it."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.settings import ServiceSettings
from chassis.web.guard import public
from chassis.web.pages import render

PREPARED_ON = date(2026, 11, 29)
"""When what is said there was last compared with what is tested."""
routes = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class StatementView:
    """Whom to write to, within how many working days an answer comes, and since when this is said."""

    contact: str
    answer_days: int
    prepared_on: date


@routes.get("/accessibility", dependencies=[Depends(public)])
async def statement(request: Request) -> Response:
    """The statement; it is read without signing in, by those too who can not."""
    settings: ServiceSettings = request.app.state.service.settings
    view = StatementView(
        settings.accessibility_contact, settings.accessibility_answer_days, PREPARED_ON
    )
    return render(request, "chassis/accessibility.html", view)
