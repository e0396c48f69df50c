"""The desk's side of dialogue: a view considered, answered, or said to need no answer; each once a form."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from chassis.web.forms import Posted, first_time
from contracts.dialogue import AnswerWay
from services.correspondence import directory
from services.correspondence.access import POLICY, scope_of
from services.correspondence.delivery import tasks
from services.correspondence.delivery import work as deliveries
from services.correspondence.letter.store import LETTERS
from services.correspondence.read_models import names
from services.correspondence.read_models.cases import CaseView
from services.correspondence.use_cases import asking
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice import handlers, store
from services.correspondence.voice.commands import Answer, Close, Command, Consider
from services.correspondence.voice.domain import OWED, Voice

PERMISSION = "answer_view"


@dataclass(frozen=True)
class Said:
    """An answer as it was typed."""

    way: AnswerWay
    effect: str | None = None
    words: str | None = None
    document_id: UUID | None = None
    reply_by: date | None = None
    letter_id: UUID | None = None


async def find(actions: Actions, id_: UUID, actor: Actor) -> tuple[Voice, CaseView]:
    """A view with its case, the look written down; raises NotFound outside the actor's scope."""
    async with actions.service.db.read() as conn:
        found = (await store.VOICES.read(conn, [id_])).get(id_)
    if found is None:
        raise NotFound("There is no such view.")
    return found, await actions.case(found.reference, actor)


async def consider(
    actions: Actions, voice: Voice, case: CaseView, effect: str, actor: Actor, posted: Posted
) -> None:
    """Say how it counted; raises Refused."""
    POLICY.check(actor, PERMISSION, scope_of(case))
    async with actions.service.db.begin([case.incident_id]) as tx:
        await _once(tx, voice, case, Consider(actor.id, tx.today, effect), actor, posted)


async def answer(
    actions: Actions, voice: Voice, case: CaseView, said: Said, actor: Actor, posted: Posted
) -> None:
    """Answer it; of an answer in the thread all three partners hear that it waits. Raises Refused."""
    POLICY.check(actor, PERMISSION, scope_of(case))
    incident, keys = case.incident_id, actions.service.keys
    async with actions.service.db.begin([incident]) as tx:
        if said.letter_id and said.way == AnswerWay.LETTER:
            await _own_letter(tx, case, said.letter_id)
        if said.document_id:
            await asking.own_document(tx.conn, case, said.document_id, actor)
        words = await keys.seal(tx.conn, incident, said.words) if said.words else None
        command = Answer(
            actor.id,
            tx.today,
            said.way.value,
            said.effect,
            words,
            said.document_id,
            said.reply_by,
            said.letter_id if said.way == AnswerWay.LETTER else None,
        )
        done = await _once(tx, voice, case, command, actor, posted)
        if done and said.way == AnswerWay.THREAD:
            await _let_know(tx, voice, case)


async def _own_letter(tx: Tx, case: CaseView, letter_id: UUID) -> None:
    """Raises Refused for a letter that the partners of this case do not have."""
    letter = (await LETTERS.read(tx.conn, [letter_id])).get(letter_id)
    if letter is None or (letter.incident_id, letter.status) != (case.incident_id, "issued"):
        reason = "Choose a letter of this case that went out and was not withdrawn."
        raise Refused(reason, OWED, "letter_id", "other_letter")


async def close(
    actions: Actions,
    voice: Voice,
    case: CaseView,
    reason: tuple[str, str | None],
    actor: Actor,
    posted: Posted,
) -> None:
    """Say that it needs no answer, and why; raises Refused."""
    POLICY.check(actor, PERMISSION, scope_of(case))
    code, typed = reason
    async with actions.service.db.begin([case.incident_id]) as tx:
        keys = actions.service.keys
        words = await keys.seal(tx.conn, case.incident_id, typed) if typed else None
        await _once(tx, voice, case, Close(actor.id, tx.today, code, words), actor, posted)


async def _once(
    tx: Tx, voice: Voice, case: CaseView, command: Command, actor: Actor, posted: Posted
) -> bool:
    """Whether something came of it; a form that is sent twice is one."""
    if not await first_time(tx.conn, posted):
        return False
    await names.note(tx, actor)
    incident = case.incident_id
    cause = Cause(posted.command_id, "request", str(incident), actor.id, roles=actor.roles)
    done = await handlers.give(tx, incident, [(voice.id, command)], cause)
    if not isinstance(command, Consider):
        await tasks.close_task(tx, voice.id, actor.id)  # that it was late, if it was
    return bool(done)


async def _let_know(tx: Tx, voice: Voice, case: CaseView) -> None:
    to = await directory.addressees(tx.conn, case.partnership, tx.today)
    await deliveries.add(tx.conn, "answer", voice.id, case.incident_id, case.reference, to)
