"""Routine ratifications of one meeting, considered together: one page, one decision for each case ticked."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field, StringConstraints

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.codes import Outcome, View
from contracts.review.preparation import Route
from services.correspondence.access import POLICY
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.answered import refused_here
from services.correspondence.web.moves.kind import Text
from services.correspondence.web.shown import meeting_cases
from services.correspondence.web.shown.meeting_cases import ROUTINE, MeetingCase
from services.correspondence.web.shown.words import label

Staff = Annotated[Actor, Depends(needs(POLICY, "arrange_meeting"))]
PAGE = "pages/desk/routine.html"
RATIFIES = {View.NO: Outcome.AGREE_NO_LCSPR, View.YES: Outcome.AGREE_LCSPR}
"""What it is to ratify: to agree with the view that the partners gave."""


TICK = r"^\S+ \d+ \d+ (agree_lcspr|agree_no_lcspr)$"


class Ratify(Form):
    """The cases that the meeting ratified, each as it was read; and why."""

    cases: list[Annotated[str, StringConstraints(pattern=TICK)]] = Field(
        json_schema_extra={"error": "Tick the cases that were ratified"}
    )
    reasons: Text = Field(json_schema_extra={"error": "Give the reasons: no decision without them"})


@dataclass(frozen=True)
class Routine:
    """A case that may be ratified: the partners' view and the outcome that agrees with it."""

    case: MeetingCase
    reference: str
    authority: str
    view: str
    outcome: Outcome
    round: int
    review_version: int

    @property
    def tick(self) -> str:
        """What a tick says: the case as the page shows it, so that one that moved on is refused."""
        return f"{self.reference} {self.round} {self.review_version} {self.outcome}"

    @property
    def words(self) -> str:
        """What the box says."""
        return f"{self.reference}, {self.authority}. {self.outcome.label}"


@dataclass(frozen=True)
class RoutineView:
    """The page; ``became``: what became of each case that was sent."""

    meeting: MeetingView
    cases: Sequence[Routine]
    became: Sequence[tuple[str, str]] = ()


def build_routine(actions: Actions) -> APIRouter:
    """``/meetings/{id}/routine``."""
    routes = APIRouter(prefix="/desk/meetings/{meeting_id}/routine", include_in_schema=False)

    @routes.get("")
    async def shown(request: Request, meeting_id: UUID, actor: Staff) -> Response:
        view = await _view(actions, meeting_id, actor)
        ticked = {"cases": [one.tick for one in view.cases]}
        return render(request, PAGE, view, form=Filled(ticked))

    @routes.post("")
    async def ratify(
        request: Request, meeting_id: UUID, actor: Staff, posted: PostedForm
    ) -> Response:
        view, form = await _view(actions, meeting_id, actor), posted.read(Ratify)
        if form.model is None:
            return render(request, PAGE, view, form=form)
        said, id_ = form.model, posted.command_id
        here = {one.reference for one in view.cases}
        ticks = {one.split()[0]: one for one in said.cases}
        became = await asyncio.gather(
            *(
                _decide(actions, actor, view.meeting, tick, said.reasons, id_)
                for reference, tick in ticks.items()
                if reference in here
            )
        )
        left = await _view(actions, meeting_id, actor)
        gone = [(one, GONE) for one in ticks if one not in here]
        after = RoutineView(left.meeting, left.cases, [*became, *gone])
        return render(request, PAGE, after, form=Filled({"reasons": said.reasons}))

    return routes


DONE, LATER = (
    "Decided; its letter is drafted.",
    "It is being recorded; nothing needs to be sent again.",
)
GONE = "It is no longer a routine case of this meeting; see its page."


async def _decide(
    actions: Actions, actor: Actor, meeting: MeetingView, tick: str, reasons: str, id_: UUID
) -> tuple[str, str]:
    """One case's own command, under an id of its own; what became of it in words."""
    reference, round_, review_version, outcome = tick.split()
    case = await actions.case(reference, actor)
    said = {
        "version": int(round_),
        "review_version": int(review_version),
        "meeting_id": str(meeting.id),
        "outcome": outcome,
        "reasons": reasons,
    }
    try:
        asked = await actions.give(case, "record-decision", said, actor, uuid5(id_, reference))
    except Refused as no:
        return reference, no.reason
    except Invalid as no:
        return reference, "; ".join(wrong["reason"] for wrong in no.errors)
    if asked.outcome == "refused":
        told = await refused_here(actions, actor, asked)
        return reference, f"{told.reason} ({told.source})"
    return reference, DONE if asked.outcome else LATER


async def _view(actions: Actions, id_: UUID, actor: Actor) -> RoutineView:
    meeting, cases = await meeting_cases.of_meeting(actions, id_, actor, ROUTINE)
    return RoutineView(meeting, [found for one in cases if (found := _routine(one))])


def _routine(one: MeetingCase) -> Routine | None:
    """One that was triaged so, is still listed, and whose partners said yes or no."""
    case, triaged, sent = one.item.case, one.of_round("case-triaged"), one.sent
    if (
        one.kept_from
        or case.stage != "listed"
        or not one.item.stays
        or triaged is None
        or sent is None
    ):
        return None
    told, view = case.told, sent.fact["partnership_view"]
    if told is None or triaged.fact["route"] != Route.ROUTINE or view not in RATIFIES:
        return None
    return Routine(
        case=one,
        reference=case.reference,
        authority=case.authority_name,
        view=label(View, view),
        outcome=RATIFIES[View(view)],
        round=told.round,
        review_version=told.review_version,
    )
