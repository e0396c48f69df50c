"""A decision was corrected: a letter that is not out says what it says now, one that is out gets another."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.execute import Order, execute
from chassis.tx import Cause, Tx
from contracts.review.consideration import DecisionRecordedV1
from contracts.review.correction import DecisionCorrectedV1
from services.correspondence.letter import commands, store
from services.correspondence.letter.handlers import aggregate, letter_id_of
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import mended
from services.correspondence.letter.wire import announce_step
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.read_models import timeline

ALWAYS = ("outcome", "national_candidate", "reply_terms")
"""What a correction tells whether or not it changed."""


async def correct(tx: Tx, fact: DecisionCorrectedV1, cause: Cause) -> None:
    """Mend what the letter is made from; what went out stays as it went, and is corrected by a letter."""
    changed = _changed(fact)
    of_case = await store.letters_of(tx.conn, fact.incident_id)
    own = [one for one in of_case if one.decision_id == fact.decision_id]
    waits = next((one.id for one in own if one.is_open and one.kind != CORRECTION.code), None)
    if waits is None and any(one.status == "issued" for one in own):  # whether or not review knew
        await _write_again(tx, fact, changed, own, cause)
    else:
        id_ = waits or letter_id_of(fact.decision_id)
        await _mend(tx, id_, fact, changed, fact.outcome, cause)


def _changed(fact: DecisionCorrectedV1) -> dict[str, Any]:
    said = fact.model_dump(mode="json")
    return {name: said[name] for name in (*fact.parts, *ALWAYS)}


async def as_corrected(conn: Conn, source: store.Source) -> tuple[DecisionRecordedV1, int]:
    """The decision that a letter was made from with every correction since, and the last one's number."""
    said, number = dict(source.said), _number(source)
    for one in await timeline.of_case(conn, source.incident_id):
        if one.name == "decision-corrected" and one.fact["decision_id"] == said["decision_id"]:
            fact = DecisionCorrectedV1.model_validate(one.fact)
            said, number = said | _changed(fact), fact.correction
    return DecisionRecordedV1.model_validate(said), number


async def _write_again(
    tx: Tx,
    fact: DecisionCorrectedV1,
    changed: Mapping[str, Any],
    own: Sequence[Letter],
    cause: Cause,
) -> None:
    """A letter of correction, or the one that waits, with what was corrected since it was drafted."""
    waits = next((one for one in own if one.kind == CORRECTION.code and one.is_open), None)
    if waits:
        source = await store.source_of(tx.conn, waits.id)
        before = source.said["correction"]["parts"] if source else ()
        about = _about(fact, source.said["correction"]["letter_on"] if source else "", before)
        again = {**changed, "correction": about}
        await _mend(tx, waits.id, fact, again, CORRECTION.code, cause)
    elif last := await _last_that_went(tx, own):
        letter, source = last
        before, _ = await as_corrected(tx.conn, source)
        decision = DecisionRecordedV1.model_validate({**before.model_dump(mode="json"), **changed})
        about = _about(fact, str(letter.issued_on), ())
        await _draft(tx, fact, decision, source.partnership, about, cause)


async def _last_that_went(tx: Tx, own: Sequence[Letter]) -> tuple[Letter, store.Source] | None:
    """The letter that partners read last of this decision, with what it was made from."""
    found = [
        (one, source)
        for one in own
        if one.is_out and (source := await store.source_of(tx.conn, one.id))
    ]
    return max(found, key=lambda one: (_says(*one), str(one[0].issued_on)), default=None)


def _says(letter: Letter, source: store.Source) -> int:
    """The last correction that a letter tells."""
    return max(_number(source), letter.corrected)


def _number(source: store.Source) -> int:
    return int(source.said.get("correction", {}).get("number", 0))


def _about(fact: DecisionCorrectedV1, letter_on: str, before: Sequence[str]) -> dict[str, Any]:
    return {
        "number": fact.correction,
        "letter_on": letter_on,
        "parts": list(dict.fromkeys((*before, *fact.parts))),
        "why": fact.why,
    }


async def _draft(
    tx: Tx,
    fact: DecisionCorrectedV1,
    decision: DecisionRecordedV1,
    partnership: str,
    about: Mapping[str, Any],
    cause: Cause,
) -> None:
    named = f"/cspr/letter/{fact.decision_id}/correction/{fact.correction}"
    id_ = uuid5(NAMESPACE_URL, named)
    command = commands.Draft(
        fact.incident_id, fact.reference, fact.decision_id, CORRECTION.code, fact.round
    )
    await _order(tx, id_, fact, command, cause)
    await store.add_source(tx.conn, id_, partnership, decision, about)


async def _mend(
    tx: Tx,
    id_: UUID,
    fact: DecisionCorrectedV1,
    changed: Mapping[str, Any],
    kind: str,
    cause: Cause,
) -> None:
    await store.correct_source(tx.conn, id_, changed)
    command = commands.Correct(kind, fact.correction, mended(fact.parts))
    await _order(tx, id_, fact, command, cause)


async def _order(
    tx: Tx, id_: UUID, fact: DecisionCorrectedV1, command: commands.Command, cause: Cause
) -> None:
    order: Order[commands.Command] = Order(id_, fact.incident_id, command, cause)
    await execute(tx, aggregate(announce_step), [order])
