"""A notification that is still being written: who may write in it, what was typed, how long it is kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never
from uuid import UUID

from chassis.errors import NotFound, Refused, Stale
from services.notify.draft.commands import (
    AddChild,
    ChangeAuthority,
    Command,
    Delete,
    HandOver,
    Remind,
    RemoveChild,
    Save,
    Start,
    TakeBack,
    Values,
)
from services.notify.draft.events import (
    AuthorityChanged,
    ChildAdded,
    ChildRemoved,
    Deleted,
    Event,
    HandedOver,
    Reminded,
    Saved,
    Started,
    TakenBack,
)

KEPT_DAYS = 90
REMINDER_DAY = 83
HOLDERS_MAX = 20
CHILDREN_MAX = 50
"""Far beyond any incident; how many a notification may hold is policy."""


@dataclass(frozen=True)
class Page:
    """What stands on a page; ``form``: which form it was saved from last, at which version of the draft."""

    values: Values
    form: UUID
    version: int


@dataclass(frozen=True)
class Draft:
    """The state; ``version`` is 0 before it was begun."""

    id: UUID
    authority_code: str = ""
    started_on: date = date.min
    started_by: str = ""
    version: int = 0
    holders: tuple[str, ...] = ()
    handed: Mapping[str, str] = field(default_factory=dict)
    """To whom it was handed over, and by whom."""
    children: tuple[int, ...] = (1,)
    pages: Mapping[str, Page] = field(default_factory=dict)
    reminded_on: date | None = None
    deleted: bool = False

    @property
    def deleted_on(self) -> date:
        """The day on which it is deleted."""
        return self.started_on + timedelta(days=KEPT_DAYS)

    def values(self, page: str) -> Values:
        """What stands on a page."""
        return self.pages[page].values if page in self.pages else {}


def decide(state: Draft, command: Command) -> tuple[Event, ...]:
    """What follows from a command; raises Refused, Stale, NotFound."""
    if isinstance(command, Start):
        return () if state.version else (Started(command.on, command.by, command.authority_code),)
    if not state.version or state.deleted:
        raise NotFound("There is no such draft.")
    match command:
        case Save():
            return _save(state, command)
        case AddChild():
            return _add_child(state)
        case RemoveChild():
            return _remove_child(state, command)
        case ChangeAuthority():
            return () if command.to == state.authority_code else (AuthorityChanged(command.to),)
        case HandOver() | TakeBack():
            return _share(state, command)
        case Remind():
            due = state.started_on + timedelta(days=REMINDER_DAY)
            return (Reminded(command.on),) if due <= command.on and not state.reminded_on else ()
        case Delete():
            over = command.on >= state.deleted_on
            return (Deleted(),) if command.wanted or over else ()
        case _:
            assert_never(command)


def _save(state: Draft, command: Save) -> tuple[Event, ...]:
    before = state.pages.get(command.page)
    if before and dict(before.values) == dict(command.values):
        return ()
    if command.on_the_way and command.seen != state.version:
        raise Stale("Something was saved since; this stays where it is typed.")
    if before and before.version > command.seen and before.form != command.form:
        raise Stale("Somebody else, or you in another window, saved this page since you opened it.")
    return (Saved(command.page, command.values, command.form),)


def _add_child(state: Draft) -> tuple[Event, ...]:
    if len(state.children) >= CHILDREN_MAX:
        raise Refused(f"A draft has room for {CHILDREN_MAX} children.", code="too_many")
    never_given_before = state.version + 1
    return (ChildAdded(never_given_before),)


def _remove_child(state: Draft, command: RemoveChild) -> tuple[Event, ...]:
    if command.number not in state.children:
        return ()
    if command.seen != state.version:
        raise Stale("Something was saved in this draft since.")
    if len(state.children) == 1:
        raise Refused("A notification is about at least one child.", code="last_child")
    return (ChildRemoved(command.number),)


def _share(state: Draft, command: HandOver | TakeBack) -> tuple[Event, ...]:
    if isinstance(command, TakeBack):
        return _take_back(state, command)
    if command.to in state.holders:
        return ()
    if len(state.holders) >= HOLDERS_MAX:
        raise Refused(f"A draft is open to {HOLDERS_MAX} people at most.", code="too_many")
    return (HandedOver(command.to, command.by),)


def _take_back(state: Draft, command: TakeBack) -> tuple[Event, ...]:
    if command.holder not in state.holders:
        return ()
    if not may_take_back(state, command.holder, command.by):
        raise Refused("Whoever handed it over, or began it, takes it back.", code="forbidden")
    return (TakenBack(command.holder),)


def may_take_back(state: Draft, holder: str, by: str) -> bool:
    """Whether somebody may take it back from a holder; from who began it nobody may."""
    began = state.started_by
    return holder != began and by in (began, state.handed.get(holder))


def evolve(state: Draft, event: Event) -> Draft:
    """The state after an event."""
    version = state.version + 1
    match event:
        case Started():
            return replace(
                state,
                version=version,
                authority_code=event.authority_code,
                started_on=event.on,
                started_by=event.by,
                holders=(event.by,),
            )
        case Saved():
            page = Page(event.values, event.form, version)
            return replace(state, version=version, pages={**state.pages, event.page: page})
        case ChildAdded():
            return replace(state, version=version, children=(*state.children, event.number))
        case ChildRemoved():
            left = tuple(one for one in state.children if one != event.number)
            kept = {
                name: page
                for name, page in state.pages.items()
                if not name.endswith(f"-{event.number}")
            }
            return replace(state, version=version, children=left, pages=kept)
        case AuthorityChanged():
            return replace(state, version=version, authority_code=event.authority_code)
        case HandedOver():
            holders, handed = (*state.holders, event.to), {**state.handed, event.to: event.by}
            return replace(state, version=version, holders=holders, handed=handed)
        case TakenBack():
            holders = tuple(one for one in state.holders if one != event.holder)
            handed = {to: by for to, by in state.handed.items() if to != event.holder}
            return replace(state, version=version, holders=holders, handed=handed)
        case Reminded():
            return replace(state, version=version, reminded_on=event.on)
        case Deleted():
            return replace(state, version=version, deleted=True)
        case _:
            assert_never(event)


def available(state: Draft) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if not state.version:
        return frozenset({Start})
    if state.deleted:
        return frozenset()
    return frozenset(
        {Save, AddChild, RemoveChild, ChangeAuthority, HandOver, TakeBack, Remind, Delete}
    )
