"""A decision was corrected: the letter that is not out yet says what the decision says now."""

from chassis.execute import Order, execute
from chassis.tx import Cause, Tx
from contracts.review.correction import DecisionCorrectedV1
from services.correspondence.letter import commands, store
from services.correspondence.letter.handlers import aggregate, letter_id_of
from services.correspondence.letter.texts import mended
from services.correspondence.letter.wire import announce_step

ALWAYS = ("outcome", "national_candidate", "reply_terms")
"""What a correction tells whether or not it changed."""


async def correct(tx: Tx, fact: DecisionCorrectedV1, cause: Cause) -> None:
    """Mend what the letter is made from; what went out stays as it went."""
    id_, said = letter_id_of(fact.decision_id), fact.model_dump(mode="json")
    changed = {name: said[name] for name in (*fact.parts, *ALWAYS)}
    await store.correct_source(tx.conn, id_, changed)
    command = commands.Correct(fact.outcome, fact.correction, mended(fact.parts))
    order: Order[commands.Command] = Order(id_, fact.incident_id, command, cause)
    await execute(tx, aggregate(announce_step), [order])
