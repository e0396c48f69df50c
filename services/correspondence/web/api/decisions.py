"""``/v1``: the decisions of a case for a program, and entries of the public log."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from uuid_utils.compat import uuid7

from services.correspondence.use_cases import selection
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see
from services.correspondence.web.api.cases import OF_A_COMMAND, Caller, Key, Said, answered
from services.correspondence.web.decided import decisions_of


def build_decision_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1", tags=["decisions"])

    @routes.get("/cases/{reference}/decisions")
    async def read_decisions(reference: str, caller: Caller) -> list[dict[str, Any]]:
        """The decisions of a case: criteria, findings, reasons, evidence, advice and what became of it."""
        found = await decisions_of(actions, await see(actions, caller, reference))
        return [one.document() for one in found]

    @routes.post("/selection-log/{entry_id}/commands/log-selection", **OF_A_COMMAND)
    async def log_selection(
        entry_id: UUID, said: Said, caller: Caller, key: Key = None
    ) -> Response:
        """Enter a topic in the public log, or what has come of it since."""
        return answered(await selection.log(actions, said, caller, entry_id, key or uuid7()))

    return routes
