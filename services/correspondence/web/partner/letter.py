"""A letter for the partner it was sent to: read it, keep it as PDF, reply in its thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from pydantic import Field

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.correspondence import LetterKind
from contracts.letter_course import Clarity
from services.correspondence.access import POLICY
from services.correspondence.letter import marked
from services.correspondence.letter.state import Letter
from services.correspondence.letter_ask import store as letter_asks
from services.correspondence.letter_ask.reading import worded
from services.correspondence.read_models import voices
from services.correspondence.reception import store as reception
from services.correspondence.render.html import html
from services.correspondence.replies import Reply
from services.correspondence.use_cases import received, replying
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.partners import asks_of
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.shown.thread import ThreadShown, thread
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_partner_pages"))]


NOTICES = {
    "sent": "Your reply is sent.",
    "read": "The Panel knows that your organisation has read this letter.",
    "said": "Thank you: the Panel knows how clear this letter was.",
}
ANSWERS = {
    Clarity.YES: "Yes, it was clear",
    Clarity.PARTLY: "In part",
    Clarity.NO: "No, it was not",
}


class ClearForm(Form):
    """Whether a letter was clear: the button that was pressed, and what was typed."""

    clear: Clarity = Field(json_schema_extra={"error": "Say whether the letter was clear"})
    words: str | None = Field(None, max_length=4_000)


class ReplyForm(Form):
    """What a partner says to a letter."""

    text: str = Field(max_length=20_000, json_schema_extra={"error": "Write your reply"})
    paragraph: int | None = Field(
        None, ge=1, json_schema_extra={"error": "Enter the number of a paragraph, as in 4"}
    )
    numbers: list[int] = []
    document_id: UUID | None = None


@dataclass(frozen=True)
class LetterView:
    """One letter, with what of it is still open."""

    id: UUID
    reference: str
    title: str
    issued_on: str
    content: Markup
    thread: ThreadShown
    asks: Sequence[tuple[str, str]]
    notice: str | None
    replaces: UUID | None
    replacement: UUID | None
    read_on: str
    said: str

    answers = tuple((one.value, ANSWERS[one]) for one in Clarity)


def build_letter(actions: Actions) -> APIRouter:
    """The page of one letter, and its thread."""
    routes = APIRouter(prefix="/partner/letters/{letter_id}", include_in_schema=False)

    @routes.get("")
    async def letter(request: Request, letter_id: UUID, actor: Reader) -> Response:
        found, case = await _issued(actions, letter_id, actor)
        await _note_opened(actions, letter_id, case)
        view = await _view(actions, found, case, actor, _notice(request))
        return render(request, "pages/partner/letter.html", view, form=Filled())

    @routes.post("/replies")
    async def reply(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        found, case = await _issued(actions, letter_id, actor)
        form = await _sent(actions, case, actor, posted, found)
        if form.errors:
            view = await _view(actions, found, case, actor, None)
            return render(request, "pages/partner/letter.html", view, form=form)
        return RedirectResponse(f"/partner/letters/{letter_id}?sent=1", status_code=303)

    @routes.post("/read")
    async def read(letter_id: UUID, actor: Reader, posted: PostedForm) -> Response:
        await received.acknowledge(actions, letter_id, actor, posted.command_id)
        return RedirectResponse(f"/partner/letters/{letter_id}?read=1", status_code=303)

    @routes.post("/clear")
    async def clear(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        form = posted.read(ClearForm)
        if form.model is None:
            found, case = await _issued(actions, letter_id, actor)
            view = await _view(actions, found, case, actor, None)
            return render(request, "pages/partner/letter.html", view, form=form)
        said = form.model
        await received.say(actions, letter_id, actor, posted.command_id, said.clear, said.words)
        return RedirectResponse(f"/partner/letters/{letter_id}?said=1", status_code=303)

    return routes


def _notice(request: Request) -> str | None:
    return next((words for name, words in NOTICES.items() if name in request.query_params), None)


async def _issued(actions: Actions, id_: UUID, actor: Actor) -> tuple[Letter, CaseShown]:
    letter, case = await actions.letter(id_, actor)
    if not letter.is_out:
        raise NotFound("There is no such letter.")
    return letter, await show(actions, actor, case.reference)


async def _note_opened(actions: Actions, letter_id: UUID, case: CaseShown) -> None:
    """That someone of this partner opened it, for the report on voices."""
    if case.partner is not None:
        async with actions.service.db.begin() as tx:
            await voices.opened(tx, letter_id, case.partner.value)


async def _sent(
    actions: Actions, case: CaseShown, actor: Actor, posted: Posted, letter: Letter
) -> Filled[Any]:
    """Send the reply; the form with what is wrong otherwise. A document sent with it is kept."""
    values = dict(posted.values)
    form: Filled[Any] = Filled(values)
    try:
        if upload := posted.files.get("document"):
            content, name = await upload.read(), upload.filename or "Document"
            stored = await actions.upload(case.source, content, name, actor)
            values["document_id"] = str(stored.id)
        form = Posted(posted.command_id, values, {}).read(ReplyForm)
        if form.model is None:
            return form
        said = form.model
        reply = Reply(letter.id, said.text, said.paragraph, tuple(said.numbers), said.document_id)
        await replying.reply(actions, case.source, reply, actor, posted.command_id)
    except Refused as refused:
        return form.but(refused)
    return form


async def _view(
    actions: Actions, letter: Letter, case: CaseShown, actor: Actor, notice: str | None
) -> LetterView:
    async with actions.service.db.read() as conn:
        heard = await reception.of_organisation(conn, letter.id, actor.organisation or "")
    return LetterView(
        id=letter.id,
        reference=letter.reference,
        title=label(LetterKind, letter.kind),
        issued_on=day(letter.issued_on),
        content=await _content(actions, letter.id),
        thread=await thread(actions, letter),
        asks=await _asks(actions, letter, case),
        notice=notice,
        replaces=letter.replaces,
        replacement=await _instead(actions, letter),
        read_on=day(heard.read_on),
        said=label(Clarity, heard.said.clear) if heard.said else "",
    )


async def _asks(actions: Actions, letter: Letter, case: CaseShown) -> Sequence[tuple[str, str]]:
    """What the reader's own organisation may answer here: this letter's requests, or those of a decision."""
    if letter.on_review is None:
        return await asks_of(actions, case)
    async with actions.service.db.read() as conn:
        asked = await letter_asks.of_letter(conn, letter.id)
        owed = [one for one in asked if one.partner == case.partner and one.status == "open"]
        found = await worded(conn, actions.service.keys, owed)
    return [(str(one.number), f"{one.number}. {text or ERASED}") for one, text in found]


async def _instead(actions: Actions, letter: Letter) -> UUID | None:
    """The letter that replaces this one, once it is out."""
    async with actions.service.db.read() as conn:
        found = await marked.in_place_of(conn, letter)
    return found.id if found and found.is_out else None


async def _content(actions: Actions, id_: UUID) -> Markup:
    try:
        async with actions.service.db.read() as conn:
            content, _source = await actions.letters.content(conn, id_, on=actions.today())
    except NotFound:
        return Markup('<p class="govuk-inset-text">{}</p>').format(ERASED)
    return html(content)
