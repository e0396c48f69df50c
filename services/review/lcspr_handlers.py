"""The partners' final decision and the LCSPR, each told with what stands outside them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review.consideration import AgreementStep, RecordPartnersDecisionV1
from services.review import aggregates, stores
from services.review.case_state import tell_states
from services.review.handlers import Batch, carry_out
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import wire as lcspr_wire
from services.review.policy import rules


async def record_partners_decision(
    tx: Tx, batch: Sequence[Received[RecordPartnersDecisionV1]]
) -> None:
    """Record the partners' final decisions; a yes initiates the LCSPR."""
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])

    def command(c: RecordPartnersDecisionV1) -> lcspr_commands.RecordDecision:
        review = reviews.get(c.incident_id)
        reviewed = review is not None and review.status == "submitted"
        return lcspr_commands.RecordDecision(tx.today, c.decided_on, c.decision, reviewed, c)

    await change_lcspr(tx, batch, command)


async def change_lcspr(
    tx: Tx, batch: Batch, command: Callable[[Any], lcspr_commands.Command]
) -> None:
    """Carry out commands on LCSPRs, each told with what stands outside it."""
    for one in batch:  # each is told in the words of its own case
        telling = await _telling(tx, one.key)
        done = await carry_out(tx, aggregates.lcspr_aggregate(telling), [one], command)
        await tell_states(tx, [(r.key, r.cause) for r in done])


async def _telling(tx: Tx, id_: UUID) -> lcspr_wire.Telling:
    file = (await stores.files(tx.conn, [id_])).get(id_)
    found = (await stores.CONSIDERATIONS.read(tx.conn, [id_])).get(id_)
    steps = found.steps if found else ()
    outcome = found.outcome if found else None
    advised = {"advise_lcspr": True, "agree_lcspr": True, "agree_no_lcspr": False}.get(str(outcome))
    return lcspr_wire.Telling(
        reference=file.reference if file else "",
        partnership=file.partnership if file else "",
        steps=tuple(AgreementStep(by=s.by, view=s.view, on=s.on) for s in steps),
        advised=advised,
    )


def plan_publication(command: Any, today: date, last_copy_on: date | None) -> lcspr_commands.Plan:
    """A plan, with the two dates that the calendar gives."""
    return lcspr_commands.Plan(
        today=today,
        publish_on=command.publish_on,
        copies_needed_by=rules.copies_needed_by(command.publish_on),
        earliest=rules.earliest_publication(last_copy_on) if last_copy_on else None,
    )
