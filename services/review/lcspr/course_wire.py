"""The course of an LCSPR, advice on it and comments: facts out."""

from typing import Any, assert_never

from contracts.codes import Clock, DelayReason, Partner
from contracts.envelope import Fact
from contracts.review import lcspr_advice as said
from contracts.review import lcspr_course as told
from services.review.lcspr import advice
from services.review.lcspr import course_moves as course
from services.review.lcspr.state import Lcspr
from services.review.policy import rules

EXPLAINS = {
    told.Proceedings.CRIMINAL_INVESTIGATION: DelayReason.CRIMINAL_INVESTIGATION,
    told.Proceedings.TRIAL: DelayReason.TRIAL,
    told.Proceedings.INQUEST: DelayReason.INQUEST,
}
Own = dict[str, Any]


def fact(own: Own, state: Lcspr, event: course.Event) -> Fact:
    """The fact that tells of one event; ``state`` is the one after it."""
    match event:
        case course.Proposed(said=why):
            return told.LcsprProposedV1(**own, **_as_said(why))
        case course.ScopeSet(said=scope):
            return told.LcsprScopeSetV1(**own, version=state.scope_version, **_as_said(scope))
        case course.Started():
            return told.LcsprStartedV1(**own, started_on=event.on)
        case course.DraftReceived(said=draft):
            return told.LcsprDraftReceivedV1(**own, version=state.drafts, **_as_said(draft))
        case course.ReworkAsked(said=wanting):
            return told.LcsprReworkAskedV1(**own, version=state.drafts, **_as_said(wanting))
        case course.Approved(approved_by=by):
            others = tuple(one for one in Partner if one.value not in by)
            return told.LcsprApprovedV1(
                **own, version=state.drafts, not_approved_by=others, **_as_said(event.said)
            )
        case course.Forecasted():
            return told.LcsprForecastRecordedV1(
                **own,
                forecast_on=event.forecast_on,
                notice_owed=state.notice_owed,
                clock=_clock(state),
            )
        case course.ProceedingsNoted(said=noted):
            explains = EXPLAINS.get(noted.proceedings, DelayReason.OTHER)
            return told.LcsprProceedingsRecordedV1(
                **own, explains=explains, clock=_clock(state), **_as_said(noted)
            )
        case _:
            assert_never(event)


def advice_fact(own: Own, event: advice.Event) -> Fact:
    """The fact that tells of a question, advice or a comment."""
    match event:
        case advice.Asked(id=id_, on=on):
            return said.LcsprAdviceAskedV1(
                **own, advice_id=id_, asked_on=on, **_as_said(event.said)
            )
        case advice.Given(id=id_, on=on):
            return said.LcsprAdviceGivenV1(
                **own, advice_id=id_, given_on=on, **_as_said(event.said)
            )
        case advice.Commented():
            return said.LcsprCommentedOnV1(**own, **_as_said(event.said))
        case _:
            assert_never(event)


def _as_said(command: Any) -> dict[str, Any]:
    """The fields of a command, which its fact has too."""
    return {
        name: getattr(command, name) for name in type(command).model_fields if name != "incident_id"
    }


def _clock(state: Lcspr) -> Clock:
    assert state.initiated_on, "only a begun LCSPR has a clock"
    return rules.clock("L1", state.initiated_on)
