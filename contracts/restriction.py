"""What ``correspondence`` publishes of restricted cases: who alone of the staff may open one, and who did all the same.

Why is not told: the reasons stay here, sealed.
"""

from datetime import date, datetime
from uuid import UUID

from contracts.envelope import Case, Fact, OpenCode, Token


class Ground(OpenCode):
    """For what a case is restricted."""

    MEDIA = "media", "Interest of the media"
    STAFF_RELATIVE = "staff_relative", "A relative of somebody on the staff"
    POLICE_LED = "police_led", "Led by the police"
    OTHER = "other", "Another ground"


class CaseRestrictedV1(Fact):
    """Of those who see cases everywhere or in a region, only these may open this one.

    ``open_to``: ``person:…`` and ``role:…``; told again, it takes the place of what was told before.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    ground: Case[Ground]
    open_to: Case[tuple[Token, ...]]
    restricted_by: Case[Token]
    restricted_on: Case[date]
    review_on: Case[date]


class RestrictionLiftedV1(Fact):
    """All whose reach it lies in may open the case again."""

    incident_id: Case[UUID]
    reference: Case[Token]
    lifted_by: Case[Token]
    lifted_on: Case[date]


class GlassBrokenV1(Fact):
    """Somebody who is not named opened a restricted case, for a reason of theirs and until a moment."""

    incident_id: Case[UUID]
    reference: Case[Token]
    glass_id: Case[UUID]
    broken_by: Case[Token]
    broken_at: Case[datetime]
    until: Case[datetime]


class GlassReviewedV1(Fact):
    """Another person looked at why the case was opened."""

    incident_id: Case[UUID]
    reference: Case[Token]
    glass_id: Case[UUID]
    reviewed_by: Case[Token]
    reviewed_on: Case[date]


FACTS: tuple[type[Fact], ...] = (
    CaseRestrictedV1,
    RestrictionLiftedV1,
    GlassBrokenV1,
    GlassReviewedV1,
)
