"""What follows a decision: its correction, what became of its advice, its place on the shelf, the public log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.correspondence import LetterIssuedV1, LetterKind
from contracts.review.consideration import RecordDecisionV1
from contracts.review.correction import CorrectDecisionV1
from contracts.review.curation import CurateCaseV1
from contracts.review.given_advice import AnswerAdviceV1, RecordAdviceEffectV1
from contracts.review.selection import LogSelectionV1
from services.review import aggregates, stores
from services.review.consideration import correction_wire
from services.review.curation import domain as curation
from services.review.curation import wire as curation_wire
from services.review.given_advice import domain as advice
from services.review.given_advice import wire as advice_wire
from services.review.handlers.cases import carry_out, change, sent_on, tell_changed
from services.review.selection import domain as selection
from services.review.selection import wire as selection_wire
from services.review.senders import Commands

GIVEN_ADVICE = Aggregate(
    load=stores.GIVEN_ADVICE.load,
    blank=advice.GivenAdvice,
    decide=advice.decide,
    evolve=advice.evolve,
    save=stores.GIVEN_ADVICE.save,
    announce=advice_wire.announce,
)
CURATION = Aggregate(
    load=stores.CURATIONS.load,
    blank=curation.Curation,
    decide=curation.decide,
    evolve=curation.evolve,
    save=stores.CURATIONS.save,
    announce=curation_wire.announce,
)
SELECTION = Aggregate(
    load=stores.SELECTIONS.load,
    blank=selection.Selection,
    decide=selection.decide,
    evolve=selection.evolve,
    save=stores.SELECTIONS.save,
    announce=selection_wire.announce,
)


def register(consumes: Consumes, commands: Commands) -> None:
    """The consumers of these commands, and of the letter with which advice is given."""
    commands(CorrectDecisionV1)(correct_decision)
    commands(AnswerAdviceV1)(answer_advice)
    commands(RecordAdviceEffectV1)(record_effect)
    commands(CurateCaseV1)(curate)
    commands(LogSelectionV1)(log_selection)

    @consumes(LetterIssuedV1)
    async def give(tx: Tx, batch: Sequence[Received[LetterIssuedV1]]) -> None:
        await change(
            tx,
            GIVEN_ADVICE,
            without_corrections(batch),
            lambda r: advice.Give(r.message.letter_id, r.message.decision_id, r.message.issued_on),
        )


def without_corrections(
    batch: Sequence[Received[LetterIssuedV1]],
) -> list[Received[LetterIssuedV1]]:
    """The letters that tell of a decision first: one that corrects them starts nothing anew."""
    return [one for one in batch if one.message.letter_kind is not LetterKind.CORRECTION]


async def advise(
    tx: Tx,
    batch: Sequence[Received[RecordDecisionV1]],
    ids: Mapping[UUID, UUID],
    references: Mapping[UUID, str],
) -> None:
    """What these decisions advise waits for their letters; ``ids``: command to decision."""
    await carry_out(
        tx,
        GIVEN_ADVICE,
        [one for one in batch if one.message.advice_items],
        lambda r: advice.Announce(
            references[r.key],
            ids[r.id],
            advice_wire.items_of(ids[r.id], r.message.advice_items),
        ),
    )


async def advise_otherwise(tx: Tx, given: Sequence[tuple[UUID, str, advice.Item, Cause]]) -> None:
    """Follow advice that another object of these cases gave: case, its reference, the piece, its cause."""
    orders: list[Order[advice.Command]] = [
        Order(key, key, advice.Add(reference, item), cause) for key, reference, item, cause in given
    ]
    await execute(tx, GIVEN_ADVICE, orders)


async def correct_decision(tx: Tx, batch: Sequence[Received[CorrectDecisionV1]]) -> None:
    """Mend decisions; advice that is not given yet is mended with them, and what is added later is given."""
    done = await carry_out(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: correction_wire.correct_from(r.message, sent_on(r)),
    )
    keys = [r.key for r in done]
    files = await stores.files(tx.conn, keys)
    cases = await stores.CONSIDERATIONS.read(tx.conn, keys)
    await carry_out(
        tx,
        GIVEN_ADVICE,
        [r for r in done if r.message.advice_items is not None],
        lambda r: advice.Announce(
            files[r.key].reference,
            r.message.decision_id,
            advice_wire.items_of(r.message.decision_id, r.message.advice_items),
            after_letter=sent_on(r) if cases[r.key].letter_is_out else None,
        ),
    )
    await tell_changed(tx, done)


async def answer_advice(tx: Tx, batch: Sequence[Received[AnswerAdviceV1]]) -> None:
    """Take what the partners did with advice."""
    await change(
        tx,
        GIVEN_ADVICE,
        batch,
        lambda r: advice.Answer(
            sent_on(r), r.message.advice_id, r.message.fate, r.message.decided_on, r.message.why
        ),
    )


async def record_effect(tx: Tx, batch: Sequence[Received[RecordAdviceEffectV1]]) -> None:
    """Take what advice led to."""
    await change(
        tx,
        GIVEN_ADVICE,
        batch,
        lambda r: advice.Observe(sent_on(r), r.message.advice_id, r.message.observed_on, r.message),
    )


async def curate(tx: Tx, batch: Sequence[Received[CurateCaseV1]]) -> None:
    """Keep cases as examples, or set them aside."""
    cases = await stores.CONSIDERATIONS.read(tx.conn, [r.key for r in batch])

    def command(r: Received[CurateCaseV1]) -> curation.Curate:
        case = cases.get(r.key)
        return curation.Curate(
            on=sent_on(r),
            reference=case.reference if case else "",
            is_decided=case is not None and case.decision_id is not None,
            use=r.message.use,
            why=r.message.why,
        )

    await carry_out(tx, CURATION, batch, command)


async def log_selection(tx: Tx, batch: Sequence[Received[LogSelectionV1]]) -> None:
    """Enter topics in the public log."""
    await carry_out(tx, SELECTION, batch, lambda r: selection_wire.log_from(r.message, sent_on(r)))
