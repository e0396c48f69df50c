"""Questions, advice and comments about a review: said, and never an instruction. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.lcspr.state import Lcspr, has_happened

ADVISES = "the Panel advises on conducting reviews; it does not instruct"
COMMENTS = "Children Act 2004 s16F: regard to what is said of the report"
NO_REVIEW = ("none", "not_held")


@dataclass(frozen=True)
class Ask:
    """Ask for advice; ``id`` is what an answer names."""

    id: UUID
    on: date
    said: Any


@dataclass(frozen=True)
class Give:
    """Give advice, to a question or of one's own accord."""

    id: UUID
    on: date
    answers: UUID | None
    said: Any


@dataclass(frozen=True)
class Comment:
    """Comment on a draft, the report or the reasons not to publish; ``id`` tells it from any other."""

    id: UUID
    today: date
    about: str
    by: str
    commented_on: date
    said: Any


Command = Ask | Give | Comment


@dataclass(frozen=True)
class Asked:
    """A question is open."""

    id: UUID
    on: date
    said: Any


@dataclass(frozen=True)
class Given:
    """There is advice."""

    id: UUID
    on: date
    answers: UUID | None
    said: Any


@dataclass(frozen=True)
class Commented:
    """There is a comment."""

    id: UUID
    about: str
    by: str
    on: date
    said: Any


Event = Asked | Given | Commented


def decide(state: Lcspr, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if state.status in NO_REVIEW:
        raise Refused("No LCSPR is proposed or begun.", ADVISES, code="not_initiated")
    match command:
        case Ask():
            known = command.id in (*state.questions, *state.advice)
            return () if known else (Asked(command.id, command.on, command.said),)
        case Give():
            return _give(state, command)
        case Comment():
            return _comment(state, command)
        case _:
            assert_never(command)


def _give(state: Lcspr, command: Give) -> tuple[Event, ...]:
    if command.id in state.advice:
        return ()
    if command.answers is not None and command.answers not in state.questions:
        raise Refused("There is no such open question.", ADVISES, "answers", "no_question")
    return (Given(command.id, command.on, command.answers, command.said),)


def _comment(state: Lcspr, command: Comment) -> tuple[Event, ...]:
    has_happened(command.commented_on, command.today, "commented_on")
    if not _is_there(state, command.about):
        raise Refused("There is nothing to comment on yet.", COMMENTS, "on", "nothing_there")
    if command.id in state.comment_ids:
        return ()
    said = (command.about, command.by, command.commented_on)
    return (Commented(command.id, *said, command.said),)


def _is_there(state: Lcspr, about: str) -> bool:
    match about:
        case "draft":
            return state.drafts > 0
        case "report":
            return state.is_public or bool(state.copies or state.bundles or state.approved_on)
        case _:
            return bool(state.justified_to)


def evolve(state: Lcspr, event: Event) -> Lcspr:
    """The state after an event."""
    match event:
        case Asked():
            return replace(state, questions=(*state.questions, event.id))
        case Given():
            left = tuple(one for one in state.questions if one != event.answers)
            return replace(state, questions=left, advice=(*state.advice, event.id))
        case Commented():
            said = (event.about, event.by, event.on)
            ids = (*state.comment_ids, event.id)
            return replace(state, comments=(*state.comments, said), comment_ids=ids)
        case _:
            assert_never(event)


def available(state: Lcspr) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status in NO_REVIEW:
        return frozenset()
    there = any(_is_there(state, about) for about in ("draft", "report", "non_publication"))
    return frozenset({Ask, Give, Comment} if there else {Ask, Give})
