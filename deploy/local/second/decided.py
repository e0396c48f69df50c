"""A query for want of justification, a second round, and the partners' decision. Steps 9 to 14."""

from datetime import UTC, datetime

from deploy.local.people import ALL_PRESENT
from deploy.local.second.considered import TIED, meet, of_meeting
from deploy.local.second.notified import MANAGER
from deploy.local.second.said import AGREED, POSITIONS, QUERY, SECOND_VERSION
from deploy.local.story.incident import criterion
from deploy.local.story.panel import issue_letter
from deploy.local.story.player import same
from deploy.local.story.step import COLLEAGUE, SECRETARY, Story, step

VIEWS = [
    ("partnership", "yes"),
    ("national_body", "question_lcspr"),
    ("partnership", "yes"),
    ("national_body", "agree_lcspr"),
    ("partners", "yes"),
]
"""How the views were exchanged, round by round."""


def without_him(story: Story, number: int) -> None:
    """Six count; he was there, and sat apart."""
    quorum = story.player.fact("decision-recorded", number).data["quorum"]
    same("present and needed", (quorum["present"], quorum["needed"]), (6, 5))
    same("sectors that are missing", quorum["sectors_missing"], ["law"])
    sat = story.player.fact("case-considered", number).data["members"]
    apart = {one["member_id"]: one["apart"] for one in sat if one["apart"]}
    same("who sat apart", apart, {TIED: "interest"})


@step("9", "2027-02-11", "14:00", "The Panel queries the LCSPR for want of justification")
def query(story: Story) -> None:
    """Quorate without him."""
    of_meeting(story, story.meeting_id, "record-attendance", members=ALL_PRESENT)
    story.command("record-decision", SECRETARY, version=1, meeting_id=story.meeting_id, **QUERY)
    decided = story.player.fact("decision-recorded").data
    same("the outcome", (decided["outcome"], decided["round"]), ("question_lcspr", 1))
    without_him(story, 1)


@step("10", "2027-02-15", "10:00", "The letter asks the partners why")
def query_letter(story: Story) -> None:
    """Two working days late, by the moved date; reply due Mon 1 March."""
    issued = issue_letter(story, SECRETARY, COLLEAGUE)
    same("P3", issued["reply_clock"]["due_on"], "2027-03-01")
    story.until_stage("awaiting_partners")
    first = story.clock("P1")
    same("P1", (first["due_on"], first["working_days_late"]), ("2027-02-11", 2))


@step("11", "2027-02-24", "12:00", "The partnership sends version 2, with its reasons")
def second_version(story: Story) -> None:
    """The reply is in; the Panel's, round 2, is due Wed 10 March."""
    story.command("submit-rapid-review", MANAGER, **SECOND_VERSION)
    sent = story.player.fact("rapid-review-resubmitted").data
    same("the version", sent["version"], 2)
    same("P1", sent["reply_clock"]["due_on"], "2027-03-10")
    story.until_stage("with_national_body")
    reply = story.clock("P3")
    same("P3", (reply["met_on"], reply["working_days_late"]), ("2027-02-24", 0))


@step("12", "2027-03-04", "14:00", "Round 2: the Panel agrees; one member dissents")
def agree(story: Story) -> None:
    """He is apart in every round, so his dissent is refused; a member who sat may differ."""
    meeting = meet(story, datetime(2027, 3, 4, 9, 30, tzinfo=UTC))
    of_meeting(story, meeting, "record-attendance", members=ALL_PRESENT)
    story.command("record-decision", SECRETARY, version=2, meeting_id=meeting, **AGREED)
    decided = story.player.fact("decision-recorded", 2).data
    same("the outcome", (decided["outcome"], decided["round"]), ("agree_lcspr", 2))
    without_him(story, 2)
    why = "The rapid review has brought the learning there is."
    refusal = story.refuse("record-dissent", SECRETARY, member_id=TIED, reason=why)
    same("the refusal", refusal["code"], "did_not_sit")
    story.command("record-dissent", SECRETARY, member_id="member-education", reason=why)
    same("round", story.player.fact("dissent-recorded").data["round"], 2)


@step("13", "2027-03-08", "10:00", "The letter of round 2")
def agreed_letter(story: Story) -> None:
    """In time; reply due Mon 22 March."""
    issued = issue_letter(story, SECRETARY, COLLEAGUE)
    same("the round", issued["round"], 2)
    same("P3", issued["reply_clock"]["due_on"], "2027-03-22")
    story.until_stage("awaiting_partners")
    same("P1 late", story.clock("P1")["working_days_late"], 0)


@step("14", "2027-03-18", "15:00", "The partners decide on an LCSPR")
def partners_decide(story: Story) -> None:
    """Due Sat 18 September; the views are kept in their order."""
    story.command(
        "record-partners-decision",
        MANAGER,
        decision="yes",
        decided_on="2027-03-18",
        positions=POSITIONS,
        criteria=[criterion("reg11_recurrent_themes", "met", "Three plans ended alike.")],
        reasons="What it takes to see a child alone is not known here.",
    )
    final = story.player.fact("partners-final-decision-recorded").data
    same("the steps", [(one["by"], one["view"]) for one in final["agreement"]], VIEWS)
    same("L1", story.player.fact("lcspr-initiated").data["clock"]["due_on"], "2027-09-18")
    story.until_stage("lcspr")
    same("the other", story.other().case()["stage"], "cancelled")
