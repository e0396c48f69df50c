"""The moves of what is no case's: meetings, the register of members, regional groups, the public log."""

from contracts.review import meeting as m
from contracts.review import member as r
from contracts.review import minutes, selection
from contracts.review import regional_group as g
from services.review.legal.table import Row, Table, stay, to
from services.review.meeting.domain import MINUTES, RULE, Meeting
from services.review.member.domain import RULE as REGISTER
from services.review.member.domain import Register
from services.review.regional_group.domain import RULE as GROUPS
from services.review.regional_group.domain import RegionalGroup
from services.review.selection.domain import BY_TOPIC, REG3, Selection


def meeting_station(meeting: Meeting) -> str:
    """Where a meeting stands."""
    return "agreed" if meeting.agreed_on else meeting.status


def register_station(register: Register) -> str:
    """Whether anybody is in it."""
    return "entered" if register.members else "none"


def group_station(group: RegionalGroup) -> str:
    """Whether it was formed."""
    return "formed" if group.region_code else "none"


def entry_station(entry: Selection) -> str:
    """Whether its topic is in the log."""
    return "entered" if entry.topic else "none"


MEETINGS = Table(
    "meetings",
    "Meetings of the Panel",
    "One meeting. A meeting at another time is another meeting.",
    {
        "none": "Not arranged",
        "arranged": "Arranged",
        "held": "Held",
        "agreed": "Held, minutes agreed",
    },
    meeting_station,
    (
        Row("arrange", "Arrange it", to("arranged", "none"), (RULE,), m.ArrangeMeetingV1),
        Row(
            "attend",
            "Record who was present",
            to("held", "arranged", "held", "agreed"),
            (RULE,),
            m.RecordAttendanceV1,
            when="its day has come; minutes that were agreed are agreed anew",
        ),
        Row(
            "agree",
            "Agree the minutes",
            to("agreed", "held"),
            (MINUTES,),
            minutes.AgreeMinutesV1,
        ),
    ),
)
MEMBERS = Table(
    "members",
    "The register of members",
    "One list: who is or was a member, of which sector, prepared how, tied to whom.",
    {"none": "Nobody entered", "entered": "Members entered"},
    register_station,
    (
        Row(
            "enter",
            "Enter members",
            to("entered", "none", "entered"),
            (REGISTER,),
            r.RegisterMembersV1,
        ),
        Row("correct", "Correct an entry", stay("entered"), (REGISTER,), r.CorrectMemberV1),
        Row("end", "End a term", stay("entered"), (REGISTER,), r.EndMemberTermV1),
        Row(
            "prepare",
            "Record induction or shadowing",
            stay("entered"),
            (REGISTER,),
            r.RecordPreparationV1,
        ),
        Row("practise", "Record practice", stay("entered"), (REGISTER,), r.RecordPracticeV1),
        Row("declare", "Declare an interest", stay("entered"), (REGISTER,), r.DeclareInterestV1),
    ),
)
REGIONAL_GROUPS = Table(
    "regional-groups",
    "Regional groups",
    "One group: its members, two meetings a year, offers of support.",
    {"none": "Not formed", "formed": "Formed"},
    group_station,
    (
        Row(
            "form",
            "Form it, or change who belongs to it",
            to("formed", "none", "formed"),
            (GROUPS,),
            g.FormRegionalGroupV1,
        ),
        Row("arrange", "Arrange a meeting", stay("formed"), (GROUPS,), g.ArrangeRegionalMeetingV1),
        Row(
            "hold",
            "Record who came",
            stay("formed"),
            (GROUPS,),
            g.RecordRegionalMeetingV1,
            when="that meeting was arranged, and its day has come",
        ),
        Row("offer", "Offer support", stay("formed"), (GROUPS,), g.OfferSupportV1),
        Row(
            "uptake",
            "Say what became of an offer",
            stay("formed"),
            (GROUPS,),
            g.RecordUptakeV1,
            when="it was made",
        ),
    ),
)
PUBLIC_LOG = Table(
    "public-log",
    "The public log of what is looked at nationally",
    "One entry a topic, never a case.",
    {"none": "Not entered", "entered": "Entered"},
    entry_station,
    (
        Row(
            "log",
            "Enter a topic, or what came of it",
            to("entered", "none", "entered"),
            (REG3, BY_TOPIC),
            selection.LogSelectionV1,
            when="with reasons, with each criterion answered, and known of enough partnerships",
        ),
    ),
)
