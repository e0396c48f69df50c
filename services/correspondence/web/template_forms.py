"""The optional template of a rapid review: fetched filled with what is known, read back, or on the page itself."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.template import docx
from services.correspondence.template import rapid_review as template
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves import BY_COMMAND, saved
from services.correspondence.web.moves.giving import may_give
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.shown.known import Values, known_values
from services.correspondence.web.shown.returns import returns_of

COMMAND = "submit-rapid-review"
SAVED_SINCE = (
    "You saved other words on the page. Tick that the document replaces them, and choose it again;"
    " or go on from the page."
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Reader = Annotated[Actor, Depends(needs(POLICY, "see_partner_pages"))]


@dataclass(frozen=True)
class TemplateView:
    """The page that offers the template."""

    case: CaseShown
    version: str

    @property
    def address(self) -> str:
        """Where the template is."""
        return f"{self.case.address}/rapid-review-template"


def build_template(actions: Actions) -> APIRouter:
    """``/cases/{reference}/rapid-review-template`` below the partner pages."""
    routes = APIRouter(prefix="/partner/cases/{reference}", include_in_schema=False)

    @routes.get("/rapid-review-template")
    async def offer(request: Request, reference: str, actor: Reader) -> Response:
        case = await _case(actions, actor, reference)
        view = TemplateView(case, template.TEMPLATE_VERSION)
        return render(request, "pages/partner/template.html", view, form=Filled())

    @routes.get("/rapid-review-template.docx")
    async def fetch(reference: str, actor: Reader) -> Response:
        case = await _case(actions, actor, reference)
        await actions.audit(actor, "fetched the template of a rapid review", case.reference)
        return Response(await filled(actions, actor, case), headers=named(case), media_type=DOCX)

    @routes.post("/rapid-review-template/on-page")
    async def on_page(reference: str, actor: Reader, _posted: PostedForm) -> Response:
        case = await _case(actions, actor, reference)
        return await _to_the_form(actions, actor, case, await _values(actions, actor, case))

    @routes.post("/rapid-review-template")
    async def read(request: Request, reference: str, actor: Reader, posted: PostedForm) -> Response:
        case = await _case(actions, actor, reference)
        try:
            values = await _sent_in(actions, actor, case, posted)
        except Refused as refused:
            view = TemplateView(case, template.TEMPLATE_VERSION)
            form: Filled[Any] = Filled().but(refused)
            return render(request, "pages/partner/template.html", view, form=form, status=422)
        return await _to_the_form(actions, actor, case, values)

    return routes


async def _case(actions: Actions, actor: Actor, reference: str) -> CaseShown:
    case = await show(actions, actor, reference)
    may_give(case, BY_COMMAND[COMMAND])
    return case


async def _sent_in(actions: Actions, actor: Actor, case: CaseShown, posted: Posted) -> Values:
    """What the sent document says, and the document itself, which is kept; raises Refused."""
    upload = posted.files.get("document")
    if upload is None:
        raise Refused("Choose the filled template.", field="document", code="empty")
    content, name = await upload.read(), upload.filename or "Rapid review"
    values = read_back(content, case.reference)
    typed = await _typed(actions, actor, case)
    if differs(typed, values) and not posted.values.get("replace"):
        raise Refused(SAVED_SINCE, docx.RULE, "replace", "saved_since")
    stored = await actions.upload(case.source, content, name, actor)
    return {**typed, **said_in(values), "document_id": str(stored.id)}


def differs(typed: Values, values: Values) -> bool:
    """Whether a document says otherwise what was saved on the page."""
    said = said_in(values)
    return any(name in said and _plain(said[name]) != _plain(typed[name]) for name in typed)


def said_in(values: Values) -> Values:
    """The fields that are not empty."""
    return {name: value for name, value in values.items() if value not in ("", [])}


def _plain(value: str | list[str]) -> object:
    """Browsers end a line with two signs; a list of ticks has no order."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else sorted(value)


async def _to_the_form(actions: Actions, actor: Actor, case: CaseShown, values: Values) -> Response:
    """The form holds it like one that was saved for later: a person looks it over, and sends it."""
    await saved.keep(actions, actor, case, COMMAND, dict(values))
    return RedirectResponse(f"{case.address}/moves/{COMMAND}", status_code=303)


async def _values(actions: Actions, actor: Actor, case: CaseShown) -> Values:
    """What this reader saved for later, over what is known of the case."""
    async with actions.service.db.read() as conn:
        known = await known_values(conn, actions.service.keys, case)
    typed = await _typed(actions, actor, case)
    return {**known, **typed, "template_version": template.TEMPLATE_VERSION}


async def _typed(actions: Actions, actor: Actor, case: CaseShown) -> Values:
    return said_in(await saved.load(actions, actor, case, COMMAND) or {})


async def filled(actions: Actions, actor: Actor, case: CaseShown) -> bytes:
    """The template as a document, filled with what is known."""
    values = await _values(actions, actor, case)
    async with actions.service.db.read() as conn:
        keys = actions.service.keys
        returns = await returns_of(conn, keys, case.incident_id, case.entries)
    due = next((one.due_on for one in case.clocks if one.code == "RR1"), None)
    known = template.Known(
        case.reference,
        case.authority,
        case.partnership,
        due,
        tuple(f"{one.words}: {one.standing}" for one in returns),
    )
    return docx.written(f"Rapid review {case.reference}", template.parts(known, values))


def read_back(content: bytes, reference: str) -> Values:
    """The form's values from a filled template; raises Refused."""
    return template.values_of(docx.read(content), reference)


def named(case: CaseShown) -> dict[str, str]:
    """A file is named after its case and no child."""
    return {"Content-Disposition": f'attachment; filename="rapid-review-{case.reference}.docx"'}
