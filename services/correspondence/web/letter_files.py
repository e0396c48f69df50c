"""A letter that is out as a file: PDF, or plain text; at the desk and for a partner."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse, Response

from chassis.identity import Actor
from chassis.web.guard import needs
from services.correspondence.access import POLICY
from services.correspondence.use_cases import sent
from services.correspondence.use_cases.actions import Actions


def build_letter_files(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/letters/{id}/letter.pdf`` and ``letter.txt``, for those who hold ``permission``."""
    routes = APIRouter(prefix=f"{root}/letters/{{letter_id}}", include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/letter.pdf")
    async def pdf(letter_id: UUID, actor: Actor = reader) -> Response:
        content = await sent.as_pdf(actions, letter_id, actor)
        return Response(content, media_type="application/pdf")

    @routes.get("/letter.txt")
    async def plain_text(letter_id: UUID, actor: Actor = reader) -> Response:
        return PlainTextResponse(await sent.as_text(actions, letter_id, actor))

    return routes
