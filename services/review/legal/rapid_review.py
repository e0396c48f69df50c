"""The moves of a rapid review, from the notification to its closing."""

from contracts.review import rapid_review as r
from contracts.review import rapid_review_steps as s
from contracts.review import reading as rd
from contracts.review.rapid_review_steps import Station
from services.review.case_state import stage_of
from services.review.consideration.decision_rules import GUIDANCE as PANEL
from services.review.legal.table import Group, Row, Table, either, stay, to
from services.review.preparation.domain import AFTER
from services.review.rapid_review.domain import GUIDANCE
from services.review.reading.domain import CHECKLIST, FORMAT
from services.review.request.domain import SOURCE as INFORMATION
from services.review.stations import station_of
from services.review.whole import Whole

OWN = ("open", "scoping", "meeting_held", "drafted", "signed_off")
BEFORE_PANEL = ("submitted", "returned_incomplete", "resubmitted")
HERE = (*BEFORE_PANEL, "with_panel", "info_requested", "closed")
SENT = (
    to("submitted", *OWN)
    | to("resubmitted", *BEFORE_PANEL, "info_requested", "closed")
    | either(("with_panel", "resubmitted"), "with_panel")
)
"""What is sent while the Panel has not decided is another version of what it has."""


def station(whole: Whole) -> str:
    """Where the rapid review of a case stands."""
    found = station_of(whole, stage_of(whole))
    return found.value if found else "none"


LOCAL = (
    Row(
        "opens",
        "A rapid review is due",
        to("open", "none"),
        (GUIDANCE,),
        comes_of="the notified incident is found to be in scope",
    ),
    Row(
        "scope",
        "Say what is looked at",
        to("scoping", "open") | stay(*OWN[1:]),
        (GUIDANCE, AFTER),
        s.ScopeRapidReviewV1,
    ),
    Row(
        "meet",
        "Record a review meeting",
        to("meeting_held", "open", "scoping") | stay(*OWN[2:]),
        (GUIDANCE, AFTER),
        s.RecordReviewMeetingV1,
    ),
    Row(
        "draft",
        "Put a draft before the partners",
        to("drafted", *OWN),
        (GUIDANCE, AFTER),
        s.RecordReviewDraftV1,
    ),
    Row(
        "sign",
        "Sign the draft",
        either(("drafted", "signed_off"), "drafted"),
        (GUIDANCE, AFTER),
        s.SignOffRapidReviewV1,
        when="this partner has not signed it yet; the third signature signs it off",
    ),
    Row("state", "State one's own position", stay(*OWN, *HERE), (GUIDANCE,), s.StatePositionV1),
    Row(
        "explain",
        "Say why it will be late",
        stay(*OWN),
        (GUIDANCE,),
        r.ExplainRapidReviewDelayV1,
        when="the new date is not past; the due date stays where it is",
    ),
    Row("send", "Send the rapid review", SENT, (GUIDANCE,), r.SubmitRapidReviewV1),
    Row(
        "send_document",
        "Send it as a document alone",
        SENT,
        (GUIDANCE,),
        s.SendRapidReviewDocumentV1,
    ),
    Row(
        "confirm",
        "Confirm its core",
        stay(*HERE),
        (GUIDANCE,),
        s.ConfirmRapidReviewV1,
        when="the version that is here came as a document alone",
    ),
)
WITH_THE_PANEL = (
    Row(
        "assess",
        "Read it by the checklist",
        stay(*HERE),
        (FORMAT, CHECKLIST),
        rd.AssessRapidReviewV1,
    ),
    Row(
        "return",
        "Send it back as incomplete",
        to("returned_incomplete", "submitted", "resubmitted"),
        (FORMAT,),
        rd.ReturnRapidReviewV1,
    ),
    Row(
        "taken_up",
        "The Panel takes it up",
        to("with_panel", *BEFORE_PANEL, "with_panel"),
        (PANEL,),
        comes_of="it is looked through, given to readers, or listed for a meeting",
    ),
    Row(
        "letter_asks",
        "The letter asks for information",
        to("info_requested", "with_panel"),
        (INFORMATION,),
        comes_of="the decision's letter goes out, and asks",
    ),
    Row(
        "letter",
        "The letter tells the decision",
        either(("with_panel", "closed"), "with_panel"),
        (PANEL,),
        comes_of="the decision's letter goes out; it may await the partners' decision",
    ),
    Row(
        "partners_decide",
        "The partners decide",
        to("closed", "with_panel"),
        (PANEL,),
        comes_of="the partners' final decision answers the letter",
    ),
    Row(
        "answered",
        "All answers are in",
        to("resubmitted", "info_requested"),
        (INFORMATION,),
        comes_of="the last partner that was asked has answered",
    ),
    Row(
        "withdrawn",
        "The notification is withdrawn",
        to("cancelled", *OWN, *HERE),
        (GUIDANCE,),
        comes_of="the authority finds that the criteria are not met, or it is a duplicate",
    ),
)
RAPID_REVIEW = Table(
    "rapid-review",
    "Rapid review",
    "From the notification to the Panel's letter. The partnership's own stations (being scoped to signed off) may"
    " be passed over: a rapid review may be sent from any of them, in any format. What is missing warns and stops"
    " nothing.",
    {"none": "No incident in scope", **{one.value: one.label for one in Station}},
    station,
    (*LOCAL, *WITH_THE_PANEL),
    groups=(
        Group("Any station with the partnership", OWN),
        Group("Any station before it is cancelled", (*OWN, *HERE)),
    ),
    ordinary=frozenset({("meeting_held", "drafted"), ("signed_off", "submitted")}),
    rules=(
        ("No rapid review without a notification first.", GUIDANCE),
        ("A partner has one position in a version.", GUIDANCE),
        ("A core is confirmed for the version that is here.", GUIDANCE),
        (
            "Each theme of the Panel's checklist is considered, or said not to be relevant.",
            CHECKLIST,
        ),
        ("What the Panel has taken up is not sent back: the decision asks instead.", FORMAT),
    ),
)
