"""Each page of what is done later: the move that it makes, what it asks, and who carries it out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Form
from contracts.http_notify import AmendmentBody, Receipt, WithdrawalBody
from contracts.http_notify_changes import (
    ChildAdditionBody,
    DuplicateBody,
    IdentityBody,
    QuestionBody,
    ReassignmentBody,
)
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
NUMBER_TAKEN = "number_taken"
ADDED_MEANWHILE = "Another child was added since you opened this page. If it is this one, go back; if not, send it again."
MADE: Mapping[str, frozenset[str]] = {
    "amend": frozenset({"amended", "brought_into_scope"}),
    "add_child": frozenset({"child_added", "brought_into_scope"}),
    "complete_identity": frozenset({"identity_completed", "brought_into_scope"}),
    "ask_threshold": frozenset({"threshold_asked"}),
    "mark_duplicate": frozenset({"marked_duplicate"}),
    "reassign": frozenset({"reassigned"}),
    "withdraw": frozenset({"withdrawn"}),
}
"""How the log of a notification names what each move made of it."""


@dataclass(frozen=True)
class Using:
    """The use cases behind the pages."""

    notifications: Notifications
    changing: Changing
    duplicates: Duplicates
    advising: Advising


Give = Callable[[Using, str, Any, Any, Actor], Awaitable[Receipt]]
"""What carries it out: for which reference, what the form says, the same as a system sends it, and for whom."""


@dataclass(frozen=True)
class Later:
    """One page; ``offer``: the words that lead to it, ``done``: what is said once it is done."""

    name: str
    offer: str
    title: str
    done: str
    form: type[Form]
    give: Give
    by: str = ""
    """The move, where it has another name."""

    @property
    def move(self) -> Move:
        """What it makes of the notification."""
        return BY_NAME[self.by or self.name]


async def _correct(
    using: Using, at: str, _said: Form, body: AmendmentBody, actor: Actor
) -> Receipt:
    return await using.changing.amend(at, body, actor)


async def _add(
    using: Using, at: str, said: forms.Child, body: ChildAdditionBody, actor: Actor
) -> Receipt:
    try:
        return await using.changing.add_child(at, said.number, body, actor)
    except Refused as refused:
        if refused.code != NUMBER_TAKEN:
            raise
        raise Refused(ADDED_MEANWHILE, code=NUMBER_TAKEN) from None


async def _name(
    using: Using, at: str, said: forms.Identity, body: IdentityBody, actor: Actor
) -> Receipt:
    return await using.changing.complete_identity(at, said.number, body, actor)


async def _withdraw(
    using: Using, at: str, _said: Form, body: WithdrawalBody, actor: Actor
) -> Receipt:
    return await using.notifications.withdraw(at, body, actor)


async def _reassign(
    using: Using, at: str, _said: Form, body: ReassignmentBody, actor: Actor
) -> Receipt:
    return await using.changing.reassign(at, body, actor)


async def _mark(using: Using, at: str, _said: Form, body: DuplicateBody, actor: Actor) -> Receipt:
    try:
        return await using.duplicates.mark(at, body, actor)
    except NotFound:
        raise Refused(NO_OTHER, field="duplicate_of", code="unknown") from None


async def _ask(using: Using, at: str, _said: Form, body: QuestionBody, actor: Actor) -> Receipt:
    return await using.advising.ask(at, body, actor)


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
            "amend_child",
            "Correct what was said of a child",
            "What is to be corrected of a child?",
            "The correction is recorded.",
            forms.ChildCorrection,
            _correct,
            by="amend",
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


def done_words(name: str, happened: Sequence[str]) -> str | None:
    """What is said of what was just done, where it is the last thing that happened: an address is no proof of it."""
    page = PAGES.get(name)
    return page.done if page and happened and happened[-1] in MADE[page.move.name] else None
