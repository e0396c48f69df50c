"""A case with all its objects, and steps on them as the handlers take them."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from chassis.errors import Refused
from services.review.action_ledger import domain as ledger
from services.review.advice import domain as advice
from services.review.agency_return import domain as agency_return
from services.review.consideration import domain as consideration
from services.review.consideration.state import Consideration
from services.review.curation import domain as curation
from services.review.curation.domain import Curation
from services.review.dialogue import domain as dialogue
from services.review.given_advice import domain as given_advice
from services.review.lcspr import domain as lcspr
from services.review.lcspr.state import Lcspr
from services.review.learning import domain as learning
from services.review.meeting import domain as meeting
from services.review.meeting.domain import Meeting
from services.review.member import domain as member
from services.review.member.domain import Register
from services.review.preparation import domain as preparation
from services.review.rapid_review import domain as rapid_review
from services.review.reading import domain as reading
from services.review.regional_group import domain as regional_group
from services.review.regional_group.domain import RegionalGroup
from services.review.request import domain as request
from services.review.selection import domain as selection
from services.review.selection.domain import Selection
from services.review.whole import Whole

CASE = UUID(int=1)
MODULES: dict[str, Any] = {
    "rapid_review": rapid_review,
    "consideration": consideration,
    "request": request,
    "lcspr": lcspr,
    "dialogue": dialogue,
    "preparation": preparation,
    "agency_return": agency_return,
    "learning": learning,
    "reading": reading,
    "advice": advice,
    "given_advice": given_advice,
    "ledger": ledger,
    "curation": curation,
    "meeting": meeting,
    "member": member,
    "regional_group": regional_group,
    "selection": selection,
}
Step = tuple[str, Any]
"""The object, and a command for it."""
Steps = tuple[Step, ...]
"""The first decides whether the others follow."""


NO_CURATION, NO_MEETING, NO_MEMBERS = Curation(CASE), Meeting(CASE), Register(CASE)
NO_GROUP, NO_ENTRY = RegionalGroup(CASE), Selection(CASE)


@dataclass(frozen=True)
class Case(Whole):
    """All objects of a case, with the one that its state does not tell of."""

    curation: Curation = NO_CURATION


@dataclass(frozen=True)
class Body:
    """One of each object that is no case's."""

    meeting: Meeting = NO_MEETING
    member: Register = NO_MEMBERS
    regional_group: RegionalGroup = NO_GROUP
    selection: Selection = NO_ENTRY


NOTHING = Case(
    rapid_review.RapidReview(CASE),
    Consideration(CASE),
    request.Request(CASE),
    Lcspr(CASE),
    dialogue.Dialogue(CASE),
)
H = TypeVar("H", Case, Body)


@dataclass(frozen=True)
class Outcome:
    """What came of some steps: where everything stands, whether the first changed anything, or its refusal."""

    after: Any
    happened: bool = False
    refused: Refused | None = None


def carry(holder: H, steps: Steps) -> Outcome:
    """Take the steps, as the handlers do: the first decides, the others follow where it changed something."""
    happened = False
    for n, (name, command) in enumerate(steps):
        try:
            events = MODULES[name].decide(getattr(holder, name), command)
        except Refused as refused:
            return Outcome(holder, refused=refused)
        state = getattr(holder, name)
        for event in events:
            state = MODULES[name].evolve(state, event)
        holder = replace(holder, **{name: state})
        happened = happened or (n == 0 and bool(events))
        if n == 0 and not events:
            break
    return Outcome(holder, happened)


def reach(holder: H, *ways: Any) -> H:
    """Where everything stands after some moves, each of which changes something."""
    for way in ways:
        outcome = carry(holder, way(holder))
        assert outcome.happened, (way, outcome.refused)
        holder = outcome.after
    return holder
