"""The moves of what the Panel and partners say to each other: advice asked, meetings, what became of advice."""

from contracts.review import advice as a
from contracts.review import given_advice as ga
from contracts.review import meeting as m
from contracts.review.meeting_changes import CallOffDialogueV1, MoveDialogueV1
from services.review.advice.domain import SOURCE as ADVICE
from services.review.dialogue.domain import SOURCE as TALKING
from services.review.given_advice.domain import SOURCE as TAKING
from services.review.legal.table import Row, Table, stay, to
from services.review.whole import Whole

WITHDRAWN = "Notification withdrawn"


def advice_station(whole: Whole) -> str:
    """Where the first question or piece of advice stands."""
    if whole.rapid_review.status == "cancelled":
        return "withdrawn"
    items = whole.advice.items
    if not items:
        return "none"
    return "given" if items[0].given else "asked"


def dialogue_station(whole: Whole) -> str:
    """Where the first meeting that was offered stands."""
    if whole.rapid_review.status == "cancelled":
        return "withdrawn"
    offered = whole.dialogue.offered
    if not offered:
        return "none"
    if offered[0] in whole.dialogue.held:
        return "held"
    return "called_off" if offered[0] in whole.dialogue.called_off else "offered"


def given_station(whole: Whole) -> str:
    """Where the first piece of advice stands."""
    items = whole.given_advice.items
    if not items:
        return "none"
    if items[0].given_on is None:
        return "waiting"
    return "answered" if items[0].fate else "given"


ADVICE_ASKED = Table(
    "advice-to-partners",
    "Advice to a partnership",
    "On whether to notify, on process and format. It binds nobody; who relied on it is on record.",
    {
        "none": "Nothing asked",
        "asked": "Asked, not answered",
        "given": "Given",
        "withdrawn": WITHDRAWN,
    },
    advice_station,
    (
        Row("ask", "Ask", to("asked", "none") | stay("asked", "given"), (ADVICE,), a.AskAdviceV1),
        Row("give", "Advise", to("given", "none", "asked", "given"), (ADVICE,), a.GiveAdviceV1),
        Row(
            "rely",
            "Say that one relied on it",
            stay("given", "withdrawn"),
            (ADVICE,),
            a.RelyOnAdviceV1,
            when="it was given",
        ),
        Row(
            "withdraw",
            "The notification is withdrawn",
            to("withdrawn", "none", "asked", "given"),
            (ADVICE,),
            comes_of="the authority finds that the criteria are not met, or it is a duplicate",
        ),
    ),
)
DIALOGUES = Table(
    "meetings-with-partners",
    "Meetings with the partners",
    "The Panel may offer to talk, beside a letter or in its place. It mediates nothing.",
    {
        "none": "None offered",
        "offered": "Offered",
        "held": "Held",
        "called_off": "Called off",
        "withdrawn": WITHDRAWN,
    },
    dialogue_station,
    (
        Row(
            "offer",
            "Offer a meeting",
            to("offered", "none") | stay("offered", "held", "called_off"),
            (TALKING,),
            m.OfferDialogueV1,
            when="it is in the future",
        ),
        Row(
            "move",
            "Move it",
            stay("offered"),
            (TALKING,),
            MoveDialogueV1,
            when="the new time is in the future",
        ),
        Row(
            "call-off",
            "Call it off",
            to("called_off", "offered") | stay("withdrawn"),
            (TALKING,),
            CallOffDialogueV1,
        ),
        Row(
            "record",
            "Note that it was held",
            to("held", "offered", "called_off") | stay("withdrawn"),
            (TALKING,),
            m.RecordDialogueV1,
            when="it was offered",
        ),
        Row(
            "withdraw",
            "The notification is withdrawn",
            to("withdrawn", "none", "offered", "held", "called_off"),
            (TALKING,),
            comes_of="the authority finds that the criteria are not met, or it is a duplicate",
        ),
    ),
)
GIVEN_ADVICE = Table(
    "what-became-of-advice",
    "What became of advice",
    "One piece of advice, from its letter to its effect. The partners decide on it; they say why where they do not"
    " take it.",
    {
        "none": "No advice",
        "waiting": "Decided, letter to come",
        "given": "Given",
        "answered": "The partners said what became of it",
    },
    given_station,
    (
        Row(
            "announce",
            "A decision advises",
            to("waiting", "none") | stay("waiting", "given", "answered"),
            (TAKING,),
            comes_of="the decision is recorded",
        ),
        Row(
            "letter",
            "Its letter goes out",
            to("given", "waiting"),
            (TAKING,),
            comes_of="the decision's letter is issued",
        ),
        Row(
            "add",
            "Advice is given on an LCSPR",
            to("given", "none") | stay("waiting", "given", "answered"),
            (TAKING,),
            comes_of="the Panel's secretariat advises on an LCSPR that runs",
        ),
        Row(
            "answer",
            "Say what became of it",
            to("answered", "given", "answered"),
            (TAKING,),
            ga.AnswerAdviceV1,
            when="the reason is given where it is not taken, or not wholly",
        ),
        Row(
            "effect",
            "Record its effect",
            stay("answered"),
            (TAKING,),
            ga.RecordAdviceEffectV1,
        ),
    ),
)
