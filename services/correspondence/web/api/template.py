"""``/v1``: the optional template of a rapid review, for systems: fetched as a document, sent in as one."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response
from uuid_utils.compat import uuid7

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.forms import Posted
from chassis.web.guard import needs
from chassis.web.problems import Invalid
from services.correspondence.access import POLICY
from services.correspondence.document.store import SIZE_BYTES_MAX
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import OF_A_COMMAND, answered
from services.correspondence.web.moves.rapid_review import Submit, submit_said
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.template_forms import COMMAND, DOCX, filled, named, read_back

Caller = Annotated[Actor, Depends(needs(POLICY, "call_api", bearer))]
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


def build_template_api(actions: Actions) -> APIRouter:
    """The template's two routes."""
    routes = APIRouter(prefix="/v1/cases/{reference}", tags=["cases"])

    @routes.get("/rapid-review-template", response_class=Response)
    async def fetch(reference: str, caller: Caller) -> Response:
        """The optional template as a Word document, filled with what is known of the case."""
        case = await show(actions, caller, reference)
        await actions.audit(caller, "fetched the template of a rapid review", case.reference)
        return Response(await filled(actions, caller, case), headers=named(case), media_type=DOCX)

    @routes.post("/rapid-review-template", **OF_A_COMMAND)
    async def send(reference: str, request: Request, caller: Caller, key: Key = None) -> Response:
        """Send the filled template in: it gives the same command as the form, and is kept as its document."""
        case = await show(actions, caller, reference)
        content = await request.body()
        if len(content) > SIZE_BYTES_MAX:
            raise Refused("A document may have 20 MB at most.", field="document", code="too_large")
        values = read_back(content, case.reference)
        form = Posted(uuid7(), values, {}).read(Submit)
        if form.model is None:
            raise Invalid([{"pointer": _pointer(e.name), "reason": e.reason} for e in form.errors])
        title = f"Rapid review {case.reference}.docx"
        stored = await actions.upload(case.source, content, title, caller)
        said = await _said(actions, case, form.model, stored.id)
        return answered(await actions.give(case.source, COMMAND, said, caller, key or uuid7()))

    return routes


def _pointer(name: str) -> str:
    return f"/{name.replace('.', '/')}"


async def _said(actions: Actions, case: CaseShown, form: Submit, document: UUID) -> dict[str, Any]:
    return await submit_said(actions, case, form.model_copy(update={"document_id": document}))
