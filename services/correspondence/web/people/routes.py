"""The directory: who speaks for each organisation and how letters come, kept by staff and by each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.office_holder import store
from services.correspondence.office_holder.commands import Command
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.read_models import names, organisations
from services.correspondence.read_models.organisations import Registered
from services.correspondence.use_cases import people
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.people import forms, shown

LIST, ONE = "pages/people/list.html", "pages/people/one.html"
PAGE_MAX = 25
DONE = {
    "entered": "The person is entered.",
    "handed-over": "The role is handed over on that day.",
    "ended": "The last day is noted.",
    "corrected": "Name and address are corrected.",
    "struck": "The entry is struck out.",
    "chosen": "Letters come so from now on.",
}


@dataclass(frozen=True)
class People:
    """The pages below one root, for those who read there."""

    actions: Actions
    root: str

    async def listed(self, actor: Actor, words: str, after: str) -> shown.ListView:
        """What this reader may look at; their own first. The desk has all of England, a page at a time."""
        today, is_desk = self.actions.today(), POLICY.may(actor, "see_desk")
        most = PAGE_MAX if is_desk else organisations.LISTED_MAX
        async with self.actions.service.db.read() as conn:
            found = await people.seen_by(conn, actor, words, after)
            whole = await people.seen_by(conn, actor) if words else found
            seen = found[:most]
            states = await store.of(conn, [one.code for one in seen])
        mine = {one.code for one in people.kept_by(actor, whole)}
        lines = [shown.listed(one, states[one.code], today, mine=one.code in mine) for one in seen]
        return shown.ListView(
            root=f"{self.root}/people",
            is_desk=is_desk,
            words=words,
            lines=sorted(lines, key=lambda line: not line.mine),
            is_later=bool(after),
            more=urlencode({"words": words, "after": seen[-1].code}) if found[most:] else "",
        )

    async def page(
        self,
        request: Request,
        actor: Actor,
        code: str,
        form: Filled[Any] | None = None,
        no: Refused | None = None,
    ) -> Response:
        """The page of one organisation."""
        one, mine = await people.one_of(self.actions, actor, code)
        state, named = await self._state(code)
        view = shown.organisation(
            one,
            state,
            named,
            self.actions.today(),
            address=f"{self.root}/people/{code}",
            may_keep=one in mine,
            others=self._others(actor, one, mine),
            notice=DONE.get(request.query_params.get("now", "")),
        )
        await self.actions.audit(actor, "saw people", code)
        filled = form or Filled({"channel": state.channel, "address": state.address})
        if no:
            return render(request, ONE, view, form=filled.but(no), status=409)
        return render(request, ONE, view, form=filled)

    def _others(
        self, actor: Actor, one: Registered, mine: Sequence[Registered]
    ) -> Sequence[tuple[str, str]]:
        """Where else this organisation sits; staff enter one at a time."""
        if POLICY.may(actor, "see_desk"):
            return ()
        return [(two.code, two.partnership_name) for two in mine if two.code != one.code]

    async def _state(self, code: str) -> tuple[Organisation, Any]:
        async with self.actions.service.db.read() as conn:
            state = (await store.of(conn, [code]))[code]
            return state, await names.named(conn, shown.actors(state))


def build_people(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/people``: the list, and the page of each organisation."""
    pages = People(actions, root)
    reader: Any = Depends(needs(POLICY, permission))
    routes = APIRouter(prefix=f"{root}/people", include_in_schema=False, dependencies=[reader])
    keeper: Any = Depends(needs(POLICY, "keep_people"))

    @routes.get("")
    async def listed(
        request: Request,
        words: Annotated[str, Query(max_length=100)] = "",
        after: Annotated[str, Query(max_length=100)] = "",
        actor: Actor = reader,
    ) -> Response:
        view = await pages.listed(actor, words.strip(), after)
        await actions.audit(actor, "saw people", request.url.query[:200])
        return render(request, LIST, view)

    @routes.get("/{code}")
    async def one(request: Request, code: str, actor: Actor = reader) -> Response:
        return await pages.page(request, actor, code)

    @routes.post("/{code}")
    async def enter(
        request: Request, code: str, posted: PostedForm, actor: Actor = keeper
    ) -> Response:
        one, mine = await people.kept_one(actions, actor, code)
        form = posted.read(forms.Entry)
        if form.model is None:
            return await pages.page(request, actor, code, form)
        said, today = form.model, actions.today()
        given = [
            (two, said.command(actor.id, today, uuid5(posted.command_id, two.code)))
            for two in mine
            if two == one or two.code in said.also
        ]
        return await _given(pages, request, actor, code, given, posted.command_id, form, "entered")

    @routes.post("/{code}/channel")
    async def choose(
        request: Request, code: str, posted: PostedForm, actor: Actor = keeper
    ) -> Response:
        one, _ = await people.kept_one(actions, actor, code)
        form = posted.read(forms.Choice)
        if form.model is None:
            return await pages.page(request, actor, code, form)
        given = [(one, form.model.command(actor.id, actions.today()))]
        return await _given(pages, request, actor, code, given, posted.command_id, form, "chosen")

    return routes


async def _given(
    pages: People,
    request: Request,
    actor: Actor,
    code: str,
    given: Sequence[tuple[Registered, Command]],
    id_: UUID,
    form: Filled[Any],
    now: str,
) -> Response:
    try:
        await people.give(pages.actions, actor, given, id_)
    except Refused as no:
        return await pages.page(request, actor, code, form, no)
    return RedirectResponse(f"{pages.root}/people/{code}?now={now}", status_code=303)
