"""``/v1/letters/{id}/thread``: what partners replied and the Panel answered, for a partner's case system."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.errors import NotFound
from services.correspondence.access import POLICY, scope_of
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import Caller
from services.correspondence.web.shown.thread import AnswerShown, ReplyShown, thread


def build_dialogue_api(actions: Actions) -> APIRouter:
    """The route of one thread; a reply is sent below its case."""
    routes = APIRouter(prefix="/v1", tags=["letters"])

    @routes.get("/letters/{letter_id}/thread")
    async def read_thread(letter_id: UUID, caller: Caller) -> dict[str, Any]:
        """The replies to a letter with the Panel's answers; on whom the thread waits, and until when."""
        letter, case = await actions.letter(letter_id, caller)
        POLICY.check(caller, "see_documents", scope_of(case))
        if not letter.is_out:
            raise NotFound("There is no such letter.")
        found = await thread(actions, letter)
        return {
            "letter_id": letter_id,
            "awaits": found.awaits,
            "replies": [_reply(one) for one in found.replies],
        }

    return routes


def _reply(one: ReplyShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "partner": one.sector,
        "status": one.status,
        "received_at": one.at,
        "paragraph": one.paragraph,
        "text": one.text,
        "document_id": one.document_id,
        "answer_due_on": one.clock.due_on if one.clock else None,
        "answer": _answer(one.answer) if one.answer else None,
    }


def _answer(said: AnswerShown) -> dict[str, Any]:
    return {
        "answered_on": said.on,
        "text": said.text,
        "needs_none_because": said.reason or None,
        "document_id": said.document_id,
        "reply_by": said.reply_by,
    }
