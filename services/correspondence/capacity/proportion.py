"""State a profile of capacity, and read what it says about one more review."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.states import States
from chassis.tx import Cause, Tx
from contracts.envelope import Fact
from contracts.publication import CapacityStatedV1
from contracts.review.lcspr_course import LcsprStatus
from services.correspondence.capacity import domain

RUNNING = (
    LcsprStatus.INITIATED,
    LcsprStatus.REVIEWER_APPOINTED,
    LcsprStatus.IN_PROGRESS,
    LcsprStatus.DRAFT_RECEIVED,
    LcsprStatus.REWORK,
    LcsprStatus.APPROVED,
    LcsprStatus.COPIES_SENT,
)
CAPACITIES = States("capacity", domain.Capacity, lambda one: one.id)


def id_of(partnership: str) -> UUID:
    """One profile a partnership."""
    return uuid5(NAMESPACE_URL, f"/cspr/capacity/{partnership}")


def announce(
    state: domain.Capacity, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of it."""
    return (
        CapacityStatedV1(
            partnership=event.partnership,
            version=state.version,
            stated_on=event.on,
            reviews_at_once=event.profile.reviews_at_once,
            trained_reviewers=event.profile.trained_reviewers,
            days_a_month=event.profile.days_a_month,
        ),
    )


CAPACITY = Aggregate(
    load=CAPACITIES.load,
    blank=domain.Capacity,
    decide=domain.decide,
    evolve=domain.evolve,
    save=CAPACITIES.save,
    announce=announce,
)


async def state(
    tx: Tx, partnership: str, profile: domain.Profile, actor: Actor, command_id: UUID
) -> None:
    """State it; raises Refused naming the field."""
    id_ = id_of(partnership)
    cause = Cause(command_id, "request", str(id_), actor.id, roles=actor.roles)
    command = domain.State(tx.today, partnership, profile)
    await execute(tx, CAPACITY, [Order(id_, id_, command, cause)])


async def of(conn: Conn, partnership: str) -> domain.Capacity:
    """The profile; blank where none was stated."""
    id_ = id_of(partnership)
    return (await CAPACITIES.read(conn, [id_])).get(id_, domain.Capacity(id_))


async def advised(conn: Conn, partnership: str) -> str:
    """What the profile says about the reviews that run now."""
    running: int = await conn.fetchval(
        """
        select count(*) from case_view where partnership = $1 and state->>'lcspr_status' = any($2)
        """,
        partnership,
        [one.value for one in RUNNING],
    )
    return domain.advice(await of(conn, partnership), running)
