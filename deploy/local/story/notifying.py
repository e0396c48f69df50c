"""From the first question to the rapid review: steps 1 to 7."""

from typing import Any
from uuid import UUID, uuid4

from deploy.local.story.incident import CANARY, FIRST_VERSION, NOTIFICATION
from deploy.local.story.player import StoryBroken, same
from deploy.local.story.step import MANAGER, TELLER, Story, step


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
    same("sends", names.count("notification-shared"), 0)
    same("to be told", [one["state"] for one in receipt["sends"]], ["to_be_told"] * 2)
    positions = story.player.fact("notification-submitted").data["positions"]
    same("positions", [p["position"] for p in positions], ["agreed", "disagreed"])


@step("3a", "2026-04-10", "17:00", "The department and Ofsted are told, and it is recorded")
def tell(story: Story) -> None:
    """What waits is fetched, and confirmed once it was done; the same again is quiet."""
    mine = [one for one in _waiting(story) if one["reference"] == story.reference]
    for one in [*mine, *mine]:
        body = {"told_on": "2026-04-10", "how": "portal"}
        story.player.do("notify", f"/v1/sends/{one['id']}/told", TELLER, body)
    told = [one.data for one in story.player.life() if one.name == "notification-shared"]
    same("sends", [one["recipient"] for one in told], ["dfe", "ofsted"])


def _waiting(story: Story) -> list[dict[str, Any]]:
    """What waits, page by page."""
    sends: list[dict[str, Any]] = []
    path: str | None = "/v1/sends?state=waiting"
    while path:
        given = story.player.get("notify", path, TELLER)
        sends += given["sends"]
        path = given["next"] and f"/v1/sends?state=waiting&cursor={given['next']}"
    return sends


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
    title = f"{CANARY['family_name']}%20rapid%20review.pdf"  # people name files after children
    path = f"/v1/cases/{story.reference}/documents?title={title}"
    content = b"Rapid review of the Ashmere Safeguarding Children Partnership. Section 1 ..."
    document = story.player.do("correspondence", path, MANAGER, content=content)
    same("the scan", document["scan_state"], "clean")
    story.command("submit-rapid-review", MANAGER, document=document, **FIRST_VERSION)
    sent = story.player.fact("rapid-review-submitted").data
    same("RR1 late", sent["clock"]["working_days_late"], 2)
    same("P1", sent["reply_clock"]["due_on"], "2026-05-20")
    if not any("no decision" in warning for warning in sent["warnings"]):
        raise StoryBroken("the missing decision does not warn")
