"""All the objects of one case, and what a rule about one of its commands looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from contracts.envelope import Command
from services.review.action_ledger.domain import NO_LEDGER, Ledger
from services.review.advice.domain import Log
from services.review.agency_return.domain import AgencyReturns
from services.review.consideration import domain as consideration
from services.review.consideration.state import Consideration
from services.review.dialogue.domain import Dialogue
from services.review.given_advice.domain import GivenAdvice
from services.review.lcspr import domain as lcspr
from services.review.lcspr.state import Lcspr
from services.review.learning.domain import Learning
from services.review.preparation.domain import Preparation
from services.review.rapid_review.domain import RapidReview
from services.review.reading.domain import Reading, Review
from services.review.request.domain import Request

STAFF = ("secretary",)
PARTNERSHIP = ("partnership_manager", "partnership_system", "partner_authority")
EVERY_PARTNER = (*PARTNERSHIP, "partner_health", "partner_police")
NOBODY = UUID(int=0)
NO_PREPARATION, NO_AGENCY_RETURN = Preparation(NOBODY), AgencyReturns(NOBODY)
NO_GIVEN_ADVICE = GivenAdvice(NOBODY)
NO_LEARNING, NO_READING, NO_ADVICE = Learning(NOBODY), Reading(NOBODY), Log(NOBODY)


@dataclass(frozen=True)
class Whole:
    """All the objects of one case."""

    rapid_review: RapidReview
    consideration: Consideration
    request: Request
    lcspr: Lcspr
    dialogue: Dialogue
    preparation: Preparation = NO_PREPARATION
    agency_return: AgencyReturns = NO_AGENCY_RETURN
    learning: Learning = NO_LEARNING
    reading: Reading = NO_READING
    advice: Log = NO_ADVICE
    given_advice: GivenAdvice = NO_GIVEN_ADVICE
    ledger: Ledger = NO_LEDGER

    @cached_property
    def panel_opens(self) -> frozenset[type]:
        """What the Panel may do now: asked by many rules of one case, worked out once."""
        return consideration.available(self.consideration)

    @cached_property
    def local_opens(self) -> frozenset[type]:
        """The same of its local review."""
        return lcspr.available(self.lcspr)

    @property
    def has_been_reviewed(self) -> bool:
        """There is a rapid review or an LCSPR that action can come from, withdrawn afterwards or not."""
        return self.rapid_review.version > 0 or self.lcspr.initiated_on is not None

    @property
    def to_be_read(self) -> Review:
        """The rapid review as the national body finds it."""
        review = self.rapid_review
        taken_up = self.consideration.status != "received"
        round_ = self.consideration.round
        return Review(review.reference, review.status, review.version, taken_up, round_)


@dataclass(frozen=True)
class MoveRule:
    """One command: its roles, when it is open, and the words when it is not."""

    command: type[Command]
    roles: tuple[str, ...]
    is_open: Callable[[Whole], bool]
    why_not: str
