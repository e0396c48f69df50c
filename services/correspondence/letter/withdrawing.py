"""A letter that went out is taken back, and another may be drafted in its place."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.tx import Tx
from services.correspondence import directory
from services.correspondence.delivery import recall
from services.correspondence.letter import commands, reading, rules, store
from services.correspondence.letter.correcting import as_corrected
from services.correspondence.letter.handlers import case_of, give
from services.correspondence.letter.local_review import LocalReview
from services.correspondence.letter.state import Letter
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.read_models import cases


def replacement_of(letter_id: UUID) -> UUID:
    """The letter in the place of a withdrawn one: one, however often it is asked for."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/{letter_id}/replacement")


def replaceable(state: Letter, of_case: Sequence[Letter]) -> None:
    """Raise Refused where no letter can be drafted in the place of this one. Pure."""
    if state.status != "withdrawn":
        raise Refused("Withdraw the letter first.", rules.WITHDRAWN, code="not_withdrawn")
    if state.on_review and _later(state, of_case):
        reason = "A later letter answers what was told since: it says what there is to say."
        raise Refused(reason, rules.BEGUN, code="is_overtaken")
    if not state.on_review and any(one.round > state.round for one in of_case):
        reason = "The case has been decided again: its latest letter says what there is to say."
        raise Refused(reason, rules.ROUNDS, code="is_overtaken")


async def withdraw(tx: Tx, keys: KeyRing, letter: Letter, actor: Actor, why: str) -> None:
    """Take a letter back for a reason that its recipients read; what has not left is stopped.

    Raises Refused without a reason, before the letter is out, and for those who wrote in it.
    """
    if not why.strip():
        reason = "Say in plain words why it is withdrawn: its recipients read them."
        raise Refused(reason, rules.WITHDRAWN, "why", "no_reason")
    incident = case_of(letter)
    sealed = await keys.seal(tx.conn, incident, why.strip())
    done = await give(
        tx, incident, [(letter.id, commands.Withdraw(actor.id, tx.today, sealed))], actor
    )
    if any(done):
        partnership = await cases.partnership_of(tx.conn, incident)
        known = await directory.addressees(tx.conn, partnership, tx.today)
        await recall.recall(tx, letter.id, incident, letter.reference, known)


async def replace(tx: Tx, letter: Letter, actor: Actor) -> UUID:
    """Draft a letter in the place of a withdrawn one, saying what the decision says now; its id.

    A correction of the decision that waits for its letter is told by this one. Raises Refused.
    """
    incident, id_ = case_of(letter), replacement_of(letter.id)
    of_case = await store.letters_of(tx.conn, incident)
    replaceable(letter, of_case)
    source = await reading.source_of(tx.conn, letter.id)
    if letter.on_review:
        await _write_again(tx, letter, source, id_, actor)
        return id_
    decision, number = await as_corrected(tx.conn, source)
    draft = commands.Draft(
        incident,
        letter.reference,
        decision.decision_id,
        letter.kind if letter.kind == CORRECTION.code else decision.outcome,
        letter.round,
        corrected=number,
        replaces=letter.id,
        counted_from=letter.counted_from or letter.issued_on,
    )
    told: list[tuple[UUID, commands.Command]] = [
        (one.id, commands.Overtake()) for one in of_case if _is_told_by(one, letter)
    ]
    await give(tx, incident, [*told, (id_, draft)], actor)
    about = source.said.get("correction")
    partnership = await cases.partnership_of(tx.conn, incident)
    await store.add_source(tx.conn, id_, partnership, decision, about)
    return id_


async def _write_again(
    tx: Tx, letter: Letter, source: store.Source, id_: UUID, actor: Actor
) -> None:
    """A letter on a local review in the words that went out; those who wrote them wrote this one too."""
    incident, made = case_of(letter), source.made()
    assert isinstance(made, LocalReview), "it is on a local review"
    assert letter.on_review, "it is on a local review"
    review = commands.OnReview(letter.on_review.lcspr_id, letter.on_review.tells_of, letter.authors)
    draft = commands.Draft(
        incident, letter.reference, None, letter.kind, 0, replaces=letter.id, on_review=review
    )
    await give(tx, incident, [(id_, draft)], actor)
    said = made.reworded(letter.own_words)
    partnership = await cases.partnership_of(tx.conn, incident)
    await store.add_local_review(tx.conn, id_, partnership, said)


def _later(state: Letter, of_case: Sequence[Letter]) -> bool:
    """Whether another letter of this kind, on what was told since, is out or is being written."""
    return any(
        one.kind == state.kind
        and state.id not in (one.id, one.replaces)
        and (one.is_open or str(one.issued_on or "") > str(state.issued_on))
        for one in of_case
    )


def _is_told_by(one: Letter, replaced: Letter) -> bool:
    """Whether a letter of correction has nothing left to say once ``replaced`` is drafted anew."""
    same = one.decision_id == replaced.decision_id and one.kind == CORRECTION.code
    return same and one.is_open and replaced.kind != CORRECTION.code
