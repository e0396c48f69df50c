"""Documents of a case: opened once they are found clean, by those who may see them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.guard import needs
from services.correspondence.access import POLICY, scope_of
from services.correspondence.document import store
from services.correspondence.read_models import cases
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import Seen, see


def build_documents(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/documents/{id}``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/documents/{document_id}")
    async def document(document_id: UUID, actor: Actor = reader) -> Response:
        stored, _case, _all = await seen_document(actions, document_id, actor)
        await actions.audit(actor, "opened a document", str(stored.id))
        async with actions.service.db.read() as conn:
            content = await store.content_of(conn, actions.service.keys, stored)
        headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(stored.title)}"}
        return Response(content, media_type=stored.media_type, headers=headers)

    return routes


async def seen_document(
    actions: Actions, id_: UUID, actor: Actor
) -> tuple[store.Stored, Seen, Sequence[store.Stored]]:
    """A document that this reader's page of the case would list, beside what else it lists; raises NotFound."""
    async with actions.service.db.read() as conn:
        stored = await store.find(conn, id_)
        known = await cases.references(conn, [stored.incident_id]) if stored else {}
    if stored is None or stored.incident_id not in known:
        raise NotFound("There is no such document.")
    case = await see(actions, actor, known[stored.incident_id])
    POLICY.check(actor, "see_documents", scope_of(case.whole))
    seen = [one for one in case.documents if one.id == id_]
    if not seen:
        raise NotFound("There is no such document.")
    async with actions.service.db.read() as conn:
        [titled] = await store.titled(conn, actions.service.keys, seen)
    return titled, case, case.documents
