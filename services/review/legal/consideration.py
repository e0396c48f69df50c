"""The moves of the Panel's consideration, round by round."""

from contracts.review import consideration as c
from contracts.review import correction, curation
from contracts.review import preparation as p
from services.review.case_state import partners_owe_a_decision
from services.review.consideration.correcting import OUTCOME_STANDS
from services.review.consideration.decision_rules import EXPLAINED, GUIDANCE, RULES
from services.review.consideration.preparing_rules import CONFLICTS, DISSENT, READING
from services.review.consideration.state import WAITING
from services.review.curation.domain import SOURCE as EXAMPLES
from services.review.legal.table import Group, Row, Table, either, stay, to
from services.review.request.domain import SOURCE as INFORMATION
from services.review.whole import Whole

DECIDED = ("decided", "awaiting_reply", "closed")
A_DECISION = "a decision has been made, in this round or an earlier one"
DECISION_SOURCES = tuple(dict.fromkeys(source for _, source, _, _ in RULES))


def station(whole: Whole) -> str:
    """Where the consideration of a case stands; of a decided round, what its letter awaits."""
    case = whole.consideration
    if case.status != "decided":
        return case.status
    if case.letter_on is None:
        return "decided"
    waits = whole.request.status == "open" or partners_owe_a_decision(whole)
    return "awaiting_reply" if waits else "closed"


PREPARING = (
    Row(
        "received",
        "A round begins",
        to("received", "none", *DECIDED),
        (GUIDANCE,),
        comes_of="the rapid review comes, comes again after a decision, or all answers are in",
    ),
    Row(
        "triage",
        "Look it through",
        to("triaged", "received") | stay(*WAITING[1:]),
        (GUIDANCE,),
        p.TriageCaseV1,
    ),
    Row(
        "allocate",
        "Give it to lead readers",
        to("allocated", *WAITING[:2]) | stay(*WAITING[2:]),
        (GUIDANCE, READING, CONFLICTS),
        p.AllocateReadersV1,
        when="a member is free of conflict; who has one can not be named",
    ),
    Row(
        "comment",
        "Comment as its reader",
        stay(*WAITING),
        (GUIDANCE, READING, CONFLICTS),
        p.CommentAsReaderV1,
        when="it has lead readers, and this member is one of them",
    ),
    Row("declare", "Stand back for a conflict", stay(*WAITING), (GUIDANCE,), p.DeclareConflictV1),
    Row("recuse", "Keep a member out", stay(*WAITING), (GUIDANCE,), c.RecuseMemberV1),
    Row("list", "List it for a meeting", to("listed", *WAITING), (GUIDANCE,), c.ListForMeetingV1),
)
DECIDING = (
    Row(
        "decide",
        "Record the decision",
        to("decided", "listed"),
        DECISION_SOURCES,
        c.RecordDecisionV1,
        when="its meeting was held with a quorum of members without conflict, and the rules below are kept",
    ),
    Row(
        "dissent",
        "Record a dissent",
        stay(*DECIDED),
        (DISSENT,),
        p.RecordDissentV1,
        when="the member considered the case",
    ),
    Row(
        "correct",
        "Correct the decision",
        stay(*WAITING, *DECIDED),
        (GUIDANCE, EXPLAINED, OUTCOME_STANDS),
        correction.CorrectDecisionV1,
        when=A_DECISION,
    ),
    Row(
        "curate",
        "Keep it as an example, or set it aside",
        stay(*WAITING, *DECIDED, "stopped"),
        (EXAMPLES,),
        curation.CurateCaseV1,
        when=A_DECISION,
    ),
    Row(
        "letter",
        "The letter goes out",
        either(("awaiting_reply", "closed"), "decided"),
        (EXPLAINED,),
        comes_of="another person than its drafter approved it",
    ),
    Row(
        "answer",
        "Answer what was asked",
        either(("awaiting_reply", "received"), "awaiting_reply"),
        (INFORMATION,),
        c.AnswerInformationRequestV1,
        when="the letter asks this partner; the last answer brings the case back",
    ),
    Row(
        "partners_decide",
        "The partners decide",
        to("closed", "awaiting_reply"),
        (GUIDANCE,),
        comes_of="the partners' final decision answers the letter",
    ),
    Row(
        "withdrawn",
        "The notification is withdrawn",
        to("stopped", "none", *WAITING, *DECIDED),
        (GUIDANCE,),
        comes_of="the authority finds that the criteria are not met, or it is a duplicate",
    ),
)


def _in_words(name: str) -> str:
    """A rule is named as the sentence that it is."""
    return name.replace("_", " ").capitalize() + "."


CONSIDERATION = Table(
    "consideration",
    "Consideration by the Panel",
    "Each version that follows a decision begins another round, and every round is kept whole. Triage and lead"
    " readers may be passed over; a case is considered when the meeting it is listed for is held. The letter's own"
    " states are correspondence's.",
    {
        "none": "Nothing received",
        "received": "Received",
        "triaged": "Looked through",
        "allocated": "With lead readers",
        "listed": "Listed for a meeting",
        "decided": "Decided, letter to come",
        "awaiting_reply": "Letter out, reply awaited",
        "closed": "Letter out, nothing awaited",
        "stopped": "Stopped",
    },
    station,
    (*PREPARING, *DECIDING),
    groups=(
        Group("Any station before the decision", WAITING),
        Group("Any station before it is stopped", ("none", *WAITING, *DECIDED)),
    ),
    rules=tuple((_in_words(rule.__name__), source) for rule, source, _, _ in RULES),
)
