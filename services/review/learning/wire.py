"""Local learning: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never
from uuid import UUID, uuid5

from chassis.execute import Order
from contracts.codes import Theme
from contracts.envelope import Fact
from contracts.review.learning import (
    ActionStanding,
    FollowUpLocalActionV1,
    LearningPointRecordedV1,
    LocalActionFollowedUpV1,
    LocalActionRecordedV1,
    RecordLearningPointV1,
    RecordLocalActionV1,
)
from contracts.review.rapid_review import LearningPoint
from services.review.learning import domain


def with_ids(
    incident: UUID, version: int, points: Sequence[LearningPoint]
) -> tuple[LearningPoint, ...]:
    """The points of a version, each with the id by which it is known from now on.

    A point that is sent again with its id stays the same record, once; one without gets the id of its place.
    """
    given = [one.learning_id for one in points]
    return tuple(
        one.model_copy(update={"learning_id": uuid5(incident, f"learning {version} {n}")})
        if one.learning_id is None or one.learning_id in given[: n - 1]
        else one
        for n, one in enumerate(points, 1)
    )


def take_over(version: int, points: Sequence[LearningPoint]) -> domain.TakeOver:
    """The points of a version, to be kept as records."""
    return domain.TakeOver(
        version,
        tuple(
            domain.Learned(one.learning_id, one.theme, one.due_on)
            for one in points
            if one.learning_id
        ),
    )


def point_from(
    said: RecordLearningPointV1, id_: UUID, status: str, reference: str
) -> domain.RecordPoint:
    """Something learned; the command's id is its own."""
    point = domain.Learned(id_, said.theme, said.due_on)
    return domain.RecordPoint(status, reference, point, said)


def action_from(said: RecordLocalActionV1, id_: UUID, reference: str) -> domain.RecordAction:
    """An action; the command's id is its own."""
    return domain.RecordAction(reference, id_, said.learning_id, said.due_on, said)


def follow_up_from(said: FollowUpLocalActionV1, reference: str, today: date) -> domain.FollowUp:
    """How far an action has come."""
    has_evidence = said.evidence is not None or said.document is not None
    return domain.FollowUp(
        today, reference, said.action_id, said.standing, said.on, has_evidence, said
    )


def announce(
    state: domain.Learning, event: domain.Event, order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; a version's points are told by the fact of that version."""
    if isinstance(event, domain.TakenOver) or isinstance(order.command, domain.TakeOver):
        return ()
    ids: dict[str, Any] = {
        "incident_id": state.id,
        "rapid_review_id": state.id,
        "reference": order.command.reference,
    }
    return (_fact(state, event, ids),)


def _fact(
    state: domain.Learning,
    event: domain.PointRecorded | domain.ActionRecorded | domain.FollowedUp,
    ids: dict[str, Any],
) -> Fact:
    match event:
        case domain.PointRecorded(said=said):
            return LearningPointRecordedV1(
                **ids,
                learning_id=event.point.id,
                theme=said.theme,
                text=said.text,
                owner=said.owner,
                due_on=said.due_on,
            )
        case domain.ActionRecorded(said=said):
            return LocalActionRecordedV1(
                **ids,
                **_about(state, event.id),
                text=said.text,
                owner=said.owner,
                due_on=event.due_on,
            )
        case domain.FollowedUp(said=said):
            return _followed_up(state, event, ids)
        case _:
            assert_never(event)


def _about(state: domain.Learning, action_id: UUID) -> dict[str, Any]:
    action = state.action(action_id)
    assert action, "the action was recorded before"
    point = state.point(action.learning_id)
    assert point, "an action is about something learned"
    return {"action_id": action.id, "learning_id": point.id, "theme": Theme(point.theme)}


def _followed_up(
    state: domain.Learning, event: domain.FollowedUp, ids: dict[str, Any]
) -> LocalActionFollowedUpV1:
    action = state.action(event.action_id)
    assert action, "only a recorded action is followed up"
    return LocalActionFollowedUpV1(
        **ids,
        **_about(state, event.action_id),
        standing=ActionStanding(event.standing),
        on=event.on,
        due_on=action.due_on,
        days_late=max(0, (event.on - action.due_on).days),
        document=event.said.document,
        evidence=event.said.evidence,
    )
