"""Children who may be one in several incidents: listed without names, compared and decided with a purpose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ConfigDict, Field

from chassis.identity import Actor
from chassis.web.conditional import CURSOR_CHARS_MAX, cursor_of, place_in
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.matching import Compared, Matching
from services.notify.person.domain import Link, Status
from services.notify.person.likeness import Ground
from services.notify.person.queries import Shown
from services.notify.web.identity import ChildView, child_view
from services.notify.web.purpose import PurposeForm

PAGE_MAX = 50
Matcher = Annotated[Actor, Depends(needs(POLICY, "match_children"))]
SHOWN = (Status.PROPOSED, Status.LINKED, Status.APART)
State = Literal["proposed", "linked", "apart"]


class DecisionForm(PurposeForm):
    """What two children are, and on what ground."""

    answer: Literal["same", "apart"] | None = None
    reason: str = Field("", max_length=300)

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Both are needed once a decision is sent; the first look has neither."""
        if self.answer is None:
            yield "answer", "Say whether they are the same child."
        if len(self.reason) < 5 or not self.reason.isprintable():
            yield "reason", "Say in a few words on what ground you decide."


class PurposeAlone(PurposeForm):
    """The purpose, of a form that holds more."""

    model_config = ConfigDict(extra="ignore")


@dataclass(frozen=True)
class ListView:
    """The links that stand so."""

    status: Status
    tabs: Sequence[tuple[str, str]]
    rows: Sequence[Shown]
    grounds: Sequence[str]
    older: str = ""


@dataclass(frozen=True)
class MatchView:
    """Two children: without ``children`` the page asks for the purpose first."""

    id: UUID
    references: tuple[str, str]
    status: Status
    ground: str
    by_person: bool
    purpose: str = ""
    children: Sequence[tuple[str, ChildView]] = ()


def build_matches(matching: Matching) -> APIRouter:
    """The pages of matching."""
    routes = APIRouter(tags=["identity"])

    @routes.get("/matches")
    async def listed(
        request: Request,
        actor: Matcher,
        state: State = "proposed",
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
    ) -> Response:
        """Children who may be one, or were decided on."""
        before = place_in(cursor) if cursor else None
        found = await matching.listed(Status(state), before, PAGE_MAX, actor)
        return render(request, "matches.html", _listed(Status(state), found))

    @routes.get("/matches/{id_}")
    async def ask_purpose(request: Request, id_: UUID, actor: Matcher) -> Response:
        """Ask for the purpose before anything is shown."""
        link, references = await matching.see(id_, actor)
        empty: Filled[PurposeForm] = Filled()
        return render(request, "match.html", _asked(link, references), form=empty)

    @routes.post("/matches/{id_}")
    async def compare(request: Request, id_: UUID, actor: Matcher, posted: PostedForm) -> Response:
        """The two side by side; the look is written down before it is given."""
        form = posted.read(PurposeForm)
        if form.model is None:
            link, references = await matching.see(id_, actor)
            return render(request, "match.html", _asked(link, references), form=form)
        found = await matching.compare(id_, actor, form.model.purpose)
        return render(request, "match.html", _compared(found, form.model.purpose), form=form)

    @routes.post("/matches/{id_}/decision")
    async def decide(request: Request, id_: UUID, actor: Matcher, posted: PostedForm) -> Response:
        """What a person says of the two; said otherwise later, it is undone."""
        form = posted.read(DecisionForm)
        if form.model is None:
            why = posted.read(PurposeAlone)
            if why.model is None:
                return RedirectResponse(f"/matches/{id_}", status_code=303)
            found = await matching.compare(id_, actor, why.model.purpose)
            return render(request, "match.html", _compared(found, why.model.purpose), form=form)
        same = form.model.answer == "same"
        await matching.decide(id_, actor, form.model.reason, same=same)
        return RedirectResponse(f"/matches/{id_}", status_code=303)

    return routes


def _listed(status: Status, found: Sequence[Shown]) -> ListView:
    older = ""
    if len(found) == PAGE_MAX:
        place = cursor_of(found[-1].changed_at, found[-1].id)
        older = f"/matches?{urlencode({'state': status.value, 'cursor': place})}"
    tabs = [(one.words, f"/matches?state={one.value}") for one in SHOWN]
    return ListView(status, tabs, found, [Ground(one.ground).words for one in found], older)


def _asked(link: Link, references: tuple[str, str]) -> MatchView:
    status = link.status or Status.DROPPED
    ground = Ground(link.ground).words if link.ground else ""
    return MatchView(link.id, references, status, ground, link.by_person)


def _compared(found: Compared, purpose: str) -> MatchView:
    asked = vars(_asked(found.link, found.references))
    shown = [child_view(child) for child in found.children]
    pairs = tuple(zip(found.references, shown, strict=True))
    return MatchView(**{**asked, "purpose": purpose, "children": pairs})
