"""What is known of an LCSPR, and what every rule about it asks first. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis import errors
from chassis.errors import Refused

GUIDANCE = "Working Together, chapter 5: LCSPRs"
RECIPIENTS = ("national_body", "secretary_of_state", "ofsted")
TOLD_OF_DELAY = ("national_body", "secretary_of_state")
COURSE = (
    "initiated",
    "reviewer_appointed",
    "in_progress",
    "draft_received",
    "rework",
    "approved",
    "pre_publication_sent",
)
"""A running review's stations, in order; each may be passed over, because what happened is recorded."""
PUBLIC = ("published", "improvements_only_published")
MAY_FOLLOW = ("improvements_only_published", "not_published_justified")
"""The full report may follow these, and what leads to it is recorded."""
ENDED = ("not_published_justified", "discontinued", "superseded_by_national")


@dataclass(frozen=True)
class Lcspr:
    """The state; ``status`` is a code of the contract's ``LcsprStatus``."""

    id: UUID
    status: str = "none"
    reference: str = ""
    partnership: str = ""
    decision: str = ""
    decided_on: date | None = None
    answers: UUID | None = None
    proposed_on: date | None = None
    initiated_on: date | None = None
    reviewer: str | None = None
    scope_version: int = 0
    started_on: date | None = None
    drafts: int = 0
    draft_on: date | None = None
    rework_on: date | None = None
    approved_on: date | None = None
    approved_by: tuple[str, ...] = ()
    forecast_on: date | None = None
    forecast_late: bool = False
    told_of_forecast: tuple[str, ...] = ()
    told_until: date | None = None
    proceedings: tuple[tuple[str, date, date | None, tuple[str, ...]], ...] = ()
    questions: tuple[UUID, ...] = ()
    advice: tuple[UUID, ...] = ()
    comments: tuple[tuple[str, str, date], ...] = ()
    comment_ids: tuple[UUID, ...] = ()
    bundles: int = 0
    copies: tuple[tuple[str, date], ...] = ()
    planned_on: date | None = None
    published_on: date | None = None
    address: str | None = None
    published_early: bool = False
    met_on: date | None = None
    available_until: date | None = None
    taken_down_on: date | None = None
    justified_to: tuple[tuple[str, date], ...] = ()
    comments_until: date | None = None
    ended_on: date | None = None

    @property
    def last_copy_on(self) -> date | None:
        """When the last of the three copies went; None while one is missing."""
        sent = dict(self.copies)
        return max(sent.values()) if all(r in sent for r in RECIPIENTS) else None

    @property
    def is_running(self) -> bool:
        """Begun, and neither published nor ended otherwise."""
        return self.status in COURSE

    @property
    def is_public(self) -> bool:
        """The report, or what should be improved, has been published."""
        return self.published_on is not None

    @property
    def completed_on(self) -> date | None:
        """When its six months' duty was met: published, or decided not to for stated reasons."""
        if self.status == "not_published_justified":
            return self.ended_on
        return self.met_on or self.published_on

    @property
    def waits_for_partners(self) -> bool:
        """A draft is there that they have neither approved nor sent back."""
        return self.drafts > 0 and self.approved_on is None and self.status != "rework"

    @property
    def notice_owed(self) -> bool:
        """Publication is expected late, and the Panel or the Secretary of State was not told of that."""
        if not self.is_running or not self.forecast_late or self.forecast_on is None:
            return False
        return self.told_until is None or self.told_until < self.forecast_on


def running(state: Lcspr) -> None:
    """Raise Refused unless the review has begun and has not ended."""
    if state.status in ENDED:
        raise Refused("The LCSPR has ended.", GUIDANCE, code="ended")
    if state.is_public:
        raise Refused("The LCSPR is published.", GUIDANCE, code="published")
    if not state.is_running:
        raise Refused("No LCSPR has been initiated.", GUIDANCE, code="not_initiated")


def may_be_entered(state: Lcspr, on: date, field: str) -> None:
    """Raise Refused unless it led to a report: of what is published, only what came before that."""
    if state.status in MAY_FOLLOW:
        return
    if state.published_on is None:
        running(state)
    elif on > state.published_on:
        reason = f"The LCSPR was published on {state.published_on:%A %-d %B %Y}, before that day."
        raise Refused(reason, GUIDANCE, field, "after_publication")


def has_happened(on: date, today: date, field: str) -> None:
    """Raise Refused for a day to come."""
    errors.has_happened(on, today, field, GUIDANCE)


def onward(state: Lcspr, status: str) -> str:
    """The later of two stations: what is entered afterwards takes no review back."""
    if not state.is_running:
        return state.status
    return max(state.status, status, key=COURSE.index)
