"""The words of a letter, put anew by a person before another approves it."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from contracts.correspondence import LetterKind
from services.correspondence.access import POLICY
from services.correspondence.letter.domain import still_open
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.texts import needed, sealed_texts, title_of
from services.correspondence.use_cases import letter_steps as steps
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.words import label

Writer = Annotated[Actor, Depends(needs(POLICY, "prepare_letter"))]
Text = Annotated[str, Field(max_length=20_000)]


class TextsForm(Form):
    """The texts of a letter by their parts, and what was read when they were written."""

    seen: str = ""
    texts: dict[str, Text] = {}


@dataclass(frozen=True)
class Part:
    """One text of the letter; ``decided``: the decision's, where the letter says something else."""

    field: str
    title: str
    needed: bool
    decided: str | None


@dataclass(frozen=True)
class TextsView:
    """The texts that a person may word anew."""

    id: UUID
    reference: str
    title: str
    parts: Sequence[Part]
    of_decision: bool

    @property
    def letter(self) -> str:
        """The letter's own page."""
        return f"/desk/letters/{self.id}"


def build_letter_text(actions: Actions) -> APIRouter:
    """``/letters/{id}/text``."""
    routes = APIRouter(prefix="/desk/letters/{letter_id}/text", include_in_schema=False)

    @routes.get("")
    async def texts(request: Request, letter_id: UUID, actor: Writer) -> Response:
        view, now = await _view(actions, letter_id, actor)
        stands = {f"texts.{part}": text for part, text in now.texts.items()}
        form: Filled[TextsForm] = Filled({**stands, "seen": now.digest})
        return render(request, "pages/desk/letter-text.html", view, form=form)

    @routes.post("")
    async def write(
        request: Request, letter_id: UUID, actor: Writer, posted: PostedForm
    ) -> Response:
        view, now = await _view(actions, letter_id, actor)
        form: Filled[Any] = posted.read(TextsForm)
        if form.model is not None:
            try:
                texts = _said(now, form.model)
                await steps.rewrite(actions, letter_id, actor, texts, form.model.seen)
            except Refused as refused:
                form = form.but(refused)
            else:
                return RedirectResponse(f"{view.letter}?now=reworded", status_code=303)
        return render(request, "pages/desk/letter-text.html", view, form=form)

    return routes


def _said(now: Reading, form: TextsForm) -> dict[str, str]:
    """Every part of the letter as it was sent; browsers end a line with two signs."""
    return {part: form.texts.get(part, "").replace("\r\n", "\n") for part in sealed_texts(now.made)}


async def _view(actions: Actions, id_: UUID, actor: Actor) -> tuple[TextsView, Reading]:
    letter, _case = await actions.letter(id_, actor)
    still_open(letter)
    async with actions.service.db.read() as conn:
        now = await actions.letters.read(conn, letter, actions.today())
    parts = [
        Part(f"texts.{part}", title_of(part), needed(part), _decided(now, part))
        for part in sealed_texts(now.made)
    ]
    title, of_decision = label(LetterKind, letter.kind), letter.on_review is None
    return TextsView(id_, letter.reference, title, parts, of_decision), now


def _decided(now: Reading, part: str) -> str | None:
    decided = now.decided.get(part, "")
    return None if decided == now.texts.get(part, "") else decided
