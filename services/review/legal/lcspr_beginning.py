"""The moves of a local child safeguarding practice review, from its decision to the approved draft."""

from contracts.review import lcspr as own
from contracts.review import lcspr_course as course
from contracts.review.consideration import RecordPartnersDecisionV1
from services.review.lcspr.course import PERIOD
from services.review.lcspr.domain import DUTY, MONITORING
from services.review.lcspr.state import COURSE, GUIDANCE, PUBLIC
from services.review.legal.table import Row, either, stay, to

OPEN_TO_DECISION = ("none", "not_held", "proposed")
SHOWN = (*PUBLIC, "unpublishable_allowed")
AFTERWARDS = (*SHOWN, "not_published_justified")
"""What led to a report may be entered after it."""
CAME = "the rapid review has come"
BEGINNING = (
    Row(
        "propose",
        "Propose one",
        to("proposed", *OPEN_TO_DECISION),
        (GUIDANCE,),
        course.ProposeLcsprV1,
        when=CAME,
    ),
    Row(
        "decide_yes",
        "Decide to hold one",
        to("initiated", *OPEN_TO_DECISION),
        (GUIDANCE, DUTY),
        RecordPartnersDecisionV1,
        when=f"{CAME}; from the day of the decision six months run",
    ),
    Row(
        "decide_no",
        "Decide to hold none",
        to("not_held", *OPEN_TO_DECISION),
        (GUIDANCE, DUTY),
        RecordPartnersDecisionV1,
        when=CAME,
    ),
    Row(
        "appoint",
        "Name the reviewer",
        to("reviewer_appointed", "initiated") | stay(*COURSE[1:]),
        (GUIDANCE,),
        own.AppointReviewerV1,
    ),
    Row("scope", "Set the scope", stay(*COURSE), (GUIDANCE, PERIOD), course.SetLcsprScopeV1),
    Row(
        "start",
        "Record that the work began",
        to("in_progress", *COURSE[:2]) | stay(*COURSE[2:]),
        (GUIDANCE,),
        course.StartLcsprV1,
    ),
    Row(
        "forecast",
        "Say when it is expected",
        stay(*COURSE),
        (GUIDANCE,),
        course.RecordLcsprForecastV1,
        when="beyond the six months, a notice to the Panel and the Secretary of State is owed",
    ),
    Row("delay", "Explain a delay", stay(*COURSE), (GUIDANCE,), own.ExplainLcsprDelayV1),
    Row(
        "proceedings",
        "Note proceedings beside it",
        stay(*COURSE),
        (GUIDANCE,),
        course.RecordLcsprProceedingsV1,
        when="they explain lateness; no clock stops for them",
    ),
    Row(
        "monitor",
        "Look at time and quality",
        stay(*COURSE),
        (GUIDANCE, MONITORING),
        own.RecordMonitoringV1,
    ),
    Row(
        "draft",
        "Record a draft",
        to("draft_received", *COURSE[:-2])
        | {one: (one, "draft_received") for one in COURSE[-2:]}
        | stay(*AFTERWARDS),
        (GUIDANCE,),
        course.RecordLcsprDraftV1,
        when="one from before the approval takes nothing back; once published, only one that came before that",
    ),
    Row(
        "rework",
        "Give the draft back",
        to("rework", "draft_received"),
        (GUIDANCE,),
        course.AskLcsprReworkV1,
    ),
    Row(
        "approve",
        "Approve the draft",
        either(("approved", "pre_publication_sent"), "draft_received"),
        (GUIDANCE,),
        course.ApproveLcsprV1,
        when="at least one partner approves; none is needed for another's; once published, of a draft that was entered"
        " afterwards",
    ),
)
