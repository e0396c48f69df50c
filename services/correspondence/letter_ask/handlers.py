"""Use cases of what letters ask: put as the letter goes out, answered by replies, taken back with the letter."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid5

from chassis.errors import Refused
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from services.correspondence.letter.handlers import asked_by, case_of
from services.correspondence.letter.local_review import LocalReview
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.state import Letter
from services.correspondence.letter_ask import domain, store
from services.correspondence.letter_ask.domain import Answer, Command, Put, TakeBack
from services.correspondence.letter_ask.wire import announce
from services.correspondence.letter_types.data import still_to_come

LETTER_ASK = Aggregate(
    load=store.LETTER_ASKS.load,
    blank=domain.LetterAsk,
    decide=domain.decide,
    evolve=domain.evolve,
    save=store.LETTER_ASKS.save,
    announce=announce,
)


async def give(
    tx: Tx, incident: UUID, commands: Sequence[tuple[UUID, Command]], cause: Cause
) -> bool:
    """Commands for asks of one case; whether something came of any. Raises Refused."""
    orders = [Order(id_, incident, command, cause) for id_, command in commands]
    return any(await execute(tx, LETTER_ASK, orders))


async def put(tx: Tx, letter: Letter, now: Reading, actor: Actor) -> None:
    """Await what a letter on a local review asks of each partner, in the words that go out."""
    if not isinstance(now.made, LocalReview):
        return
    said = now.made.reworded(letter.own_words)
    answered = await _answered(tx, letter)
    commands = [
        (
            uuid5(letter.id, f"ask {ask.number} {partner.value}"),
            Put(
                incident_id=said.incident_id,
                reference=letter.reference,
                letter_id=letter.id,
                number=ask.number,
                partner=partner.value,
                on=tx.today,
                text=ask.text,
                due_on=still_to_come(ask.due_on, tx.today),
            ),
        )
        for ask in said.asks
        if f"request-{ask.number}" in now.texts
        for partner in ask.asked_of
        if (ask.number, partner.value) not in answered
    ]
    await give(tx, said.incident_id, commands, asked_by(actor, said.incident_id))


async def _answered(tx: Tx, letter: Letter) -> set[tuple[int, str]]:
    """Number and partner of what was answered to the letter that this one replaces."""
    before = await store.of_letter(tx.conn, letter.replaces) if letter.replaces else []
    return {(one.number, one.partner) for one in before if one.status == "answered"}


async def take_back(tx: Tx, letter: Letter, actor: Actor) -> None:
    """Await nothing any more of what a withdrawn letter asked."""
    asked = await store.of_letter(tx.conn, letter.id)
    incident = case_of(letter)
    await give(
        tx, incident, [(one.id, TakeBack(tx.today)) for one in asked], asked_by(actor, incident)
    )


async def answer(
    tx: Tx,
    letter: Letter,
    partner: Partner,
    numbers: Collection[int],
    reply_id: UUID,
    cause: Cause,
) -> None:
    """A partner's reply answers these requests of a letter; raises Refused where it was not asked."""
    asked = {
        one.number: one.id
        for one in await store.of_letter(tx.conn, letter.id)
        if one.partner == partner
    }
    for number in numbers:
        if number not in asked:
            reason = f"This letter puts no request number {number} to your organisation."
            raise Refused(reason, domain.SOURCE, "numbers", "not_asked")
    commands = [(asked[number], Answer(reply_id, tx.today)) for number in numbers]
    await give(tx, case_of(letter), commands, cause)
