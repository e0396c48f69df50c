"""``/v1/letters/{id}/texts``: the words of a letter put anew, sent back or drafted again, by programs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from chassis.web.problems import Invalid
from contracts.http_review_letter import LetterPart, LetterTextsBody, SendBackBody
from services.correspondence.access import POLICY
from services.correspondence.letter.domain import still_open
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.texts import sealed_texts
from services.correspondence.use_cases import letter_steps
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api import examples

Writer = Annotated[Actor, Depends(needs(POLICY, "prepare_letter", bearer))]
Approver = Annotated[Actor, Depends(needs(POLICY, "approve_letter", bearer))]


def build_letter_texts_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/letters/{letter_id}", tags=["letters"])

    @routes.get("/texts")
    async def read_texts(letter_id: UUID, caller: Writer) -> LetterTextsBody:
        """The texts that may be put anew, and the `seen` that stands for what is read."""
        now = await _read(actions, letter_id, caller)
        texts = [
            LetterPart(part=one, text=now.texts.get(one, "")) for one in sealed_texts(now.made)
        ]
        return LetterTextsBody(seen=now.digest, texts=tuple(texts))

    @routes.put("/texts", status_code=204)
    async def rewrite(
        letter_id: UUID,
        body: Annotated[LetterTextsBody, Body(openapi_examples=examples.TEXTS)],
        caller: Writer,
    ) -> None:
        """Put texts anew, for another person to approve; a part that is left out keeps its words."""
        now = await _read(actions, letter_id, caller)
        stands = {part: now.texts.get(part, "") for part in sealed_texts(now.made)}
        wrong = [n for n, one in enumerate(body.texts) if one.part not in stands]
        if wrong:
            reason = f"Choose one of: {', '.join(stands)}."
            raise Invalid([{"pointer": f"/texts/{n}/part", "reason": reason} for n in wrong])
        said = {**stands, **{one.part: one.text for one in body.texts}}
        await letter_steps.rewrite(actions, letter_id, caller, said, body.seen)

    @routes.post("/redraft", status_code=204)
    async def draft_again(letter_id: UUID, caller: Writer) -> None:
        """Withdraw the words that were put anew: the letter says again what the decision says."""
        await letter_steps.draft_again(actions, letter_id, caller)

    @routes.post("/send-back", status_code=204)
    async def send_back(
        letter_id: UUID,
        body: Annotated[SendBackBody, Body(openapi_examples=examples.SENT_BACK)],
        caller: Approver,
    ) -> None:
        """Do not approve it, and say why."""
        await letter_steps.send_back(actions, letter_id, caller, body.reason)

    return routes


async def _read(actions: Actions, id_: UUID, caller: Actor) -> Reading:
    letter, _case = await actions.letter(id_, caller)
    still_open(letter)
    async with actions.service.db.read() as conn:
        return await actions.letters.read(conn, letter, actions.today())
