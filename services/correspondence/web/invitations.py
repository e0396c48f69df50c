"""The invitation to a meeting with the partners, for a calendar."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.guard import needs
from services.correspondence.access import POLICY
from services.correspondence.invitation import handlers as invitation
from services.correspondence.invitation.ics import method_of
from services.correspondence.use_cases.actions import Actions

CALENDAR = "text/calendar; charset=utf-8; method="


def build_invitations(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/cases/{reference}/meetings/{id}.ics``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/cases/{reference}/meetings/{dialogue_id}.ics")
    async def invited(reference: str, dialogue_id: UUID, actor: Actor = reader) -> Response:
        case = await actions.case(reference, actor)
        async with actions.service.db.read() as conn:
            keys = actions.service.keys
            text = await invitation.text_of(conn, keys, case.incident_id, dialogue_id)
        if text is None:
            raise NotFound("There is no such meeting.")
        await actions.audit(actor, "downloaded an invitation", case.reference)
        name = f"{case.reference}-meeting.ics"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type=f"{CALENDAR}{method_of(text)}", headers=headers)

    return routes
