"""The story "Ashmere infant", step by step; each step says what must come out and checks it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.clock import LONDON
from deploy.local.people import SECTORS
from deploy.local.story.incident import (
    ADVICE,
    ASKS,
    FIRST_VERSION,
    NOTIFICATION,
    SECOND_VERSION,
    criterion,
)
from deploy.local.story.player import Player, StoryBroken, same

MANAGER, POLICE, ICB, COUNCIL = (
    "ashmere-manager",
    "ashmere-police",
    "ashmere-icb",
    "ashmere-council",
)
SECRETARY, COLLEAGUE = "secretary", "secretary-2"
POLICE_MAILBOX = "safeguarding@police.ashmere.example"


@dataclass
class Story:
    """What the steps hand on to each other."""

    player: Player
    reference: str = ""
    letters: list[str] = field(default_factory=list)
    dialogue_id: str = ""

    def command(self, name: str, who: str, **said: Any) -> Any:
        """A command about the story's case."""
        return self.player.command(self.reference, name, who, **said)

    def refuse(self, name: str, who: str, **said: Any) -> dict[str, Any]:
        """A command about the story's case that must be refused."""
        path = f"/v1/cases/{self.reference}/commands/{name}"
        return self.player.refused("correspondence", path, who, said)

    def case(self) -> dict[str, Any]:
        """The case as the desk has it."""
        path = f"/v1/cases/{self.reference}"
        found: dict[str, Any] = self.player.get("correspondence", path, SECRETARY)
        return found


@dataclass(frozen=True)
class Step:
    """One step: its number, its day, what happens, and the function that does and checks it."""

    number: str
    at: datetime
    words: str
    play: Callable[[Story], None]


STEPS: list[Step] = []


def step(number: str, day: str, hour: str, words: str) -> Callable[[Callable[[Story], None]], None]:
    """Register a step at a time in England."""
    at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LONDON)

    def register(play: Callable[[Story], None]) -> None:
        STEPS.append(Step(number, at, words, play))

    return register


@step("1", "2026-03-27", "10:00", "Ashmere's data manager asks whether to notify")
def pre_check(story: Story) -> None:
    """Notifiable, with the paragraph relied on; nothing is stored."""
    body = {"abuse_neglect": "suspected", "kind_of_incident": "serious_harm"}
    answer = story.player.do("notify", "/v1/pre-checks", "ashmere-data", body)
    same("the pre-check", answer["answer"], "notifiable")
    same("the framework", answer["framework_version"], "framework-2026")
    if "s16C" not in answer["source"]:
        raise StoryBroken("the pre-check names no paragraph")


@step("2-3", "2026-04-10", "16:45", "The case system notifies, late and twice, with two positions")
def notify(story: Story) -> None:
    """Due Tue 7 April, three working days late; the same request twice is one notification."""
    key = str(uuid4())
    receipts = [
        story.player.do("notify", "/v1/notifications", "ashmere-case-system", NOTIFICATION, key=key)
        for _ in range(2)
    ]
    same("the second receipt", receipts[1], receipts[0])
    receipt = receipts[0]
    story.reference, story.player.incident = receipt["reference"], UUID(receipt["incident_id"])
    same("N1", receipt["clock"]["due_on"], "2026-04-07")
    same("N1 late", receipt["clock"]["working_days_late"], 3)
    names = [told.name for told in story.player.life()]
    same("submissions", names.count("notification-submitted"), 1)
    same("sends", names.count("notification-shared"), 2)
    positions = story.player.fact("notification-submitted").data["positions"]
    same("positions", [p["position"] for p in positions], ["agreed", "disagreed"])


@step("4", "2026-04-10", "17:05", "review, which was down since 16:40, returns")
def review_returns(story: Story) -> None:
    """The rapid review opens by itself, due Fri 1 May."""
    story.player.system.start_service("review")
    opened = story.player.fact("rapid-review-opened")
    same("RR1", opened.data["clock"]["due_on"], "2026-05-01")


@step("5", "2026-04-14", "11:00", "The authority corrects the date on which it became aware")
def amend(story: Story) -> None:
    """Due Thu 2 April, four working days late; telling the partners was in time."""
    path = f"/v1/notifications/{story.reference}/amendments"
    body = {"aware_on": "2026-03-26", "reason": "The ward had called the day before."}
    story.player.do("notify", path, "ashmere-case-system", body)
    amended = story.player.fact("notification-amended").data
    same("N1", amended["clock"]["due_on"], "2026-04-02")
    same("N1 late", amended["clock"]["working_days_late"], 4)
    same("N2 late", amended["partners_clock"]["working_days_late"], 0)


@step(
    "6",
    "2026-04-28",
    "09:30",
    "The partnership manager explains a delay: the police return is missing",
)
def explain(story: Story) -> None:
    """The due date stays 1 May."""
    story.command(
        "explain-rapid-review-delay",
        MANAGER,
        reason="agency_return_missing",
        expected_on="2026-05-06",
        explanation="The police return is expected on 5 May.",
    )
    explained = story.player.fact("rapid-review-delay-explained").data
    same("RR1", explained["clock"]["due_on"], "2026-05-01")


@step("7", "2026-05-06", "15:00", "The rapid review is sent in the partnership's own format")
def submit(story: Story) -> None:
    """Accepted with warnings, two working days late; the Panel's reply is due Wed 20 May."""
    path = f"/v1/cases/{story.reference}/documents?title=Rapid%20review"
    content = b"Rapid review of the Ashmere Safeguarding Children Partnership. Section 1 ..."
    document = story.player.do("correspondence", path, MANAGER, content=content)
    same("the scan", document["scan_state"], "clean")
    story.command("submit-rapid-review", MANAGER, document=document, **FIRST_VERSION)
    sent = story.player.fact("rapid-review-submitted").data
    same("RR1 late", sent["clock"]["working_days_late"], 2)
    same("P1", sent["reply_clock"]["due_on"], "2026-05-20")
    if not any("no decision" in warning for warning in sent["warnings"]):
        raise StoryBroken("the missing decision does not warn")


def hold_meeting(story: Story, at: datetime, recused: str | None) -> str:
    """A meeting of the Panel with all its members, the case listed, one perhaps recused."""
    meeting_id = str(uuid4())
    path = f"/v1/meetings/{meeting_id}/commands"
    members = [{"member_id": m, "sector": s, "present": True} for m, s in SECTORS.items()]
    arrange = {"starts_at": at.isoformat(), "members": members}
    story.player.do("correspondence", f"{path}/arrange-meeting", SECRETARY, arrange)
    story.command("list-for-meeting", SECRETARY, meeting_id=meeting_id)
    if recused:
        story.command(
            "recuse-member", SECRETARY, member_id=recused, reason="worked for Ashmere until 2024"
        )
    attended = {"members": members}
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
    same("the quorum", decided["quorum"], {"present": 6, "needed": 5, "recused": 1})


def issue_letter(story: Story, drafter: str, approver: str) -> dict[str, Any]:
    """The drafter can not approve her own letter; a colleague does."""
    story.player.fact("letter-drafted", len(story.letters) + 1)
    drafted = [one for one in story.case()["letters"] if one["status"] != "issued"]
    letter = drafted[-1]["id"]
    story.player.do("correspondence", f"/v1/letters/{letter}/prepare", drafter)
    refusal = story.player.refused("correspondence", f"/v1/letters/{letter}/approve", drafter)
    same("the refusal", refusal["code"], "four_eyes")
    story.player.do("correspondence", f"/v1/letters/{letter}/approve", approver)
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
    story.command("answer-information-request", MANAGER, partner="authority", numbers=[2, 3])
    story.command("submit-rapid-review", MANAGER, **SECOND_VERSION)
    sent = story.player.fact("rapid-review-resubmitted").data
    same("the version", sent["version"], 2)
    same("P1", sent["reply_clock"]["due_on"], "2026-06-12")


@step("12", "2026-06-04", "14:00", "The Panel advises an LCSPR against the partnership's view")
def second_round(story: Story) -> None:
    """Because the learning was not adequately explored; a candidate for national review."""
    meeting_id = hold_meeting(story, datetime(2026, 6, 4, 9, 30, tzinfo=UTC), None)
    story.command("record-decision", SECRETARY, version=2, meeting_id=meeting_id, **ADVICE)
    decided = story.player.fact("decision-recorded", 2).data
    same("the outcome", decided["outcome"], "advise_lcspr")
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


@step("15", "2026-06-10", "09:00", "A Teams meeting is offered, because the case is complex")
def offer(story: Story) -> None:
    """The invitation says 13:00Z."""
    story.command(
        "offer-dialogue",
        SECRETARY,
        starts_at="2026-06-10T14:00:00+01:00",
        minutes=60,
        reason="the case is complex",
    )
    story.dialogue_id = story.player.fact("dialogue-offered").data["dialogue_id"]
    sent = story.player.fact("invitation-sent").data
    same("the time", sent["starts_at"], "2026-06-10T13:00:00Z")


@step("15", "2026-06-10", "16:00", "Three partners attend; a note and two actions")
def meet(story: Story) -> None:
    """Meeting held."""
    story.command(
        "record-dialogue",
        SECRETARY,
        dialogue_id=story.dialogue_id,
        held_on="2026-06-10",
        attended=["authority", "health", "police"],
        note="The partners explained how they weighed the criteria. The Panel explained its advice.",
        actions=[
            {"number": 1, "owner": "Ashmere Integrated Care Board", "text": "Share the audit."},
            {"number": 2, "owner": "The Panel", "text": "Send two reports on male carers."},
        ],
    )
    same("actions", len(story.player.fact("meeting-held").data["actions"]), 2)


@step("16", "2026-06-15", "15:00", "The partners decide on an LCSPR, with a reservation recorded")
def partners_decide(story: Story) -> None:
    """Initiated, due Tue 15 December; agreement reads none reached, no, advised, yes."""
    story.command(
        "record-partners-decision",
        MANAGER,
        decision="yes",
        decided_on="2026-06-15",
        positions=[
            {"partner": "authority", "view": "yes", "reservation": "It must stay proportionate."},
            {"partner": "health", "view": "yes"},
            {"partner": "police", "view": "yes"},
        ],
        criteria=[criterion("reg11_recurrent_themes", "met", "The theme recurs locally too.")],
        reasons="The partners accept that more can be learned about male carers.",
    )
    final = story.player.fact("partners-final-decision-recorded").data
    views = [one["view"] for one in final["agreement"]]
    same(
        "agreement",
        [views[0], views[2], views[3], views[4]],
        ["none_reached", "no", "advise_lcspr", "yes"],
    )
    same("L1", story.player.fact("lcspr-initiated").data["clock"]["due_on"], "2026-12-15")


@step("18", "2026-07-08", "11:00", "A reviewer is appointed; quarterly monitoring is recorded")
def appoint(story: Story) -> None:
    """Reviewer and monitoring."""
    story.command(
        "appoint-reviewer",
        MANAGER,
        reviewer="Ottilie Brandreth",
        independent=True,
        appointed_on="2026-07-08",
    )
    story.player.fact("lcspr-reviewer-appointed")
    story.command(
        "record-monitoring", MANAGER, monitored_on="2026-07-08", on_time=True, quality="on track"
    )
    same("next look", story.player.fact("lcspr-monitored").data["next_on"], "2026-10-08")


@step(
    "19", "2026-11-09", "10:00", "A trial is listed for 16 to 27 November: the delay is explained"
)
def explain_lcspr(story: Story) -> None:
    """Forecast 17 December; the due date stays 15 December."""
    story.command(
        "explain-lcspr-delay",
        MANAGER,
        reason="trial",
        forecast_on="2026-12-17",
        explanation="A trial is listed for 16 to 27 November.",
    )
    delay = story.player.fact("lcspr-delay-explained").data
    same("L1", delay["clock"]["due_on"], "2026-12-15")
    same("told", delay["told"], ["panel", "secretary_of_state"])


@step("21", "2026-12-09", "16:00", "Copies went out on 8 and 9 December; 17 December is planned")
def copies(story: Story) -> None:
    """Refused: all copies were needed by Tue 8 December; the earliest day is Fri 18 December."""
    for recipient, day in (
        ("panel", "2026-12-08"),
        ("secretary_of_state", "2026-12-09"),
        ("ofsted", "2026-12-09"),
    ):
        story.command("record-copy-sent", MANAGER, recipient=recipient, sent_on=day)
    last = story.player.fact("lcspr-copy-sent", 3).data
    same("earliest", last["earliest_publication"], "2026-12-18")
    refusal = story.refuse("plan-publication", MANAGER, publish_on="2026-12-17")
    same("the refusal", refusal["code"], "copies_too_late")
    if "Tuesday 8 December 2026" not in refusal["detail"]:
        raise StoryBroken(f"the refusal does not name the day: {refusal['detail']}")


@step("22", "2026-12-16", "09:00", "The LCSPR shows overdue, and explained")
def overdue(story: Story) -> None:
    """Overdue since 15 December; expected 17 December."""
    state = story.case()["state"]
    clock = next(one for one in state["clocks"] if one["code"] == "L1")
    same("L1", (clock["due_on"], clock["met_on"]), ("2026-12-15", None))
    same("expected", state["lcspr_expected_on"], "2026-12-17")


@step("22", "2026-12-18", "10:00", "The LCSPR is published")
def publish(story: Story) -> None:
    """Three days late; to be available until 18 December 2027."""
    story.command("plan-publication", MANAGER, publish_on="2026-12-18")
    story.command(
        "record-publication",
        MANAGER,
        published_on="2026-12-18",
        address="https://ashmere.example/lcspr",
    )
    published = story.player.fact("lcspr-published").data
    same("late", published["days_late"], 3)
    same("early", published["early"], False)
    same("available until", published["available_until"], "2027-12-18")
