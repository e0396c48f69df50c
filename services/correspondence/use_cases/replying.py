"""A partner replies in the thread of a letter, once: what it answers is noted, the Panel is to consider it."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from chassis.ask import Sender, send
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.review.consideration import AnswerInformationRequestV1
from services.correspondence import replies
from services.correspondence.access import POLICY, partner_of, scope_of
from services.correspondence.letter import store as letters
from services.correspondence.letter.state import Letter
from services.correspondence.letter_ask import handlers as letter_asks
from services.correspondence.read_models.cases import CaseView
from services.correspondence.replies import Reply
from services.correspondence.use_cases import asking
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice import raising as voice_raising


@dataclass(frozen=True)
class Replied:
    """A reply that is kept; ``command_id``: what it answers went on to review under this id."""

    reply_id: UUID
    command_id: UUID | None


async def reply(
    actions: Actions, case: CaseView, said: Reply, actor: Actor, reply_id: UUID
) -> Replied:
    """Keep a reply. Answers to what a decision asked go on to review; what another letter asked ends here.

    Raises Refused, NotFound, Reused.
    """
    POLICY.check(actor, "reply", scope_of(case))
    partner, key, keys = partner_of(actor), case.incident_id, actions.service.keys
    async with actions.service.db.begin([key]) as tx:
        letter = await _replied_to(tx, key, said)
        goes_on = said.numbers and letter.on_review is None
        done = Replied(reply_id, uuid5(reply_id, "answer") if goes_on else None)
        id_ = said.document_id
        stored = await asking.own_document(tx.conn, case, id_, actor) if id_ else None
        words = await keys.seal(tx.conn, key, said.text)
        digest = await asking.digest_of(tx.conn, keys, key, actor, said)
        if not await replies.insert(tx, key, reply_id, said, words, partner, actor, digest):
            return done
        cause = Cause(reply_id, "request", str(key), actor.id, roles=actor.roles)
        fact = replies.received(case, reply_id, said, partner, stored, tx.today)
        tx.announce(fact, key=key, object=said.letter_id, cause=cause)
        await voice_raising.by_reply(tx, case, letter, reply_id, said, partner, cause)
        if done.command_id:
            answer = AnswerInformationRequestV1(
                incident_id=key, partner=partner, numbers=said.numbers, thread_id=letter.id
            )
            sender = Sender(actor.id, actor.roles)
            await send(
                tx, answer, key=key, sender=sender, command_id=done.command_id, digest=digest
            )
        elif said.numbers:
            await letter_asks.answer(tx, letter, partner, said.numbers, reply_id, cause)
    return done


async def _replied_to(tx: Tx, incident: UUID, said: Reply) -> Letter:
    """The letter of this case that is out; raises NotFound."""
    of_case = await letters.letters_of(tx.conn, incident)
    found = next((one for one in of_case if one.id == said.letter_id and one.is_out), None)
    if found is None:
        raise NotFound("There is no such letter.")
    return found
