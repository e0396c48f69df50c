"""One person who speaks for an organisation: handed over, ended, corrected, struck out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import NOTHING_HERE
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.office_holder import commands, store
from services.correspondence.office_holder.commands import Command
from services.correspondence.office_holder.holder import Holder
from services.correspondence.read_models.organisations import Registered
from services.correspondence.use_cases import people
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.people import forms, shown
from services.correspondence.web.people.routes import People

PAGE = "pages/people/holder.html"


@dataclass(frozen=True)
class Steps:
    """The steps of one person."""

    people: People

    async def found(
        self, actor: Actor, code: str, id_: UUID
    ) -> tuple[shown.HolderView, Registered, Holder]:
        """The person, struck out or not, for who keeps the organisation's people; raises NotFound, Refused."""
        one, _ = await people.kept_one(self.people.actions, actor, code)
        async with self.people.actions.service.db.read() as conn:
            state = (await store.of(conn, [code]))[code]
        holder = next((h for h in state.holders if h.id == id_ and not h.forgotten_on), None)
        if holder is None:
            raise NotFound(NOTHING_HERE)
        view = shown.HolderView(
            address=f"{self.people.root}/people/{code}/{id_}",
            organisation=one.name,
            person=shown.person(holder, self.people.actions.today()),
        )
        return view, one, holder

    async def take(
        self, request: Request, actor: Actor, code: str, id_: UUID, posted: Posted, now: str
    ) -> Response:
        """One step; a refusal shows the page again with the reason."""
        view, one, holder = await self.found(actor, code, id_)
        form: Filled[Any] = posted.read(FORMS[now])
        if form.model is None:
            return render(request, PAGE, view, form=form)
        command = self._command(actor, holder, form.model, posted.command_id)
        try:
            await people.give(self.people.actions, actor, [(one, command)], posted.command_id)
        except Refused as no:
            return render(request, PAGE, view, form=form.but(no), status=409)
        return RedirectResponse(f"{self.people.root}/people/{code}?now={now}", status_code=303)

    def _command(self, actor: Actor, holder: Holder, said: Form, id_: UUID) -> Command:
        by, on = actor.id, self.people.actions.today()
        match said:
            case forms.Successor():
                return commands.HandOver(by, on, holder.id, id_, said.person, said.from_day)
            case forms.LastDay():
                return commands.End(by, on, holder.id, said.last_day)
            case forms.Correction():
                return commands.Correct(by, on, holder.id, said.person)
            case _:
                return commands.Strike(by, on, holder.id)


class Nothing(Form):
    """A button alone."""


FORMS: dict[str, type[Form]] = {
    "handed-over": forms.Successor,
    "ended": forms.LastDay,
    "corrected": forms.Correction,
    "struck": Nothing,
}


def build_holder(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/people/{code}/{person}``."""
    prefix, reader = f"{root}/people/{{code}}/{{holder_id}}", Depends(needs(POLICY, permission))
    routes = APIRouter(prefix=prefix, include_in_schema=False, dependencies=[reader])
    steps = Steps(People(actions, root))
    keeper: Any = Depends(needs(POLICY, "keep_people"))

    @routes.get("")
    async def one(request: Request, code: str, holder_id: UUID, actor: Actor = keeper) -> Response:
        view, _, holder = await steps.found(actor, code, holder_id)
        if not holder.is_open:
            raise NotFound(NOTHING_HERE)
        await actions.audit(actor, "saw person", f"{code}/{holder_id}")
        now = holder.now.person
        start = {"right_name": now.name, "right_mailbox": now.mailbox}
        return render(request, PAGE, view, form=Filled(start))

    @routes.post("/{step}")
    async def take(
        request: Request,
        code: str,
        holder_id: UUID,
        step: str,
        posted: PostedForm,
        actor: Actor = keeper,
    ) -> Response:
        if step not in FORMS:
            raise NotFound(NOTHING_HERE)
        return await steps.take(request, actor, code, holder_id, posted, step)

    return routes
