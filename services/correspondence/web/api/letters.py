"""``/v1/letters``: a letter is read, prepared and approved by programs as on its page."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response
from fastapi.responses import PlainTextResponse
from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_correspondence import (
    ApprovalBody,
    LetterFeedbackBody,
    LetterWithdrawalBody,
)
from services.correspondence.access import POLICY, scope_of
from services.correspondence.letter.doubts import Doubt
from services.correspondence.letter.reading import digest_of
from services.correspondence.letter.state import Letter
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.text import text
from services.correspondence.use_cases import letter_steps, received, sent
from services.correspondence.use_cases.actions import Actions

Caller = Annotated[Actor, Depends(needs(POLICY, "call_api", bearer))]
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


def build_letters_api(actions: Actions) -> APIRouter:  # noqa: C901 - a list of routes
    """The routes of one letter."""
    routes = APIRouter(prefix="/v1/letters/{letter_id}", tags=["letters"])

    @routes.get("")
    async def read(letter_id: UUID, caller: Caller) -> dict[str, Any]:
        """What a letter says and what is doubtful in it; ``digest`` stands for these very words."""
        return await _read(actions, letter_id, caller)

    @routes.post("/prepare", status_code=204)
    async def prepare(letter_id: UUID, caller: Caller) -> None:
        """Take a draft on."""
        await letter_steps.prepare(actions, letter_id, caller)

    @routes.post("/discard", status_code=204)
    async def discard(letter_id: UUID, caller: Caller) -> None:
        """Put away a letter on a local review that is not out."""
        await letter_steps.discard(actions, letter_id, caller)

    @routes.post("/approve", status_code=204)
    async def approve(letter_id: UUID, caller: Caller, body: ApprovalBody | None = None) -> None:
        """Approve the words that were read and send them; with a reason where one is doubtful."""
        said = body or ApprovalBody()
        await letter_steps.approve(actions, letter_id, caller, said.override, said.seen)

    @routes.get("/pdf", response_class=Response)
    async def letter_pdf(letter_id: UUID, caller: Caller) -> Response:
        """A letter as it was sent, as PDF."""
        content = await sent.as_pdf(actions, letter_id, caller)
        return Response(content, media_type="application/pdf")

    @routes.get("/text", response_class=PlainTextResponse)
    async def letter_text(letter_id: UUID, caller: Caller) -> Response:
        """The same words as plain text."""
        return PlainTextResponse(await sent.as_text(actions, letter_id, caller))

    @routes.post("/withdrawal", status_code=204)
    async def withdraw(letter_id: UUID, caller: Caller, body: LetterWithdrawalBody) -> None:
        """Take back a letter that went out; its recipients read why."""
        await letter_steps.withdraw(actions, letter_id, caller, body.why)

    @routes.post("/replacement", status_code=201)
    async def put_in_place(letter_id: UUID, caller: Caller) -> dict[str, UUID]:
        """Draft a letter in the place of one that was withdrawn."""
        return {"letter_id": await letter_steps.put_in_place(actions, letter_id, caller)}

    @routes.post("/acknowledgement", status_code=204)
    async def acknowledge(letter_id: UUID, caller: Caller) -> None:
        """A partner has read the letter."""
        await received.acknowledge(actions, letter_id, caller, uuid7())

    @routes.post("/feedback", status_code=204)
    async def feedback(
        letter_id: UUID, caller: Caller, body: LetterFeedbackBody, key: Key = None
    ) -> None:
        """Whether the letter was clear to a partner: its last answer counts."""
        await received.say(actions, letter_id, caller, key or uuid7(), body.clear, body.words)

    return routes


async def _read(actions: Actions, id_: UUID, caller: Actor) -> dict[str, Any]:
    """For the staff alone: partners read a letter once it is theirs."""
    POLICY.check(caller, "see_desk")
    letter, case = await actions.letter(id_, caller)
    POLICY.check(caller, "see_documents", scope_of(case))
    async with actions.service.db.read() as conn:
        content, found = await _words(actions, conn, letter)
    return {
        "reference": letter.reference,
        "status": letter.status,
        "text": text(content),
        "doubts": [{"code": one.code, "place": one.place, "words": one.words} for one in found],
        "digest": digest_of(content),
    }


async def _words(actions: Actions, conn: Conn, letter: Letter) -> tuple[Content, Sequence[Doubt]]:
    """As it went out, or as it would go out today with its doubts."""
    if letter.is_out:
        content, _source = await actions.letters.content(conn, letter.id, on=actions.today())
        return content, ()
    now = await actions.letters.read(conn, letter, actions.today())
    return now.content, now.doubts
