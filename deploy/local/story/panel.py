"""The Panel considers, asks, is answered, decides and writes: steps 8 to 14."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from deploy.local.people import ALL_PRESENT
from deploy.local.story.incident import ADVICE, ASKS, SECOND_VERSION
from deploy.local.story.player import StoryBroken, same
from deploy.local.story.step import COLLEAGUE, MANAGER, POLICE, SECRETARY, Story, step

POLICE_MAILBOX = "safeguarding@police.ashmere.example"
PARTNERS = ("authority", "health", "police")


def hold_meeting(story: Story, at: datetime, recused: str | None) -> str:
    """A meeting of the Panel with all its members, the case listed, one perhaps recused."""
    meeting_id = str(uuid4())
    path = f"/v1/meetings/{meeting_id}/commands"
    arrange = {"starts_at": at.isoformat(), "members": ALL_PRESENT}
    story.player.do("correspondence", f"{path}/arrange-meeting", SECRETARY, arrange)
    story.command("list-for-meeting", SECRETARY, meeting_id=meeting_id)
    if recused:
        story.command(
            "recuse-member", SECRETARY, member_id=recused, reason="worked for Ashmere until 2024"
        )
    attended = {"members": ALL_PRESENT}
    story.player.do("correspondence", f"{path}/record-attendance", SECRETARY, attended)
    return meeting_id


@step("8", "2026-05-14", "14:00", "The Panel meets; a member who worked for Ashmere is recused")
def first_round(story: Story) -> None:
    """Still quorate; the decision asks for information."""
    at = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
    meeting_id = hold_meeting(story, at, "member-social")
    story.command(
        "record-decision",
        SECRETARY,
        version=1,
        meeting_id=meeting_id,
        outcome="request_information",
        reasons="The partners have reached no decision, and the timing of the injuries is open.",
        feedback={"strengths": "The immediate safety of the child was secured within a day."},
        asks=ASKS,
    )
    decided = story.player.fact("decision-recorded").data
    same("the outcome", decided["outcome"], "request_information")
    quorate_without_one(decided)


def quorate_without_one(decided: dict[str, Any]) -> None:
    """Who is recused from the case is so in every round; every sector of the policy is covered."""
    quorum = decided["quorum"]
    counted = (quorum["present"], quorum["needed"], quorum["recused"])
    same("present, needed, recused", counted, (6, 5, 1))
    same("sectors that are missing", quorum["sectors_missing"], [])


def issue_letter(story: Story, drafter: str, approver: str) -> dict[str, Any]:
    """The drafter can not approve her own letter; a colleague does."""
    story.player.fact("letter-drafted", len(story.letters) + 1)
    drafted = [one for one in story.case()["letters"] if one["status"] != "issued"]
    letter = drafted[-1]["id"]
    story.player.do("correspondence", f"/v1/letters/{letter}/prepare", drafter)
    path = f"/v1/letters/{letter}"
    read = {"seen": story.player.get("correspondence", path, drafter)["digest"]}
    refusal = story.player.refused("correspondence", f"{path}/approve", drafter, read)
    same("the refusal", refusal["code"], "four_eyes")
    story.player.approve(letter, approver)
    story.letters.append(letter)
    return story.player.fact("letter-issued", len(story.letters)).data


@step("9-10", "2026-05-18", "10:00", "The letter goes out; the police address bounces")
def request_letter(story: Story) -> None:
    """Three asks, due Tue 2 June; two deliveries, one failure with a task."""
    stand_in = story.player.system.url("notify_stand_in")
    story.player.http.post(f"{stand_in}/switches/bounce", json={"address": POLICE_MAILBOX})
    issued = issue_letter(story, SECRETARY, COLLEAGUE)
    same("recipients", sorted(issued["recipients"]), ["authority", "health", "police"])
    opened = story.player.fact("information-request-opened").data
    same("asks", len(opened["asks"]), 3)
    same("P2", opened["clock"]["due_on"], "2026-06-02")
    failed = story.player.fact("letter-delivery-failed").data
    same("who was not reached", failed["partner"], "police")
    story.player.fact("letter-delivered", 2)


@step("10", "2026-05-19", "09:15", "A person corrects the police address")
def deliver_again(story: Story) -> None:
    """Delivered on 19 May; the others got one each."""
    task = next(one for one in story.case()["tasks"] if one["open"])
    body = {"mailbox": "reviews@police.ashmere.example"}
    story.player.do("correspondence", f"/v1/tasks/{task['id']}/address", SECRETARY, body)
    delivered = [story.player.fact("letter-delivered", n).data for n in (1, 2, 3)]
    same("deliveries", sorted(d["partner"] for d in delivered), ["authority", "health", "police"])
    police = next(d for d in delivered if d["partner"] == "police")
    same("the second attempt", (police["attempt"], police["delivered_on"]), (2, "2026-05-19"))


@step("11", "2026-05-29", "12:00", "The police reply; the partnership sends version 2")
def second_version(story: Story) -> None:
    """The asks are answered; the Panel's reply, round 2, is due Fri 12 June."""
    path = f"/v1/cases/{story.reference}/letters/{story.letters[0]}/replies"
    reply = {"text": "The interview was on 12 May.", "paragraph": 4, "numbers": [1]}
    story.player.do("correspondence", path, POLICE, reply)
    answered = story.player.fact("information-request-answered").data
    same("who answered", answered["partner"], "police")
    owed = [(one["number"], one["partner"]) for one in answered["owed"]]
    still = [(1, "authority"), (1, "health"), *[(2, one) for one in PARTNERS], (3, "health")]
    same("who owes what", owed, still)
    story.command("answer-information-request", MANAGER, partner="authority", numbers=[1, 2])
    story.command("submit-rapid-review", MANAGER, **SECOND_VERSION)
    sent = story.player.fact("rapid-review-resubmitted").data
    same("the version", sent["version"], 2)
    same("P1", sent["reply_clock"]["due_on"], "2026-06-12")
    state = story.case()["state"]
    same("round", (state["round"], state["owed"]), (2, []))


@step("12", "2026-06-04", "14:00", "The Panel advises an LCSPR against the partnership's view")
def second_round(story: Story) -> None:
    """Because the learning was not adequately explored; a candidate for national review."""
    meeting_id = hold_meeting(story, datetime(2026, 6, 4, 9, 30, tzinfo=UTC), None)
    story.command("record-decision", SECRETARY, version=2, meeting_id=meeting_id, **ADVICE)
    decided = story.player.fact("decision-recorded", 2).data
    same("the outcome", decided["outcome"], "advise_lcspr")
    quorate_without_one(decided)
    same("the partnership's view", decided["partnership_view"], "no")
    moves = [move["command"] for move in story.case()["state"]["moves"]]
    if any("resolve" in move for move in moves):
        raise StoryBroken("there is a move that resolves a difference")


@step("13", "2026-06-04", "16:00", "analytics sees the theme recur; an analyst releases it")
def trend(story: Story) -> None:
    """14 of 60 reviews (23.3%), 11 of 40 partnerships."""

    def detected() -> Any:
        found = story.player.get("analytics", "/v1/trends/detected", "analyst")
        mine = [one for one in found if one["theme"] == "unseen_male_carer"]
        return mine[0] if mine else None

    seen = story.player.until("the recurrence of the theme", detected)
    figures = (seen["reviews"], seen["of_reviews"], seen["percent"])
    same("reviews", figures, (14, 60, 23.3))
    same("partnerships", (seen["partnerships"], seen["of_partnerships"]), (11, 40))
    same("released before approval", story.player.get("analytics", "/v1/trends", "analyst"), [])
    path = f"/v1/trends/{seen['id']}/release"
    body = {"reason": "The figures were checked against the decided cases."}
    story.player.do("analytics", path, "analyst", body)
    same("released", len(story.player.get("analytics", "/v1/trends", "analyst")), 1)


@step("14", "2026-06-08", "10:00", "The Panel's letter to all three partners")
def advice_letter(story: Story) -> None:
    """Reply due Mon 22 June."""
    issued = issue_letter(story, SECRETARY, COLLEAGUE)
    same("P3", issued["reply_clock"]["due_on"], "2026-06-22")
    story.player.fact("letter-delivered", 6)
