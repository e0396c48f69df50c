"""Load, decide, fold, save, announce: one use case over a whole batch."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.tx import Cause, Tx
from contracts.envelope import Fact

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Order(Generic[C]):
    """One command for one object, and what caused it."""

    object: UUID
    key: UUID
    command: C
    cause: Cause


@dataclass(frozen=True)
class Aggregate(Generic[S, C, E]):
    """What ``execute`` needs of one kind of object; the functions are the module's own."""

    load: Callable[[Conn, Sequence[UUID]], Awaitable[Mapping[UUID, S]]]
    blank: Callable[[UUID], S]
    decide: Callable[[S, C], tuple[E, ...]]
    evolve: Callable[[S, E], S]
    save: Callable[[Conn, Sequence[S]], Awaitable[None]]
    announce: Callable[[S, E, Order[C]], Sequence[Fact]]


async def execute(
    tx: Tx, aggregate: Aggregate[S, C, E], orders: Sequence[Order[C]]
) -> list[tuple[E, ...]]:
    """Decide the orders in their sequence; the events of each come back.

    A refused command is answered so and yields nothing; a refused fact or request raises Refused.
    """
    ids = list(dict.fromkeys(order.object for order in orders))
    states = dict(await aggregate.load(tx.conn, ids))
    changed: dict[UUID, S] = {}
    results = []
    for order in orders:
        before = states.get(order.object) or aggregate.blank(order.object)
        events = _decide(tx, aggregate, before, order)
        after = _fold(tx, aggregate, before, events, order)
        if events:
            states[order.object] = changed[order.object] = after
        results.append(events)
    if changed:
        await aggregate.save(tx.conn, list(changed.values()))
    return results


def _decide(tx: Tx, aggregate: Aggregate[S, C, E], state: S, order: Order[C]) -> tuple[E, ...]:
    try:
        return aggregate.decide(state, order.command)
    except Refused as refused:
        if order.cause.kind != "command":
            raise
        tx.refuse(order.cause, refused)
        return ()


def _fold(
    tx: Tx, aggregate: Aggregate[S, C, E], state: S, events: Sequence[E], order: Order[C]
) -> S:
    for event in events:
        state = aggregate.evolve(state, event)
        for fact in aggregate.announce(state, event, order):
            tx.announce(fact, key=order.key, object=order.object, cause=order.cause)
    return state
