"""The public log, for anyone: a page and the same as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.web.guard import public
from chassis.web.pages import render
from services.correspondence.read_models import selection
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.selection import EntryShown, shown


@dataclass(frozen=True)
class LogView:
    """The log."""

    entries: Sequence[EntryShown]


def build_selection_log(actions: Actions) -> APIRouter:
    """``/selection-log`` and ``/v1/selection-log``."""
    routes = APIRouter(dependencies=[Depends(public)])
    db = actions.service.db

    @routes.get("/selection-log", include_in_schema=False)
    async def page(request: Request) -> Response:
        async with db.read() as conn:
            found = await selection.entries(conn)
        return render(request, "pages/selection-log.html", LogView([shown(one) for one in found]))

    @routes.get("/v1/selection-log", tags=["selection log"], openapi_extra={"security": []})
    async def read_log() -> list[dict[str, Any]]:
        """What was looked at nationally, by topic: criteria, how often it was found, outcome, reasons."""
        async with db.read() as conn:
            found = await selection.entries(conn)
        return [one.model_dump(mode="json") for one in found]

    return routes
