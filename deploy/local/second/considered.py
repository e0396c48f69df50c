"""A tie to the partnership, a meeting without a quorum, a day proclaimed meanwhile. Steps 5 to 8."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf

from deploy.local.people import ALL_PRESENT
from deploy.local.second.browser import signed_in
from deploy.local.second.said import QUERY
from deploy.local.story.player import StoryBroken, same
from deploy.local.story.step import SECRETARY, Story, step

TIED, FREE = "member-law", "member-health"
CAME = ("chair", FREE, "member-police", "member-education", TIED)


def meet(story: Story, at: datetime) -> str:
    """A meeting to which every member is called, the case on its agenda."""
    meeting = str(uuid4())
    called = {"starts_at": at.isoformat(), "members": ALL_PRESENT}
    of_meeting(story, meeting, "arrange-meeting", **called)
    story.command("list-for-meeting", SECRETARY, meeting_id=meeting)
    return meeting


def of_meeting(story: Story, meeting: str, name: str, **said: Any) -> None:
    """A command about a meeting."""
    path = f"/v1/meetings/{meeting}/commands/{name}"
    story.player.do("correspondence", path, SECRETARY, said)


@step("5", "2027-01-28", "10:00", "A member says that he is tied to Brackenford; readers are found")
def tie(story: Story) -> None:
    """He is no reader by name; two others read it, and one of them comments."""
    path = "/v1/members/commands/declare-interest"
    said = {"member_id": TIED, "partnership": "brackenford"}
    story.player.do("correspondence", path, SECRETARY, said)
    story.command(
        "triage-case", SECRETARY, route="discussion", sectors=["health", "law"], note="A plan."
    )
    refusal = story.refuse("allocate-readers", SECRETARY, member_ids=[FREE, TIED])
    same("the refusal", refusal["code"], "conflicted")
    story.command("allocate-readers", SECRETARY)
    told = story.player.fact("readers-allocated").data
    readers = [one["member_id"] for one in told["readers"]]
    if TIED in readers:
        raise StoryBroken("a member who is tied to the partnership reads the case")
    same("readers", (len(readers), told["by_load"]), (2, True))
    story.command(
        "comment-as-reader",
        SECRETARY,
        member_id=readers[0],
        comment="Why is a local review wanted? The rapid review answers most of it.",
        proposes="question_lcspr",
    )


@step("6", "2027-02-04", "14:00", "Five members come, he among them: four count, and none decides")
def inquorate(story: Story) -> None:
    """His papers hold nothing of the case; a decision is refused."""
    meeting = meet(story, datetime(2027, 2, 4, 9, 30, tzinfo=UTC))
    same("papers of a member who is free", papers(story, FREE, meeting), 1)
    same("papers of the one who is tied", papers(story, TIED, meeting), 0)
    came = [{**one, "present": one["member_id"] in CAME} for one in ALL_PRESENT]
    of_meeting(story, meeting, "record-attendance", members=came)
    refusal = story.refuse("record-decision", SECRETARY, meeting_id=meeting, **QUERY)
    same("the refusal", refusal["code"], "inquorate")
    if "4 members" not in refusal["detail"]:
        raise StoryBroken(f"the refusal does not say how many counted: {refusal['detail']}")


def papers(story: Story, sub: str, meeting: str) -> int:
    """How many documents the papers of a meeting hold, as one of its members takes them."""
    player = story.player
    with signed_in(player.system.url("correspondence"), sub) as browser:
        pack = browser.get(f"/desk/meetings/{meeting}/papers.pdf")
    if pack.status_code != 200:
        raise StoryBroken(f"the papers of {sub}: {pack.status_code}")
    with pikepdf.open(BytesIO(pack.content)) as file:
        return len(file.attachments)


@step("7", "2027-02-04", "16:00", "The case is put off to the meeting of 11 February")
def adjourn(story: Story) -> None:
    """A day after the Panel's reply is due."""
    meeting = meet(story, datetime(2027, 2, 11, 9, 30, tzinfo=UTC))
    listed = story.player.fact("case-listed", 2).data
    same("the meeting", (listed["meeting_id"], listed["meeting_on"]), (meeting, "2027-02-11"))
    story.meeting_id = meeting
    same("P1", story.clock("P1")["due_on"], "2027-02-10")


@step("8", "2027-02-05", "11:00", "Tuesday 9 February is proclaimed a bank holiday")
def proclaim(story: Story) -> None:
    """The Panel's reply is due Thu 11 February, by a fact; what was met, or withdrawn, stays."""
    said = story.player.cspr("calendar", "proclaim", "2027-02-09", "A day of thanksgiving")
    same("what cspr says", said.strip(), "Tue 09 Feb 2027 is a bank holiday.")
    moved = story.player.fact("clock-moved").data
    same("what moved", (moved["clock"]["code"], moved["was_due_on"]), ("P1", "2027-02-10"))
    same("P1", moved["clock"]["due_on"], "2027-02-11")
    same("P1 began", moved["clock"]["started_on"], "2027-01-27")
    story.player.until(
        "the moved clock at the desk", lambda: story.clock("P1")["due_on"] == "2027-02-11"
    )
    same("RR1", story.clock("RR1")["due_on"], "2027-02-01")
    for one, times in ((story, 1), (story.other(), 0)):
        names = [told.name for told in one.player.life()]
        same(f"clocks moved of {one.reference}", names.count("clock-moved"), times)
