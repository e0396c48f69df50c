"""From a read envelope to what a handler gets, and from an error to what a person reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

import asyncpg
from pydantic import ValidationError

from chassis.cloudevents import Incoming
from chassis.errors import CsprError, Refused
from chassis.log import wrong_fields
from chassis.tx import Cause
from contracts.catalogue import CATALOGUE, by_type
from contracts.envelope import Command, Message

M = TypeVar("M", bound=Message)
_COMMAND_TOPICS = {e.topic.name for e in CATALOGUE if issubclass(e.model, Command)}


@dataclass(frozen=True, slots=True)
class Received(Generic[M]):
    """One message as a handler gets it: parsed, claimed, and due to be applied now."""

    message: M
    cause: Cause
    key: UUID
    time: datetime
    sequence: int
    id: UUID
    type: str
    body: bytes


def parse(message: Incoming, model: type[M]) -> Received[M]:
    """Validate the body straight from its bytes; raises ValidationError."""
    return Received(
        message=model.model_validate_json(message.body),
        cause=cause_of(message),
        key=message.key,
        time=message.time,
        sequence=message.sequence,
        id=message.id,
        type=message.type,
        body=message.body,
    )


def cause_of(message: Incoming) -> Cause:
    """The cause that whatever follows from ``message`` will name."""
    return Cause(
        message.id,
        "command" if is_command(message) else "fact",
        message.correlation,
        message.actor,
        message.traceparent,
        message.roles,
    )


def explain(error: Exception) -> tuple[str, str]:
    """Code and reason for a parked message; values that were sent are never repeated."""
    if isinstance(error, ValidationError):
        return "invalid", wrong_fields(error)
    if isinstance(error, Refused):
        return error.code, f"{error.reason} ({error.source})" if error.source else error.reason
    if isinstance(error, asyncpg.PostgresError):
        return "database", f"SQLSTATE {error.sqlstate} {error.constraint_name or ''}".strip()
    if isinstance(error, CsprError):
        return name_of(error), str(error)
    return "failed", name_of(error)


def groups(
    todo: Iterable[Incoming],
) -> list[tuple[type[Message], list[Incoming]]]:
    """Messages of one type together, as far as the order within each key allows."""
    groups: list[tuple[type[Message], list[Incoming]]] = []
    last: dict[UUID, int] = {}
    for message in todo:
        entry = by_type().get(message.type)
        if entry is None:
            continue
        start = last.get(message.key, 0)
        places = (i for i in range(start, len(groups)) if groups[i][0] is entry.model)
        at = next(places, len(groups))
        if at == len(groups):
            groups.append((entry.model, []))
        groups[at][1].append(message)
        last[message.key] = at
    return groups


def is_command(message: Incoming) -> bool:
    """Whether the message came on a topic of commands, of a type that is known or not."""
    return message.topic in _COMMAND_TOPICS


def name_of(error: Exception) -> str:
    """The error's kind, which is all that logs may say of it."""
    return type(error).__name__
