"""Which moves are open, and why the others are not. Pure."""

from dataclasses import dataclass
from typing import Literal

from chassis.errors import Refused
from services.notify.notification.commands import (
    Absorb,
    AddChild,
    Amend,
    AnswerThreshold,
    AskThreshold,
    Command,
    CompleteIdentity,
    MarkDuplicate,
    Reassign,
    RecordPosition,
    RecordTold,
    Submit,
    Withdraw,
)
from services.notify.notification.possible import has_room, must_be_live
from services.notify.notification.state import Notification


@dataclass(frozen=True)
class Move:
    """One thing that may be done: by whom (``permission``), and where it is sent."""

    name: str
    means: str
    command: type[Command]
    permission: str
    path: str
    method: Literal["POST", "PUT"] = "POST"


MOVES: tuple[Move, ...] = (
    Move(
        "amend",
        "Correct what was sent. New information that brings it into scope is an amendment too.",
        Amend,
        "amend",
        "amendments",
    ),
    Move(
        "add_child",
        "Name a child that was not notified.",
        AddChild,
        "add_child",
        "children/{number}",
        "PUT",
    ),
    Move(
        "complete_identity",
        "Say who a child is, when it becomes known.",
        CompleteIdentity,
        "complete_identity",
        "children/{number}/identity",
        "PUT",
    ),
    Move(
        "state_position",
        "State a partner's position.",
        RecordPosition,
        "state_position",
        "positions",
    ),
    Move("withdraw", "Find that the criteria are not met.", Withdraw, "withdraw", "withdrawal"),
    Move(
        "reassign",
        "Give it to the authority in whose area it happened.",
        Reassign,
        "reassign",
        "reassignment",
    ),
    Move(
        "mark_duplicate",
        "Say that another notification is of the same incident.",
        MarkDuplicate,
        "mark_duplicate",
        "duplicate",
    ),
    Move(
        "ask_threshold",
        "Ask the national body about the threshold.",
        AskThreshold,
        "ask_threshold",
        "threshold-questions",
    ),
)
WHILE_LIVE = frozenset(move.command for move in MOVES) | {Absorb, RecordTold}


def available(state: Notification) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status is None:
        return frozenset({Submit})
    answering = {AnswerThreshold} if state.asked else frozenset[type[Command]]()
    return (WHILE_LIVE if state.is_live else frozenset()) | answering


def why_not(state: Notification, command: type[Command], most: int) -> Refused | None:
    """The rule that closes a move; None while it is open. ``most``: how many children may be told apart."""
    try:
        must_be_live(state)
        if command is AddChild:
            has_room(state.children, most)
    except Refused as refused:
        return refused
    return None
