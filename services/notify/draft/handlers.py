"""Use cases of a draft, each one transaction."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.access import Scope, audit_read
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.schedule import each
from chassis.service import Service
from chassis.tx import Tx
from services.notify.access import POLICY
from services.notify.draft import domain, events, queries, store
from services.notify.draft.answers import aware_on
from services.notify.draft.commands import (
    ChangeAuthority,
    Command,
    Delete,
    HandOver,
    Remind,
    Start,
    TakeBack,
)
from services.notify.draft.domain import Draft
from services.notify.draft.form import pages
from services.notify.draft.locked import Locked
from services.notify.places import Home

ORGANISATION = "organisation:"
DUE_MAX = 100
TIMER = "The clock of drafts"
GONE = "There is no such draft. It was sent or deleted, or it is not yours."
HomesOf = Callable[[Conn, Sequence[str], date], Awaitable[Mapping[str, Home]]]


class KeptOut(NotFound):
    """It was handed to somebody who does not belong to its authority or partnership any more."""


@dataclass(frozen=True)
class Drafts:
    """The use cases, with what they need of the running service."""

    service: Service
    locked: Locked
    homes_of: HomesOf

    async def start(self, tx: Tx, id_: UUID, actor: Actor, authority_code: str) -> None:
        """An empty draft for an authority in whose name the actor may notify."""
        POLICY.check(actor, "notify", Scope(authority=authority_code))
        await self._do(tx, Draft(id_), Start(tx.today, actor.id, authority_code), actor.name)

    async def change_authority(self, id_: UUID, code: str, actor: Actor) -> None:
        """Let another authority notify, in whose name the actor may."""
        POLICY.check(actor, "notify", Scope(authority=code))
        await self.do(id_, ChangeAuthority(code), actor)

    async def mine(self, actor: Actor) -> list[queries.Listed]:
        """The drafts that an actor may write in; who looks can be handed drafts from now on."""
        async with self.service.db.begin() as tx:
            await store.see(tx.conn, _person(actor), tx.today)
            held = await queries.held_by(tx.conn, readers(actor))
            return await self._in_reach(tx.conn, actor, held, tx.today)

    async def ending(self, actor: Actor) -> list[queries.Listed]:
        """Those of an actor's drafts of which it was said that they will be deleted."""
        async with self.service.db.read() as conn:
            held = [one for one in await queries.held_by(conn, readers(actor)) if one.reminded_on]
            today = london_date(self.service.clock.now())
            return await self._in_reach(conn, actor, held, today)

    async def _in_reach(
        self, conn: Conn, actor: Actor, held: Sequence[queries.Listed], on: date
    ) -> list[queries.Listed]:
        """Those of the authorities that are near to an actor; without a draft nobody asks which are."""
        near = (
            await self.near(conn, actor, {one.authority_code for one in held}, on) if held else ()
        )
        return [one for one in held if one.authority_code in near]

    async def load(self, id_: UUID, actor: Actor) -> Draft:
        """A draft in which the actor may write; raises NotFound."""
        async with self.held(id_, actor) as (_, draft):
            return draft

    async def open(self, id_: UUID, actor: Actor, page: str = "") -> Draft:
        """The same to be shown: it holds who the children are, so that it was opened is written down."""
        async with self.held(id_, actor) as (tx, draft):
            what = f"opened a draft, {page}" if page else "opened a draft"
            await audit_read(tx.conn, actor, what, f"draft {id_}", at=tx.now)
            return draft

    async def do(self, id_: UUID, command: Command, actor: Actor) -> Draft:
        """Change a draft in which the actor may write; raises NotFound, Refused, Stale."""
        async with self.held(id_, actor) as (tx, draft):
            return await self.do_within(tx, draft, command, actor)

    async def do_within(self, tx: Tx, draft: Draft, command: Command, actor: Actor) -> Draft:
        """The same as a part of the transaction that holds the draft."""
        state = await self._do(tx, draft, command, actor.name)
        if state.version > draft.version and (what := _audited(command)):
            await audit_read(tx.conn, actor, what, f"draft {draft.id}", at=tx.now)
        return state

    async def changes(
        self, id_: UUID, after: int = 0, page: str | None = None
    ) -> list[queries.Done]:
        """What was done to a draft."""
        async with self.service.db.read() as conn:
            return await queries.changes(conn, id_, after, page)

    async def round(self) -> int:
        """Delete the drafts whose time is over, and say of others that they will be; how many."""
        today = london_date(self.service.clock.now())
        async with self.service.db.read() as conn:
            over = await queries.over(conn, today, DUE_MAX)
            ending = await queries.ending(conn, today, DUE_MAX)
        return await each(over, self._expire) + await each(ending, self._remind)

    async def _expire(self, id_: UUID) -> int:
        async with self.service.db.begin() as tx:
            state = await store.load_closed(tx.conn, id_)
            if state is None:
                return 0
            state = await self._do(tx, state, Delete(tx.today), TIMER)
            if state.deleted:
                what = "deleted a draft after its time"
                await audit_read(tx.conn, SYSTEM, what, f"draft {id_}", at=tx.now)
            return int(state.deleted)

    async def _remind(self, id_: UUID) -> int:
        async with self.service.db.begin() as tx:
            state = await store.load(tx.conn, self.locked, id_)
            if state is None:
                return 0
            reminded = await self._do(tx, state, Remind(tx.today), TIMER)
            return reminded.version - state.version

    @asynccontextmanager
    async def held(self, id_: UUID, actor: Actor) -> AsyncIterator[tuple[Tx, Draft]]:
        """A transaction with a draft in which the actor may write, locked until it ends; raises NotFound."""
        try:
            async with self.service.db.begin() as tx:
                yield tx, await self._hold(tx, id_, actor)
        except KeptOut:
            async with self.service.db.begin() as tx:
                what, about = "opened a draft", f"draft {id_}"
                await audit_read(tx.conn, actor, what, about, at=tx.now, allowed=False)
            raise

    async def _hold(self, tx: Tx, id_: UUID, actor: Actor) -> Draft:
        state = await store.load(tx.conn, self.locked, id_)
        if state is None or not set(state.holders) & set(readers(actor)):
            raise NotFound(GONE)
        if not await self.near(tx.conn, actor, {state.authority_code}, tx.today):
            raise KeptOut(GONE)
        return state

    async def near(
        self, conn: Conn, actor: Actor, authority_codes: Collection[str], on: date
    ) -> set[str]:
        """The authorities to which, or to whose partnership, an actor belongs: their drafts may be theirs."""
        homes = await self.homes_of(conn, sorted(authority_codes), on)
        return {code for code, home in homes.items() if home.is_of(actor)}

    async def _do(self, tx: Tx, state: Draft, command: Command, by_name: str) -> Draft:
        happened = domain.decide(state, command)
        notes = []
        for event in happened:
            state = domain.evolve(state, event)
            notes.append(_note(state.version, event))
        if happened:
            saving = store.Saving(tx.now, by_name, aware_on(pages(tx.today), state))
            await store.save(tx.conn, self.locked, state, saving)
            if not state.deleted:
                await store.note(tx.conn, state.id, saving, notes)
        return state


SYSTEM = Actor("system:notify", TIMER, "system", frozenset())


def _audited(command: Command) -> str:
    match command:
        case HandOver():
            return f"handed over a draft to {command.to}"
        case TakeBack():
            return f"took back a draft from {command.holder}"
        case Delete():
            return "deleted a draft"
        case _:
            return ""


def readers(actor: Actor) -> Sequence[str]:
    """As whom an actor may be handed a draft: as a person, and as one of an organisation."""
    organisations = {actor.organisation, *actor.authorities} - {None, "*"}
    return [actor.id, *(f"{ORGANISATION}{one}" for one in sorted(map(str, organisations)))]


def may_start_for(actor: Actor) -> list[str]:
    """The authorities in whose name an actor may notify."""
    codes = sorted({*actor.authorities, actor.organisation or ""} - {"*", ""})
    return [code for code in codes if POLICY.may(actor, "notify", Scope(authority=code))]


def _person(actor: Actor) -> store.Person:
    return store.Person(
        actor.id,
        actor.name,
        actor.organisation or "",
        tuple(sorted(actor.authorities)),
        tuple(sorted(actor.partnerships)),
    )


def _note(version: int, event: events.Event) -> store.Change:
    match event:
        case events.Started():
            return store.Change(version, "Started it")
        case events.Saved():
            return store.Change(version, "Saved a page", event.page)
        case events.ChildAdded():
            return store.Change(version, "Added a child")
        case events.ChildRemoved():
            return store.Change(version, "Removed a child")
        case events.AuthorityChanged():
            return store.Change(version, f"Changed the authority to {event.authority_code}")
        case events.HandedOver():
            return store.Change(version, f"Handed it over to {event.to.partition(':')[2]}")
        case events.TakenBack():
            return store.Change(version, f"Took it back from {event.holder.partition(':')[2]}")
        case events.Reminded():
            return store.Change(version, "Reminded that it will be deleted")
        case events.Deleted():
            return store.Change(version, "Deleted it")
        case _:
            assert_never(event)


def days_left(deleted_on: date, today: date) -> int:
    """How long a draft is still kept."""
    return (deleted_on - today).days
