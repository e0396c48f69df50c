"""One letter at the desk: its page, and the steps to its issue."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.use_cases import letter_steps as steps
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.letter_shown import show

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
DONE = {
    "prepared": "The letter is prepared and waits for another person's approval.",
    "reworded": "The letter is worded anew and waits for another person's approval.",
    "begun": "The letter is begun: it is a draft. Prepare it, and another person approves it.",
    "drafted": "The letter is a draft again, in the words that it was made from.",
    "issued": "The letter is approved and on its way to all three partners.",
    "withdrawn": "The letter is withdrawn. What had not left is stopped; who may have it gets a notice.",
    "in-its-place": "This draft is in the place of the letter that was withdrawn.",
    "sent-back": "The letter is sent back; it is a draft again.",
}


class SendBackForm(Form):
    """Why a letter is not approved."""

    reason: str = Field(
        min_length=3, json_schema_extra={"error": "Say why the letter is sent back."}
    )


class ApproveForm(Form):
    """What was read, and why it goes out in spite of what is doubtful in it."""

    seen: str = ""
    override: str | None = Field(None, max_length=20_000)


def build_letter(actions: Actions) -> APIRouter:
    """The page of one letter and its steps."""
    routes = APIRouter(prefix="/desk/letters/{letter_id}", include_in_schema=False)

    @routes.get("")
    async def letter(request: Request, letter_id: UUID, actor: Reader) -> Response:
        return await page_of(actions, request, letter_id, actor)

    @routes.post("/prepare")
    async def prepare(request: Request, letter_id: UUID, actor: Reader) -> Response:
        step = partial(steps.prepare, actions, letter_id, actor)
        return await take(actions, request, letter_id, actor, step, "prepared")

    @routes.post("/draft-again")
    async def draft_again(request: Request, letter_id: UUID, actor: Reader) -> Response:
        step = partial(steps.draft_again, actions, letter_id, actor)
        return await take(actions, request, letter_id, actor, step, "drafted")

    @routes.post("/discard")
    async def discard(request: Request, letter_id: UUID, actor: Reader) -> Response:
        try:
            reference = await steps.discard(actions, letter_id, actor)
        except Refused as refused:
            said: Filled[Any] = Filled().but(refused)
            return await page_of(actions, request, letter_id, actor, said, status=409)
        return RedirectResponse(f"/desk/cases/{reference}?discarded=1", status_code=303)

    @routes.post("/approve")
    async def approve(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        form = posted.read(ApproveForm)
        if form.model is None:
            return await page_of(actions, request, letter_id, actor, form)
        said = form.model
        step = partial(steps.approve, actions, letter_id, actor, said.override, said.seen)
        return await take(actions, request, letter_id, actor, step, "issued", form)

    @routes.post("/send-back")
    async def send_back(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        form = posted.read(SendBackForm)
        if form.model is None:
            return await page_of(actions, request, letter_id, actor, form)
        step = partial(steps.send_back, actions, letter_id, actor, form.model.reason)
        return await take(actions, request, letter_id, actor, step, "sent-back", form)

    return routes


async def take(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    step: Callable[[], Awaitable[None]],
    done: str,
    form: Filled[Any] | None = None,
) -> Response:
    """One step of a letter; a refusal shows the letter again with the reason and its source."""
    try:
        await step()
    except Refused as refused:
        said = (form or Filled()).but(refused)
        return await page_of(actions, request, id_, actor, said, status=409)
    return RedirectResponse(f"/desk/letters/{id_}?now={done}", status_code=303)


async def page_of(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    form: Filled[Any] | None = None,
    status: int | None = None,
) -> Response:
    """The page of a letter, with what was typed and what is wrong with it."""
    view = await show(actions, id_, actor, DONE.get(request.query_params.get("now", "")))
    return render(request, "pages/desk/letter.html", view, form=form or Filled(), status=status)
