"""One contact with partners: the form that writes it down, its page, and what was agreed set to done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.dialogue import Channel
from services.correspondence.access import POLICY
from services.correspondence.use_cases import contacting
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.contacting import About, Agreed, Said
from services.correspondence.web.desk.contact_shown import shown
from services.correspondence.web.moves.dialogue import ACTIONS_MAX, Action
from services.correspondence.web.moves.kind import Choices, Text, choices_of

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Writer = Annotated[Actor, Depends(needs(POLICY, contacting.PERMISSION))]
Slug = Annotated[str, Query(alias="with", max_length=100)]
FORM, ONE = "pages/desk/contact-new.html", "pages/desk/contact.html"


class Contacted(Form):
    """How, when and with whom; what was said and agreed."""

    channel: Channel = Field(json_schema_extra={"error": "Choose how you were in contact"})
    contact_on: date = Field(json_schema_extra={"error": "Enter the day of the contact"})
    organisations: list[str] = Field(
        [], max_length=20, json_schema_extra={"error": "Choose with whom"}
    )
    note: Text | None = None
    actions: list[Action] = []

    def said(self) -> Said:
        """Rows that are empty are no actions."""
        agreed = [Agreed(row.owner or "", row.text, row.due_on) for row in self.actions if row.text]
        return Said(self.channel.value, self.contact_on, self.organisations, self.note, agreed)


@dataclass(frozen=True)
class FormView:
    """The form, for a case or for a partnership by itself."""

    title: str
    action: str
    back: tuple[str, str]
    organisations: Choices
    channels: Choices
    with_words: bool
    actions: Sequence[int] = range(ACTIONS_MAX)


def build_contact(actions: Actions) -> APIRouter:
    """The form below a case and below a partnership; the page of one contact."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)
    _forms(routes, actions)

    @routes.get("/contacts/one/{contact_id}")
    async def one(request: Request, contact_id: UUID, actor: Reader) -> Response:
        view = await shown(actions, contact_id, actor, request.query_params.get("now", ""))
        return render(request, ONE, view, form=Filled())

    @routes.post("/contacts/one/{contact_id}/actions/{number}")
    async def done(contact_id: UUID, number: int, actor: Writer, posted: PostedForm) -> Response:
        contact = await contacting.find(actions, contact_id, actor)
        await contacting.finish(actions, contact, number, actor, posted)
        return RedirectResponse(f"/desk/contacts/one/{contact_id}?now=done", status_code=303)

    return routes


def _forms(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/cases/{reference}/contact")
    async def of_case(request: Request, reference: str, actor: Writer) -> Response:
        about = await contacting.about_case(actions, reference, actor)
        return render(request, FORM, _form(about), form=Filled())

    @routes.post("/cases/{reference}/contact")
    async def log_of_case(
        request: Request, reference: str, actor: Writer, posted: PostedForm
    ) -> Response:
        about = await contacting.about_case(actions, reference, actor)
        return await _log(actions, request, about, actor, posted)

    @routes.get("/contacts/new")
    async def of_partnership(request: Request, actor: Writer, slug: Slug = "") -> Response:
        about = await contacting.about_partnership(actions, slug, actor)
        return render(request, FORM, _form(about), form=Filled())

    @routes.post("/contacts/new")
    async def log_of_partnership(
        request: Request, actor: Writer, posted: PostedForm, slug: Slug = ""
    ) -> Response:
        about = await contacting.about_partnership(actions, slug, actor)
        return await _log(actions, request, about, actor, posted)


async def _log(
    actions: Actions, request: Request, about: About, actor: Actor, posted: Any
) -> Response:
    form: Filled[Contacted] = posted.read(Contacted)
    if form.model is None:
        return render(request, FORM, _form(about), form=form)
    try:
        await contacting.log(actions, about, form.model.said(), actor, posted)
    except Refused as no:
        return render(request, FORM, _form(about), form=form.but(no), status=409)
    return RedirectResponse(f"/desk/contacts/one/{posted.command_id}?now=logged", status_code=303)


def _form(about: About) -> FormView:
    case = about.case
    return FormView(
        title="Log a call or a meeting",
        action=f"/desk/cases/{case.reference}/contact"
        if case
        else f"/desk/contacts/new?with={about.partnership}",
        back=(f"/desk/cases/{case.reference}", case.reference)
        if case
        else ("/desk/contacts", about.name),
        organisations=[(one.code, one.name) for one in about.organisations],
        channels=choices_of(Channel),
        with_words=case is not None,
    )
