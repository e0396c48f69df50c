"""Use cases of webinars: proposed, approved by another, cancelled, counted."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from chassis.clock import london_date
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.codes import Theme
from contracts.envelope import Fact
from contracts.webinar import (
    Attended,
    AttendeeKind,
    WebinarAnnouncedV1,
    WebinarAttendedV1,
    WebinarCancelledV1,
)
from services.correspondence.webinar import domain
from services.correspondence.webinar.store import WEBINARS


def announce(
    state: domain.Webinar, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """Only what is public is told."""
    match event:
        case domain.Proposed() | domain.Withdrawn():
            return ()
        case domain.Approved():
            return (_announced(state, event),)
        case domain.Cancelled():
            on = london_date(event.at)
            return (
                WebinarCancelledV1(webinar_id=state.id, version=state.version, cancelled_on=on),
            )
        case domain.Counted():
            came = tuple(Attended(who=AttendeeKind(w), number=n) for w, n in event.attended)
            on = london_date(event.at)
            return (WebinarAttendedV1(webinar_id=state.id, attended=came, recorded_on=on),)
        case _:
            assert_never(event)


def _announced(state: domain.Webinar, event: domain.Approved) -> WebinarAnnouncedV1:
    details = state.details
    assert details, "what is approved has its details"
    return WebinarAnnouncedV1(
        webinar_id=state.id,
        version=state.version,
        title=details.title,
        themes=tuple(Theme(one) for one in details.themes),
        audiences=details.audiences,
        starts_at=details.starts_at,
        minutes=details.minutes,
        address=details.address,
        recording=details.recording,
        approved_on=london_date(event.at),
    )


WEBINAR = Aggregate(
    load=WEBINARS.load,
    blank=domain.Webinar,
    decide=domain.decide,
    evolve=domain.evolve,
    save=WEBINARS.save,
    announce=announce,
)


async def give(
    tx: Tx, id_: UUID, command: domain.Command, actor: Actor, command_id: UUID
) -> Sequence[domain.Event]:
    """One command for one webinar, and what came of it; raises Refused."""
    cause = Cause(command_id, "request", str(id_), actor.id, roles=actor.roles)
    [events] = await execute(tx, WEBINAR, [Order(id_, id_, command, cause)])
    return events
