"""Advice on the threshold: asked by a sender, answered by the national body, told to all who may see it."""

from dataclasses import dataclass
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.http_notify import Receipt
from contracts.http_notify_changes import QuestionBody
from services.notify.notification import queries, wire
from services.notify.notification.carrying import Wanted
from services.notify.notification.commands import AnswerThreshold, AskThreshold
from services.notify.notification.handlers import Notifications
from services.notify.notification.wire_later import Question
from services.notify.policy import rules

WAITING_MAX = 200


@dataclass(frozen=True)
class Asked:
    """A question with its words opened; None where they are erased."""

    found: queries.Found
    question: Question
    words: str | None
    answer: str | None


class Advising:
    """The use cases, on those of notifications in general."""

    def __init__(self, notifications: Notifications) -> None:
        """Nothing of its own but what it shares."""
        self._all, self._service = notifications, notifications.service
        self._keys = notifications.service.keys

    async def ask(self, reference: str, body: QuestionBody, actor: Actor) -> Receipt:
        """Ask about the threshold; the same words again are the same question."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            content = wire.Content.model_validate(now.content)
            sealed = await self._keys.seal(tx.conn, now.id, body.question)
            mark = await self._keys.fingerprint(tx.conn, now.id, body.question.encode())
            id_ = UUID(bytes=mark[:16], version=4)
            if id_ not in {one.id for one in content.questions}:
                asked = Question(id=id_, asked_on=tx.today, asked_by=actor.id, question=sealed)
                more = (*content.questions, asked)
                content = content.model_copy(update={"questions": more})
            return Wanted(AskThreshold(tx.today, id_), content)

        return await self._all.change(reference, actor, "ask_threshold", want)

    async def answer(
        self, reference: str, question: UUID, words: str, paragraph: str, actor: Actor
    ) -> Receipt:
        """Advise; who, when, in which words and after which paragraph is kept."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            content = wire.Content.model_validate(now.content)
            asked = next((one for one in content.questions if one.id == question), None)
            if asked is None:
                raise NotFound("There is no such question.")
            if asked.answered_on:
                before = await self._keys.open(tx.conn, now.id, asked.answer)
                same = (before, asked.paragraph) == (words, paragraph)
                return Wanted(AnswerThreshold(tx.today, question, same), content)
            update = {
                "answered_on": tx.today,
                "answered_by": actor.id,
                "answered_by_name": actor.name,
                "answer": await self._keys.seal(tx.conn, now.id, words),
                "paragraph": paragraph,
                "framework_version": rules.framework(tx.today).version,
            }
            answered = tuple(
                one.model_copy(update=update) if one.id == question else one
                for one in content.questions
            )
            content = content.model_copy(update={"questions": answered})
            return Wanted(AnswerThreshold(tx.today, question), content)

        return await self._all.change(reference, actor, "answer_threshold", want)

    async def waiting(self) -> list[tuple[queries.Found, Question]]:
        """Questions that await their answer, the oldest first; their words stay sealed."""
        async with self._service.db.read() as conn:
            found = await queries.with_open_questions(conn, WAITING_MAX)
        return [
            (each, one)
            for each in found
            for one in wire.Content.model_validate(each.content).questions
            if not one.answered_on
        ]

    async def opened(self, conn: Conn, found: queries.Found) -> list[Asked]:
        """The questions of a notification in clear."""
        questions = wire.Content.model_validate(found.content).questions
        sealed = [(found.id, text) for one in questions for text in (one.question, one.answer)]
        words = await self._keys.open_many(conn, sealed) if sealed else []
        return [
            Asked(found, one, words[2 * n], words[2 * n + 1]) for n, one in enumerate(questions)
        ]

    async def worded(self, conn: Conn, found: queries.Found, receipt: Receipt) -> Receipt:
        """A receipt with the words of its questions, for whoever may read it."""
        if not receipt.threshold:
            return receipt
        words = {one.question.id: one for one in await self.opened(conn, found)}
        told = tuple(
            one.model_copy(
                update={
                    "question": words[one.id].words,
                    "answer": words[one.id].answer if one.answered_on else None,
                }
            )
            for one in receipt.threshold
        )
        return receipt.model_copy(update={"threshold": told})
