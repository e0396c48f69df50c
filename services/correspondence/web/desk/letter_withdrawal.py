"""A letter that went out is withdrawn at the desk, and another drafted in its place."""

from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.web.forms import Filled, Form, PostedForm
from services.correspondence.use_cases import letter_steps as steps
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.letter import Reader, page_of, take


class WithdrawForm(Form):
    """Why a letter that went out holds no longer, in words for its recipients."""

    why: str = Field(
        min_length=3,
        max_length=2_000,
        json_schema_extra={"error": "Say in plain words why the letter is withdrawn."},
    )


def build_letter_withdrawal(actions: Actions) -> APIRouter:
    """``/letters/{id}/withdraw`` and ``in-its-place``."""
    routes = APIRouter(prefix="/desk/letters/{letter_id}", include_in_schema=False)

    @routes.post("/withdraw")
    async def withdraw(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        form = posted.read(WithdrawForm)
        if form.model is None:
            return await page_of(actions, request, letter_id, actor, form)
        step = partial(steps.withdraw, actions, letter_id, actor, form.model.why)
        return await take(actions, request, letter_id, actor, step, "withdrawn", form)

    @routes.post("/in-its-place")
    async def in_its_place(request: Request, letter_id: UUID, actor: Reader) -> Response:
        try:
            made = await steps.put_in_place(actions, letter_id, actor)
        except Refused as refused:
            said: Filled[Any] = Filled().but(refused)
            return await page_of(actions, request, letter_id, actor, said, status=409)
        return RedirectResponse(f"/desk/letters/{made}?now=in-its-place", status_code=303)

    return routes
