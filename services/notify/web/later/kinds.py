"""Each page of what is done later: the move that it makes, what it asks, and who carries it out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Form
from contracts.http_notify import Receipt
from services.notify.access import POLICY
from services.notify.notification import store
from services.notify.notification.advising import Advising
from services.notify.notification.changing import Changing
from services.notify.notification.duplicates import Duplicates
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.moves import MOVES, Move, why_not
from services.notify.notification.queries import Found
from services.notify.policy import rules
from services.notify.web.later import forms

NO_OTHER = "There is no notification with this reference that you may read."
BY_NAME = {one.name: one for one in MOVES}


@dataclass(frozen=True)
class Using:
    """The use cases behind the pages."""

    notifications: Notifications
    changing: Changing
    duplicates: Duplicates
    advising: Advising


Give = Callable[[Using, str, Any, Actor], Awaitable[Receipt]]


@dataclass(frozen=True)
class Later:
    """One page; ``offer``: the words that lead to it, ``done``: what is said once it is done."""

    name: str
    offer: str
    title: str
    done: str
    form: type[Form]
    give: Give

    @property
    def move(self) -> Move:
        """What it makes of the notification."""
        return BY_NAME[self.name]


async def _correct(using: Using, at: str, said: forms.Correction, actor: Actor) -> Receipt:
    return await using.changing.amend(at, said.body, actor)


async def _add(using: Using, at: str, said: forms.Child, actor: Actor) -> Receipt:
    return await using.changing.add_child(at, said.number, said.body, actor)


async def _name(using: Using, at: str, said: forms.Identity, actor: Actor) -> Receipt:
    return await using.changing.complete_identity(at, said.number, said.body, actor)


async def _withdraw(using: Using, at: str, said: forms.Withdrawal, actor: Actor) -> Receipt:
    return await using.notifications.withdraw(at, said.body, actor)


async def _reassign(using: Using, at: str, said: forms.Reassignment, actor: Actor) -> Receipt:
    return await using.changing.reassign(at, said.body, actor)


async def _mark(using: Using, at: str, said: forms.Duplicate, actor: Actor) -> Receipt:
    try:
        return await using.duplicates.mark(at, said.body, actor)
    except NotFound:
        raise Refused(NO_OTHER, field="duplicate_of", code="unknown") from None


async def _ask(using: Using, at: str, said: forms.Question, actor: Actor) -> Receipt:
    return await using.advising.ask(at, said.body, actor)


PAGES: Mapping[str, Later] = {
    one.name: one
    for one in (
        Later(
            "amend",
            "Correct what was sent",
            "What is to be corrected?",
            "The correction is recorded.",
            forms.Correction,
            _correct,
        ),
        Later(
            "add_child",
            "Add a child",
            "Which child is to be added?",
            "The child is added.",
            forms.Child,
            _add,
        ),
        Later(
            "complete_identity",
            "Say who a child is",
            "Who is the child?",
            "It is recorded who the child is.",
            forms.Identity,
            _name,
        ),
        Later(
            "ask_threshold",
            "Ask the Panel about the threshold",
            "What do you want to ask about the threshold?",
            "The question is sent.",
            forms.Question,
            _ask,
        ),
        Later(
            "mark_duplicate",
            "Say that it is a duplicate",
            "Which notification is of the same incident?",
            "It is recorded as a duplicate.",
            forms.Duplicate,
            _mark,
        ),
        Later(
            "reassign",
            "Give it to another authority",
            "In whose area did it happen?",
            "It is given to the other authority.",
            forms.Reassignment,
            _reassign,
        ),
        Later(
            "withdraw",
            "Withdraw it",
            "Why are the criteria not met?",
            "The notification is withdrawn.",
            forms.Withdrawal,
            _withdraw,
        ),
    )
}
"""What can be undone stands before what can not."""


def offered(actor: Actor, found: Found, today: date) -> list[tuple[str, str]]:
    """What an actor may do with one notification now: the name of each page and the words that lead to it."""
    state, most = store.state_of(vars(found)), rules.limits(today).children_max
    return [
        (page.name, page.offer)
        for page in PAGES.values()
        if POLICY.may(actor, page.move.permission, scope_of(found))
        and why_not(state, page.move.command, most) is None
    ]


def done_words(name: str, receipt: Receipt) -> str | None:
    """What is said of what was just done; an address alone is no proof of an ending."""
    page = PAGES.get(name)
    ended = {"withdraw": "withdrawn", "mark_duplicate": "duplicate"}.get(name, receipt.state)
    return page.done if page and receipt.state == ended else None
