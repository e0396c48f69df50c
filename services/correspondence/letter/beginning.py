"""A person begins a letter on what was told of a local review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.codes import Partner
from services.correspondence.letter import commands, rules, store
from services.correspondence.letter.handlers import case_of, give
from services.correspondence.letter.local_review import KeptAsk, LocalReview, told_by
from services.correspondence.letter.state import Letter
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry


@dataclass(frozen=True)
class AskSaid:
    """One thing asked for, in clear text."""

    text: str
    asked_of: tuple[Partner, ...]
    due_on: date | None


@dataclass(frozen=True)
class Said:
    """What a person wrote, in clear text; an empty one is None."""

    comments: str
    strengths: str | None = None
    asks: tuple[AskSaid, ...] = ()
    advice: str | None = None


def letter_id_of(tells_of: UUID, kind: str) -> UUID:
    """One letter of a kind a fact, however often it is begun."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/local-review/{tells_of}/{kind}")


def latest(kind: LocalLetterType, entries: Sequence[Entry]) -> Entry | None:
    """The last fact that a letter of this kind answers; None where the Panel was told nothing. Pure."""
    found = [one for one in entries if one.name in kind.answers and told_by(one.name, one.fact)]
    return found[-1] if found else None


async def begin(
    tx: Tx,
    keys: KeyRing,
    case: CaseView,
    kind: LocalLetterType,
    answered: Entry,
    said: Said,
    words: str,
    actor: Actor,
) -> UUID:
    """Draft it; its id. One of this kind that is not out never goes out.

    ``words`` tells what this person wrote from anything else: the same once more changes nothing, another
    content is refused.
    """
    id_, incident = letter_id_of(answered.id, kind.code), case.incident_id
    of_case = await store.letters_of(tx.conn, incident)
    if found := next((one for one in of_case if one.id == id_), None):
        _the_same(found, words)
        return id_
    _days_to_come(said, tx.today)
    made = await _sealed(tx, keys, case, kind, answered, said)
    review = commands.OnReview(made.lcspr_id, made.tells_of, (actor.id,), words)
    draft = commands.Draft(incident, case.reference, None, kind.code, round=0, on_review=review)
    given: list[tuple[UUID, commands.Command]] = [
        *((one.id, commands.Overtake()) for one in of_case if one.kind == kind.code),
        (id_, draft),
    ]
    await give(tx, incident, given, actor)
    await store.add_local_review(tx.conn, id_, case.partnership, made)
    return id_


async def discard(tx: Tx, letter: Letter, actor: Actor) -> None:
    """Put a letter away that is not out, its words with it; raises Refused for one of a decision."""
    await give(tx, case_of(letter), [(letter.id, commands.Discard(actor.id, tx.today))], actor)
    await store.drop_source(tx.conn, letter.id)


def _days_to_come(said: Said, today: date) -> None:
    if any(one.due_on and one.due_on < today for one in said.asks):
        reason = "A day by which something is asked for is over. Ask for it by a day to come."
        raise Refused(reason, rules.ASKS, "asks", "date")


def _the_same(found: Letter, words: str) -> None:
    if found.on_review is None or found.on_review.words != words:
        reason = "A letter about this was begun before. Open it on the page of the case, and word it there."
        raise Refused(reason, rules.BEGUN, code="begun")


async def _sealed(
    tx: Tx, keys: KeyRing, case: CaseView, kind: LocalLetterType, answered: Entry, said: Said
) -> LocalReview:
    async def seal(text: str | None) -> Any:
        return await keys.seal(tx.conn, case.incident_id, text) if text else None

    asks = [
        KeptAsk(number=number, asked_of=one.asked_of, due_on=one.due_on, text=await seal(one.text))
        for number, one in enumerate(said.asks, 1)
    ]
    return LocalReview(
        incident_id=case.incident_id,
        reference=case.reference,
        lcspr_id=UUID(answered.fact["lcspr_id"]),
        tells_of=answered.id,
        kind=kind.code,
        told=told_by(answered.name, answered.fact),
        strengths=await seal(said.strengths),
        comments=await seal(said.comments),
        asks=tuple(asks),
        advice=await seal(said.advice),
    )
