"""Letters on local reviews: facts out."""

from typing import Any

from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.local_review_letter import (
    LocalReviewLetterDiscardedV1,
    LocalReviewLetterDraftedV1,
    LocalReviewLetterIssuedV1,
    LocalReviewLetterWithdrawnV1,
)
from services.correspondence.document.store import Stored
from services.correspondence.letter import events
from services.correspondence.letter.commands import OnReview
from services.correspondence.letter.state import Letter
from services.correspondence.letter_types.frame import TEMPLATE_VERSION


def _own(state: Letter, review: OnReview) -> dict[str, Any]:
    return {
        "incident_id": state.incident_id,
        "reference": state.reference,
        "letter_id": state.id,
        "lcspr_id": review.lcspr_id,
        "tells_of": review.tells_of,
        "letter_kind": LetterKind(state.kind),
    }


def drafted(state: Letter, review: OnReview, by: str) -> LocalReviewLetterDraftedV1:
    """A person began it."""
    return LocalReviewLetterDraftedV1(
        **_own(state, review), begun_by=by, template_version=TEMPLATE_VERSION
    )


def discarded(
    state: Letter, review: OnReview, event: events.Discarded
) -> LocalReviewLetterDiscardedV1:
    """It was put away."""
    return LocalReviewLetterDiscardedV1(
        **_own(state, review), discarded_by=event.by, discarded_on=event.on
    )


def issued(
    state: Letter,
    review: OnReview,
    event: events.Issued,
    recipients: tuple[Partner, ...],
    document: Stored,
) -> LocalReviewLetterIssuedV1:
    """It went out."""
    return LocalReviewLetterIssuedV1(
        **_own(state, review),
        issued_on=event.on,
        recipients=recipients,
        document=document.ref(),
        replaces=state.replaces,
    )


def withdrawn(
    state: Letter, review: OnReview, event: events.Withdrawn
) -> LocalReviewLetterWithdrawnV1:
    """It was taken back."""
    assert state.issued_on, "it went out"
    return LocalReviewLetterWithdrawnV1(
        **_own(state, review),
        issued_on=state.issued_on,
        withdrawn_by=event.by,
        withdrawn_on=event.on,
    )
