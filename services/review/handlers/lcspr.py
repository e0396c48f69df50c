"""The partners' final decision and the LCSPR, each told with what stands outside them."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from chassis.dispatch import Received
from chassis.execute import Order, execute
from chassis.tx import Cause, Tx
from contracts.correspondence import LetterIssuedV1
from contracts.review.consideration import AgreementStep, RecordPartnersDecisionV1
from services.review import aggregates, stores
from services.review.case_state import tell_states
from services.review.consideration import commands as consideration_commands
from services.review.consideration.state import Consideration
from services.review.handlers.cases import Batch, carry_out, sent_on, tell_changed
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import wire as lcspr_wire
from services.review.lcspr.state import Lcspr


async def record_partners_decision(
    tx: Tx, batch: Sequence[Received[RecordPartnersDecisionV1]]
) -> None:
    """Record the partners' final decisions; a yes initiates the LCSPR."""
    keys = [r.key for r in batch]
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, keys)
    cases = await stores.CONSIDERATIONS.read(tx.conn, keys)

    def command(r: Received[RecordPartnersDecisionV1]) -> lcspr_commands.RecordDecision:
        review, said = reviews.get(r.key), r.message
        reviewed = review is not None and review.status == "submitted"
        return lcspr_commands.RecordDecision(
            on=sent_on(r),
            decided_on=said.decided_on,
            decision=said.decision,
            reviewed=reviewed,
            answers=cases[r.key].decision_in_force if r.key in cases else None,
            said=said,
        )

    await change_lcspr(tx, batch, command)


async def change_lcspr(
    tx: Tx, batch: Batch, command: Callable[[Received[Any]], lcspr_commands.Command]
) -> None:
    """Carry out commands on LCSPRs, and tell how the cases that they changed stand now."""
    await tell_changed(tx, await carry_out_on_lcspr(tx, batch, command))


async def carry_out_on_lcspr(
    tx: Tx, batch: Batch, command: Callable[[Received[Any]], lcspr_commands.Command]
) -> list[Received[Any]]:
    """Carry out commands on LCSPRs, each told in the words of its own case; those that changed something."""
    aggregate = aggregates.lcspr_aggregate(await _tellings(tx, [r.key for r in batch]))
    return await carry_out(tx, aggregate, batch, command)


async def pass_time(
    tx: Tx, passed: Sequence[tuple[UUID, Cause]], command: lcspr_commands.Command
) -> None:
    """What follows of itself on a day."""
    aggregate = aggregates.lcspr_aggregate(await _tellings(tx, [id_ for id_, _ in passed]))
    await execute(tx, aggregate, [Order(id_, id_, command, cause) for id_, cause in passed])
    await tell_states(tx, passed)


async def _tellings(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, lcspr_wire.Telling]:
    files = await stores.files(tx.conn, ids)
    cases = await stores.CONSIDERATIONS.read(tx.conn, ids)
    return {id_: _telling(files.get(id_), cases.get(id_)) for id_ in ids}


def _telling(file: stores.CaseFile | None, found: Consideration | None) -> lcspr_wire.Telling:
    steps = found.steps if found else ()
    outcome = found.outcome if found else None
    advised = {"advise_lcspr": True, "agree_lcspr": True, "agree_no_lcspr": False}.get(str(outcome))
    return lcspr_wire.Telling(
        reference=file.reference if file else "",
        partnership=file.partnership if file else "",
        steps=tuple(AgreementStep(by=s.by, view=s.view, on=s.on) for s in steps),
        advised=advised,
    )


def issue_from(
    one: Received[LetterIssuedV1], local: Lcspr | None
) -> consideration_commands.IssueLetter:
    """A letter; it awaits nothing where the partners decided after the Panel, or the LCSPR has begun."""
    fact = one.message
    answered = local is not None and (
        local.answers == fact.decision_id or local.initiated_on is not None
    )
    awaits_reply = fact.awaits_decision and not answered
    return consideration_commands.IssueLetter(fact.decision_id, fact.issued_on, awaits_reply)
