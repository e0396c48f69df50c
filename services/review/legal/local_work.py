"""The moves of what partners keep beside a review: agencies' returns, what was learned, the ledger of action."""

from contracts.review import action_ledger as al
from contracts.review import agency_return as ar
from contracts.review import learning as le
from contracts.review.learning import ActionStanding
from services.review.action_ledger.domain import PRACTICE, REGULATION
from services.review.agency_return.domain import GUIDANCE, OWN
from services.review.learning.domain import GUIDANCE as LEARNING
from services.review.legal.table import Group, Row, Table, either, stay, to
from services.review.whole import Whole

STANDINGS = tuple(one.value for one in ActionStanding)
CAME = ("given", "declined")


def return_station(whole: Whole) -> str:
    """Where the first return that was asked stands; another beside it does not move it."""
    state = whole.agency_return
    if not state.returns:
        return "none"
    return state.returns[0].outcome or ("stopped" if state.stopped else "awaited")


def learning_station(whole: Whole) -> str:
    """Where the first action that was entered stands; another beside it does not move it."""
    state = whole.learning
    if state.actions:
        return state.actions[0].standing
    return "learned" if state.points else "none"


def ledger_station(whole: Whole) -> str:
    """Where the first action that was entered stands; another beside it does not move it."""
    actions = whole.ledger.actions
    return actions[0].state if actions else "none"


AGENCY_RETURNS = Table(
    "agency-returns",
    "Returns of agencies",
    "One return, from being asked to being given. Several are asked beside each other, each with its own date.",
    {
        "none": "Nobody was asked",
        "awaited": "Awaited",
        "given": "Given",
        "declined": "None will come",
        "stopped": "No longer chased",
    },
    return_station,
    (
        Row(
            "ask",
            "Ask agencies for their returns",
            to("awaited", "none", "awaited", "stopped") | stay(*CAME),
            (GUIDANCE,),
            ar.AskAgencyReturnsV1,
            when="a rapid review is due or here",
        ),
        Row(
            "give",
            "Give the return, or say that none will come",
            either(CAME, "awaited", *CAME, "stopped"),
            (GUIDANCE, OWN),
            ar.GiveAgencyReturnV1,
            when="by the partner through which the agency is reached, or by the authority",
        ),
        Row(
            "chase",
            "It is chased",
            stay("awaited"),
            (GUIDANCE,),
            comes_of="time: its date has passed and it has not come",
        ),
        Row(
            "stop",
            "Chasing ends",
            to("stopped", "awaited"),
            (GUIDANCE,),
            comes_of="the rapid review is sent, or the notification withdrawn",
        ),
    ),
)
LEARNED = Table(
    "local-learning",
    "What was learned locally",
    "One action on something learned, each with an owner and a date. What is learned outlives a notification that is"
    " withdrawn.",
    {
        "none": "Nothing on record",
        "learned": "Learned, no action yet",
        **{one.value: one.label for one in ActionStanding},
    },
    learning_station,
    (
        Row(
            "point",
            "Record something learned",
            to("learned", "none", "learned") | stay(*STANDINGS),
            (LEARNING,),
            le.RecordLearningPointV1,
            when="there is a rapid review, or was one",
        ),
        Row(
            "act",
            "Enter an action on it",
            to("planned", "learned") | stay(*STANDINGS),
            (LEARNING,),
            le.RecordLocalActionV1,
        ),
        Row(
            "follow_up",
            "Say how far an action has come",
            either(STANDINGS, *STANDINGS),
            (LEARNING,),
            le.FollowUpLocalActionV1,
            when="done or given up only with what shows it, or why",
        ),
    ),
    groups=(Group("Any action", STANDINGS),),
)
OPEN = ("planned", "evidenced", "measured")
EVERY = ("none", *OPEN, "completed", "not_pursued")
LEDGER = Table(
    "action-ledger",
    "The partnership's ledger of action",
    "One action. The ledger is the partnership's own: nobody else enters, judges or closes anything in it.",
    {
        "none": "No action",
        "planned": "Planned",
        "evidenced": "There is evidence that it was done",
        "measured": "Its effect was measured",
        "completed": "Completed",
        "not_pursued": "Not pursued",
    },
    ledger_station,
    (
        Row(
            "add",
            "Enter an action",
            to("planned", "none") | stay(*EVERY[1:]),
            (PRACTICE, REGULATION),
            al.AddLedgerActionV1,
            when="a rapid review was sent, or an LCSPR has begun; it is due on a day to come",
        ),
        Row(
            "evidence",
            "Record evidence",
            to("evidenced", "planned", "evidenced") | stay("measured"),
            (PRACTICE,),
            al.RecordActionEvidenceV1,
        ),
        Row(
            "measure",
            "Record a result",
            to("measured", *OPEN),
            (PRACTICE,),
            al.RecordActionResultV1,
        ),
        Row(
            "complete",
            "Close it as completed",
            to("completed", "evidenced", "measured"),
            (PRACTICE,),
            al.CloseLedgerActionV1,
            when="there is evidence of it",
        ),
        Row(
            "give_up",
            "Close it as not pursued",
            to("not_pursued", *OPEN),
            (PRACTICE,),
            al.CloseLedgerActionV1,
            when="it is said why",
        ),
    ),
)
