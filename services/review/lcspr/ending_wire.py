"""How an LCSPR ended: facts out."""

from typing import Any, assert_never

from contracts.envelope import Fact
from contracts.review import lcspr_ending as told
from contracts.review.lcspr import CopyRecipient
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.ending import AVAILABLE, NOT_PUBLISHED, commented
from services.review.lcspr.state import GUIDANCE, Lcspr
from services.review.policy import local_review

Own = dict[str, Any]


def fact(own: Own, state: Lcspr, event: ending.Event) -> Fact:
    """The fact that tells of one event; ``state`` is the one after it."""
    match event:
        case ending.Assembled(said=bundle):
            return _assembled(own, state, event.on, bundle)
        case ending.ImprovementsPublished():
            return _improvements(own, state, event)
        case ending.Justified(said=reasons):
            return told.LcsprNonPublicationJustifiedV1(
                **own, told=reasons.told, why=reasons.why, comments_until=event.comments_until
            )
        case ending.NotPublished():
            return told.LcsprNotPublishedV1(
                **own,
                decided_on=event.on,
                commented=commented(state),
                considered=event.said.considered,
                basis=NOT_PUBLISHED,
            )
        case ending.Discontinued(said=ended):
            reached = {one.recipient for one in ended.told}
            return told.LcsprDiscontinuedV1(
                **own,
                discontinued_on=event.on,
                why=ended.why,
                told=ended.told,
                not_told=tuple(one for one in CopyRecipient if one not in reached),
            )
        case ending.Superseded(said=by):
            return told.LcsprSupersededV1(
                **own, superseded_on=event.on, national_review=by.national_review, why=by.why
            )
        case _:
            return _after(own, state, event)


def _after(
    own: Own,
    state: Lcspr,
    event: ending.TakenDown | ending.AvailabilityEnded | ending.Breached | ending.BreachTakenBack,
) -> Fact:
    """What comes after publication."""
    match event:
        case ending.TakenDown():
            assert state.available_until, "what is public has a day"
            return told.LcsprTakenDownV1(
                **own,
                taken_down_on=event.on,
                early=event.early,
                available_until=state.available_until,
                why=event.said.why,
            )
        case ending.AvailabilityEnded():
            assert state.available_until, "what is public has a day"
            return told.LcsprAvailabilityEndedV1(
                **own, available_until=state.available_until, basis=AVAILABLE
            )
        case ending.Breached():
            return told.LcsprBreachRecordedV1(**own, **_breach(event))
        case ending.BreachTakenBack():
            return told.LcsprBreachTakenBackV1(**own, **_breach(event))
        case _:
            assert_never(event)


COPIES = "Working Together, chapter 5: full report seven working days before publication"


def _breach(event: ending.Judged) -> Own:
    return {
        "breach": told.BreachKind(event.kind),
        "happened_on": event.on,
        "allowed_from": event.allowed_from,
        "basis": COPIES if event.kind == "published_early" else AVAILABLE,
    }


def _assembled(own: Own, state: Lcspr, on: Any, bundle: Any) -> Fact:
    late = local_review.is_late(state.initiated_on, on)
    needed = [one for one in told.ReportPart if late or one is not told.ReportPart.LATENESS]
    return told.LcsprBundleAssembledV1(
        **own,
        version=state.bundles,
        assembled_on=on,
        document=bundle.document,
        parts=bundle.parts,
        missing=tuple(one for one in needed if one not in bundle.parts),
        note=bundle.note,
    )


def _improvements(own: Own, state: Lcspr, event: ending.ImprovementsPublished) -> Fact:
    assert state.initiated_on, "only a begun LCSPR is published"
    return told.LcsprImprovementsPublishedV1(
        **own,
        published_on=event.on,
        address=event.said.address,
        why=event.said.why,
        days_late=local_review.days_late(state.initiated_on, event.on),
        early=event.early,
        available_until=event.available_until,
        basis=GUIDANCE,
    )
