"""A person at the desk begins a letter on what was told of a local review: its page, its saved form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused, Stale
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Partner
from contracts.http_review_letter import ASKS_MAX
from services.correspondence.access import POLICY
from services.correspondence.letter import beginning
from services.correspondence.letter.local_review import follows_from, told_by
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases import review_letters
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.giving import SAVE
from services.correspondence.web.moves.kind import Text, choices_of
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.shown.review_letters import address_of

Writer = Annotated[Actor, Depends(needs(POLICY, "prepare_letter"))]


class AskRow(Form):
    """One thing that is asked for."""

    text: Text | None = None
    asked_of: list[Partner] = []
    due_on: date | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A request says what, and of whom."""
        if not any((self.text, self.asked_of, self.due_on)):
            return
        if not self.text:
            yield "text", "Write what is asked, or empty the rest of the request"
        if not self.asked_of:
            yield "asked_of", "Choose of whom it is asked"


class WriteForm(Form):
    """What the letter says; ``seen``: the fact that it was written about."""

    seen: UUID
    strengths: Text | None = None
    comments: Text = Field(json_schema_extra={"error": "Write the comments"})
    asks: list[AskRow] = []
    advice: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """No more requests than the page has places for."""
        if len(self.asks) > ASKS_MAX:
            yield "asks", f"Make {ASKS_MAX} requests at most"

    def said(self) -> beginning.Said:
        """The same for the letter; an empty row is none."""
        asks = [
            beginning.AskSaid(one.text, tuple(one.asked_of), one.due_on)
            for one in self.asks
            if one.text
        ]
        return beginning.Said(self.comments, self.strengths, tuple(asks), self.advice)


class Page:
    """What the layout of every form about a case needs to know of this one."""

    takes_file = False
    read_from = ("seen",)


@dataclass(frozen=True)
class WriteView:
    """The form, beside what was told."""

    title: str
    case: CaseShown
    action: str
    told: tuple[tuple[str, str], ...]
    needs_strengths: bool
    is_kept: bool = False
    stale: bool = False

    page = Page()
    first = None
    asks = range(ASKS_MAX)
    partners = choices_of(Partner)


def build_review_letter(actions: Actions) -> APIRouter:
    """``/desk/cases/{reference}/letters/{kind}``."""
    routes = APIRouter(prefix="/desk/cases/{reference}/letters/{kind}", include_in_schema=False)

    @routes.get("")
    async def ask(request: Request, reference: str, kind: str, actor: Writer) -> Response:
        writing = await _writing(actions, request, reference, kind, actor)
        kept = await review_letters.saved(actions, actor, writing.case.incident_id, kind)
        form: Filled[Any] = Filled({"seen": str(writing.answered.id), **(kept or {})})
        return writing.shown(form, is_kept=kept is not None)

    @routes.post("")
    async def write(
        request: Request, reference: str, kind: str, actor: Writer, posted: PostedForm
    ) -> Response:
        writing = await _writing(actions, request, reference, kind, actor)
        return await writing.take(posted)

    return routes


async def _writing(
    actions: Actions, request: Request, reference: str, kind: str, actor: Actor
) -> "_Writing":
    """Raises NotFound for a kind that is none, Refused where the Panel was told nothing to answer."""
    case = await show(actions, actor, reference)
    known, answered = review_letters.answered(kind, case.entries)
    return _Writing(actions, request, actor, known, case, answered)


@dataclass(frozen=True)
class _Writing:
    """One form on its way to a draft."""

    actions: Actions
    request: Request
    actor: Actor
    kind: LocalLetterType
    case: CaseShown
    answered: Entry

    async def take(self, posted: Posted) -> Response:
        """Save for later, or begin the letter."""
        values = {name: value for name, value in posted.values.items() if name != SAVE}
        if posted.values.get(SAVE) == "save":
            incident, code = self.case.incident_id, self.kind.code
            await review_letters.save(self.actions, self.actor, incident, code, values)
            kept = review_letters.draft_of(code)
            return RedirectResponse(f"{self.case.address}?saved={kept}", status_code=303)
        form = Posted(posted.command_id, values, {}).read(WriteForm)
        if form.model is None:
            return self.shown(form)
        try:
            return await self._begin(form)
        except Stale:
            return self._stale(values)

    def _stale(self, values: Mapping[str, Any]) -> Response:
        """More was told since the form was opened: it stands beside that now."""
        form: Filled[Any] = Filled({**values, "seen": str(self.answered.id)})
        return self.shown(form, stale=True, status=409)

    async def _begin(self, form: Filled[WriteForm]) -> Response:
        assert form.model, "it was read"
        try:
            made = await review_letters.begin(
                self.actions,
                self.case.source,
                self.case.entries,
                self.kind.code,
                form.model.seen,
                form.model.said(),
                self.actor,
            )
        except Refused as refused:
            return self.shown(form.but(refused), status=409)
        return RedirectResponse(f"/desk/letters/{made}?now=begun", status_code=303)

    def shown(
        self,
        form: Filled[Any],
        *,
        is_kept: bool = False,
        stale: bool = False,
        status: int | None = None,
    ) -> Response:
        """The page, with what was typed and what is wrong with it."""
        view = WriteView(
            title=self.kind.begin,
            case=self.case,
            action=address_of(self.case, self.kind),
            told=(
                *told_by(self.answered.name, self.answered.fact),
                *follows_from(self.answered.name, self.answered.fact),
            ),
            needs_strengths="strengths" in self.kind.needs,
            is_kept=is_kept,
            stale=stale,
        )
        return render(self.request, "pages/desk/review-letter.html", view, form=form, status=status)
