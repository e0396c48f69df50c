"""The moves of a local child safeguarding practice review."""

from contracts.review import lcspr as own
from contracts.review import lcspr_advice as advice_contract
from contracts.review import lcspr_ending as ending_contract
from contracts.review.lcspr_course import LcsprStatus
from services.review.lcspr.advice import ADVISES, COMMENTS
from services.review.lcspr.course import PERIOD
from services.review.lcspr.domain import COPIES, DUTY
from services.review.lcspr.ending import AVAILABLE, NOT_PUBLISHED
from services.review.lcspr.state import COURSE, ENDED, GUIDANCE, MAY_FOLLOW, PUBLIC
from services.review.legal.lcspr_beginning import AFTERWARDS, BEGINNING, SHOWN
from services.review.legal.table import Group, Row, Table, stay, to
from services.review.whole import Whole

BEGUN = (*COURSE, *SHOWN, *ENDED)


def station(whole: Whole) -> str:
    """Where the LCSPR of a case stands."""
    return whole.lcspr.status


OUT = (
    Row(
        "assemble",
        "Put the bundle together",
        stay(*COURSE),
        (GUIDANCE,),
        ending_contract.AssembleLcsprBundleV1,
    ),
    Row(
        "copy",
        "Record a copy that was sent",
        {one: (one, "pre_publication_sent") for one in ("approved", *COURSE[:3])}
        | stay("draft_received", "rework", "pre_publication_sent", *AFTERWARDS),
        (GUIDANCE,),
        own.RecordCopySentV1,
        when="the third of Panel, Secretary of State and Ofsted makes it complete; once published, only one that went"
        " before that",
    ),
    Row(
        "plan",
        "Plan the day of publication",
        stay(*COURSE),
        (GUIDANCE, COPIES),
        own.PlanPublicationV1,
        when="all three copies will have been out for seven working days",
    ),
    Row(
        "publish",
        "Record the publication",
        to("published", *COURSE, *MAY_FOLLOW),
        (GUIDANCE,),
        own.RecordPublicationV1,
        when="one that came too soon is recorded as a breach",
    ),
    Row(
        "improvements",
        "Record that improvements alone were published",
        to("improvements_only_published", *COURSE),
        (GUIDANCE,),
        ending_contract.RecordImprovementsPublicationV1,
    ),
    Row(
        "justify",
        "Send the reasons not to publish",
        stay(*COURSE),
        (GUIDANCE, NOT_PUBLISHED),
        ending_contract.JustifyNonPublicationV1,
        when="the Panel and the Secretary of State were both told",
    ),
    Row(
        "not_publish",
        "Decide not to publish",
        to("not_published_justified", *COURSE),
        (GUIDANCE, NOT_PUBLISHED),
        ending_contract.RecordNonPublicationV1,
        when="the reasons were sent, and the Panel commented or its time has passed",
    ),
    Row(
        "discontinue",
        "End it before its end",
        to("discontinued", *COURSE),
        (GUIDANCE,),
        ending_contract.DiscontinueLcsprV1,
    ),
    Row(
        "supersede",
        "Let a national review take its place",
        to("superseded_by_national", "proposed", *COURSE),
        (GUIDANCE,),
        ending_contract.SupersedeLcsprV1,
    ),
    Row(
        "take_down",
        "Record that it was taken down",
        stay(*SHOWN),
        (GUIDANCE, AVAILABLE),
        ending_contract.RecordTakeDownV1,
        when="it is still public; within the year it is recorded as a breach",
    ),
    Row(
        "year_passed",
        "A year has passed",
        to("unpublishable_allowed", *PUBLIC),
        (AVAILABLE,),
        comes_of="time: a year after publication it need no longer be kept available",
    ),
    Row(
        "ask",
        "Ask the Panel for advice",
        stay("proposed", *BEGUN),
        (ADVISES,),
        advice_contract.AskLcsprAdviceV1,
    ),
    Row(
        "give",
        "Give advice",
        stay("proposed", *BEGUN),
        (ADVISES,),
        advice_contract.GiveLcsprAdviceV1,
    ),
    Row(
        "comment",
        "Comment on it",
        stay(*BEGUN),
        (ADVISES, COMMENTS),
        advice_contract.CommentOnLcsprV1,
        when="there is a draft, a report, or a reason not to publish",
    ),
)
LCSPR = Table(
    "lcspr",
    "Local child safeguarding practice review (LCSPR)",
    "The decision is the partners'. Every station of a review that runs may be passed over, because what happened is"
    " recorded; only a plan that would break a rule is refused.",
    {one.value: one.label for one in LcsprStatus},
    station,
    (*BEGINNING, *OUT),
    groups=(
        Group("Any station of a review that runs", COURSE),
        Group("Any station from its beginning to its end and after", BEGUN),
    ),
    ordinary=frozenset(
        {
            ("in_progress", "draft_received"),
            ("rework", "draft_received"),
            ("pre_publication_sent", "published"),
        }
    ),
    rules=(
        ("What is recorded has happened: not a day to come.", GUIDANCE),
        ("A final decision is yes or no.", DUTY),
        ("A review has a line of enquiry, and its period ends after it begins.", PERIOD),
        ("Publication is planned seven working days after the last copy, or later.", COPIES),
        ("Publish unless it is inappropriate, and say why.", NOT_PUBLISHED),
    ),
)
