"""One letter at the desk: its preview, the steps to its issue, what became of its deliveries."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from pydantic import Field

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.work import Delivery
from services.correspondence.letter.domain import Letter
from services.correspondence.read_models import names
from services.correspondence.render.html import html
from services.correspondence.web.shown.case import LETTER_STATES
from services.correspondence.web.shown.thread import ReplyShown, thread
from services.correspondence.web.shown.words import day, label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
ERASED = "The text of this letter is erased, or its key has not come yet."
OWN = "You prepared this letter: another person approves it."
FATES = {
    "due": ("Being sent", "blue"),
    "sent": ("Sent, no receipt yet", "blue"),
    "delivered": ("Delivered", "green"),
    "failed": ("Failed", "red"),
}
DONE = {
    "prepared": "The letter is prepared and waits for another person's approval.",
    "issued": "The letter is approved and on its way to all three partners.",
    "sent-back": "The letter is sent back; it is a draft again.",
}


class SendBackForm(Form):
    """Why a letter is not approved."""

    reason: str = Field(
        min_length=3, json_schema_extra={"error": "Say why the letter is sent back."}
    )


@dataclass(frozen=True)
class Sent:
    """One attempt to reach one partner."""

    partner: str
    to: str
    state: str
    colour: str
    attempt: int


@dataclass(frozen=True)
class LetterView:
    """One letter; ``hindrance`` says why this reader may not approve it."""

    id: UUID
    reference: str
    title: str
    state: str
    colour: str
    rows: Sequence[tuple[str, str]]
    content: Markup
    sent: Sequence[Sent]
    may_prepare: bool
    may_approve: bool
    is_issued: bool
    thread: Sequence[ReplyShown]
    hindrance: str | None
    notice: str | None

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"/desk/letters/{self.id}"


def build_letter(actions: Actions) -> APIRouter:
    """The page of one letter and its steps."""
    routes = APIRouter(prefix="/letters/{letter_id}")

    @routes.get("")
    async def letter(request: Request, letter_id: UUID, actor: Reader) -> Response:
        return await _page(actions, request, letter_id, actor)

    @routes.get("/letter.pdf")
    async def pdf(letter_id: UUID, actor: Reader) -> Response:
        content = await actions.letter_pdf(letter_id, actor)
        return Response(content, media_type="application/pdf")

    @routes.post("/prepare")
    async def prepare(request: Request, letter_id: UUID, actor: Reader) -> Response:
        return await _step(actions, request, letter_id, actor, actions.prepare, "prepared")

    @routes.post("/approve")
    async def approve(request: Request, letter_id: UUID, actor: Reader) -> Response:
        return await _step(actions, request, letter_id, actor, actions.approve, "issued")

    @routes.post("/send-back")
    async def send_back(
        request: Request, letter_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        form = posted.read(SendBackForm)
        if form.model is None:
            return await _page(actions, request, letter_id, actor, form)
        reason = form.model.reason

        async def back(id_: UUID, by: Actor) -> None:
            await actions.send_back(id_, by, reason)

        return await _step(actions, request, letter_id, actor, back, "sent-back", form)

    return routes


async def _step(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    step: Callable[[UUID, Actor], Awaitable[None]],
    done: str,
    form: Filled[Any] | None = None,
) -> Response:
    """One step of a letter; a refusal shows the letter again with the reason and its source."""
    await actions.letter(id_, actor)
    try:
        await step(id_, actor)
    except Refused as refused:
        said = (form or Filled()).but(Refused(refused.reason, refused.source))
        return await _page(actions, request, id_, actor, said, status=409)
    return RedirectResponse(f"/desk/letters/{id_}?now={done}", status_code=303)


async def _page(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    form: Filled[Any] | None = None,
    status: int | None = None,
) -> Response:
    view = await _view(actions, id_, actor, DONE.get(request.query_params.get("now", "")))
    return render(request, "pages/desk/letter.html", view, form=form or Filled(), status=status)


async def _view(actions: Actions, id_: UUID, actor: Actor, notice: str | None) -> LetterView:
    letter, _case = await actions.letter(id_, actor)
    async with actions.service.db.read() as conn:
        content = await _content(actions, conn, id_)
        attempts = await deliveries.of_subject(conn, id_)
        people = (letter.drafted_by, letter.approved_by, letter.sent_back_by)
        named = await names.named(conn, [one for one in people if one])
        because = await _because(actions, conn, letter)
    state, colour = LETTER_STATES[letter.status]
    waits = letter.status == "prepared" and POLICY.may(actor, "approve_letter")
    own = letter.drafted_by == actor.id
    return LetterView(
        id=id_,
        reference=letter.reference,
        title=label(LetterKind, letter.kind),
        state=state,
        colour=colour,
        rows=_rows(letter, named, because),
        content=content,
        sent=[_sent(one) for one in attempts],
        may_prepare=letter.status == "drafted" and POLICY.may(actor, "prepare_letter"),
        may_approve=waits and not own,
        is_issued=letter.status == "issued",
        thread=await thread(actions, letter),
        hindrance=OWN if waits and own else None,
        notice=notice,
    )


async def _content(actions: Actions, conn: Conn, id_: UUID) -> Markup:
    """The letter's text; the words that say why there is none."""
    try:
        content, _source = await actions.letters.content(conn, id_, on=actions.today())
    except NotFound:
        return Markup('<p class="govuk-inset-text">{}</p>').format(ERASED)
    return html(content)


async def _because(actions: Actions, conn: Conn, letter: Letter) -> str | None:
    if letter.sent_back_because is None or letter.incident_id is None:
        return None
    sealed = [(letter.incident_id, letter.sent_back_because)]
    return (await actions.service.keys.open_many(conn, sealed))[0] or ERASED


def _rows(
    letter: Letter, named: Mapping[str, str], because: str | None
) -> Sequence[tuple[str, str]]:
    def name(who: str | None) -> str:
        return named.get(who or "", who or "")

    rows = (
        ("Round", str(letter.round)),
        ("Prepared by", name(letter.drafted_by)),
        ("Approved by", name(letter.approved_by)),
        ("Sent on", day(letter.issued_on)),
        ("Last sent back by", name(letter.sent_back_by)),
        ("Because", because or ""),
    )
    return [row for row in rows if row[1]]


def _sent(delivery: Delivery) -> Sent:
    state, colour = FATES[delivery.status]
    partner = label(Partner, delivery.partner)
    return Sent(partner, delivery.mailbox or "No address", state, colour, delivery.attempt)
