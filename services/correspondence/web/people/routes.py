"""The directory: who speaks for each organisation and how letters come, kept by staff and by each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import NOTHING_HERE
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Cause
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions
from services.correspondence.office_holder import commands, handlers, store
from services.correspondence.office_holder.commands import Command
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.read_models import names, organisations
from services.correspondence.read_models.organisations import Registered
from services.correspondence.web.people import forms, shown
from services.correspondence.web.people.reach import kept_by, seen_by

LIST, ONE = "pages/people/list.html", "pages/people/one.html"
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

    async def listed(self, actor: Actor, words: str) -> shown.ListView:
        """What this reader may look at; their own first."""
        today = self.actions.today()
        async with self.actions.service.db.read() as conn:
            seen = await seen_by(conn, actor, words)
            whole = await seen_by(conn, actor) if words else seen
            states = await store.of(conn, [one.code for one in seen])
        mine = {one.code for one in kept_by(actor, whole)}
        lines = [shown.listed(one, states[one.code], today, mine=one.code in mine) for one in seen]
        return shown.ListView(
            root=f"{self.root}/people",
            is_desk=POLICY.may(actor, "see_desk"),
            words=words,
            lines=sorted(lines, key=lambda line: not line.mine),
            full=len(lines) == organisations.LISTED_MAX,
        )

    async def one(self, actor: Actor, code: str) -> tuple[Registered, Sequence[Registered]]:
        """An organisation of the reader's reach, and those whose people they keep; raises NotFound."""
        async with self.actions.service.db.read() as conn:
            found = await organisations.find(conn, code)
            seen = await seen_by(conn, actor, found.partnership_name) if found else []
            if not POLICY.may(actor, "see_desk"):
                seen = await seen_by(conn, actor)
        if found is None or found not in seen:
            raise NotFound(NOTHING_HERE)
        return found, kept_by(actor, seen)

    async def kept(self, actor: Actor, code: str) -> tuple[Registered, Sequence[Registered]]:
        """The same for who keeps its people; raises NotFound, Refused."""
        found, mine = await self.one(actor, code)
        if found not in mine:
            raise Refused(
                "Only its own people and the Panel's staff may do this.", code="forbidden"
            )
        return found, mine

    async def page(
        self,
        request: Request,
        actor: Actor,
        code: str,
        form: Filled[Any] | None = None,
        no: Refused | None = None,
    ) -> Response:
        """The page of one organisation."""
        one, mine = await self.one(actor, code)
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

    async def give(self, actor: Actor, commands: Sequence[tuple[str, Command]], id_: UUID) -> None:
        """Commands for organisations, in one transaction; raises Refused."""
        keys = [store.id_of(code) for code, _ in commands]
        async with self.actions.service.db.begin(keys) as tx:
            await names.note(tx, actor)
            for code, command in commands:
                about = str(store.id_of(code))
                cause = Cause(id_, "request", about, actor.id, roles=actor.roles)
                await handlers.give(tx, code, command, cause)


def build_people(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/people``: the list, and the page of each organisation."""
    people = People(actions, root)
    reader: Any = Depends(needs(POLICY, permission))
    routes = APIRouter(prefix=f"{root}/people", include_in_schema=False, dependencies=[reader])
    keeper: Any = Depends(needs(POLICY, "keep_people"))

    @routes.get("")
    async def listed(
        request: Request,
        words: Annotated[str, Query(max_length=100)] = "",
        actor: Actor = reader,
    ) -> Response:
        view = await people.listed(actor, words.strip())
        await actions.audit(actor, "saw people", request.url.query[:200])
        return render(request, LIST, view)

    @routes.get("/{code}")
    async def one(request: Request, code: str, actor: Actor = reader) -> Response:
        return await people.page(request, actor, code)

    @routes.post("/{code}")
    async def enter(
        request: Request, code: str, posted: PostedForm, actor: Actor = keeper
    ) -> Response:
        _, mine = await people.kept(actor, code)
        form = posted.read(forms.Entry)
        if form.model is None:
            return await people.page(request, actor, code, form)
        said, own = form.model, {two.code for two in mine}
        given = [
            (one, _entered(said, actor, people, uuid5(posted.command_id, one)))
            for one in dict.fromkeys((code, *said.also))
            if one in own
        ]
        return await _given(people, request, actor, code, given, posted.command_id, form, "entered")

    @routes.post("/{code}/channel")
    async def choose(
        request: Request, code: str, posted: PostedForm, actor: Actor = keeper
    ) -> Response:
        await people.kept(actor, code)
        form = posted.read(forms.Choice)
        if form.model is None:
            return await people.page(request, actor, code, form)
        given = [(code, form.model.command(actor.id, actions.today()))]
        return await _given(people, request, actor, code, given, posted.command_id, form, "chosen")

    return routes


def _entered(said: forms.Entry, actor: Actor, people: People, id_: UUID) -> commands.Enter:
    return commands.Enter(
        by=actor.id,
        on=people.actions.today(),
        holder_id=id_,
        role=said.role.value,
        person=said.person,
        holds_from=said.holds_from,
        holds_until=said.holds_until,
    )


async def _given(
    people: People,
    request: Request,
    actor: Actor,
    code: str,
    given: Sequence[tuple[str, Command]],
    id_: UUID,
    form: Filled[Any],
    now: str,
) -> Response:
    try:
        await people.give(actor, given, id_)
    except Refused as no:
        return await people.page(request, actor, code, form, no)
    return RedirectResponse(f"{people.root}/people/{code}?now={now}", status_code=303)
