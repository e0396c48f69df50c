"""Two notifications of one day: one is withdrawn, the other's rapid review is sent. Steps 1 to 4."""

from uuid import UUID

from deploy.local.second.said import DIED, FIRST_VERSION, HARMED, WITHDRAWN
from deploy.local.story.player import Player, same
from deploy.local.story.step import Story, step

DATA, MANAGER = "brackenford-data", "brackenford-manager"


def _notify(story: Story, body: dict[str, object]) -> None:
    """In time, and the rapid review opens, due Mon 1 February."""
    player = story.player
    receipt = player.do("notify", "/v1/notifications", DATA, body)
    story.reference, player.incident = receipt["reference"], UUID(receipt["incident_id"])
    clock = receipt["clock"]
    same("N1", (clock["due_on"], clock["working_days_late"]), ("2027-01-15", 0))
    same("RR1", player.fact("rapid-review-opened").data["clock"]["due_on"], "2027-02-01")


@step("1", "2027-01-11", "10:00", "Brackenford notifies that a child of six was seriously harmed")
def notify(story: Story) -> None:
    """Aware on Fri 8 January: due Fri 15 January."""
    _notify(story, HARMED)


@step("2", "2027-01-11", "15:00", "The same day it notifies the sudden death of an infant")
def notify_another(story: Story) -> None:
    """A case of its own."""
    beside = story.beside = Story(Player(story.player.system, story.player.tokens))
    _notify(beside, DIED)


@step("3", "2027-01-18", "11:00", "The post-mortem finds a medical cause: that one is withdrawn")
def withdraw(story: Story) -> None:
    """Its rapid review is cancelled, and no clock of it runs."""
    beside = story.other()
    path = f"/v1/notifications/{beside.reference}/withdrawal"
    beside.player.do("notify", path, DATA, WITHDRAWN)
    told = beside.player.fact("notification-withdrawn").data
    same("positions", [one["position"] for one in told["positions"]], ["agreed", "agreed"])
    beside.player.fact("rapid-review-cancelled")
    beside.until_stage("cancelled")
    running = [one["code"] for one in beside.case()["state"]["clocks"] if not one["met_on"]]
    same("its running clocks", running, [])
    refusal = beside.refuse("submit-rapid-review", MANAGER, **FIRST_VERSION)
    same("the refusal", refusal["code"], "cancelled")


@step("4", "2027-01-27", "15:00", "The rapid review of the other comes: the partners want an LCSPR")
def submit(story: Story) -> None:
    """In time; the Panel's reply is due Wed 10 February."""
    path = f"/v1/cases/{story.reference}/documents?title=Rapid%20review.pdf"
    content = b"Rapid review of the Brackenford Safeguarding Children Partnership. Section 1 ..."
    document = story.player.do("correspondence", path, MANAGER, content=content)
    story.command("submit-rapid-review", MANAGER, document=document, **FIRST_VERSION)
    sent = story.player.fact("rapid-review-submitted").data
    same("RR1 late", sent["clock"]["working_days_late"], 0)
    same("P1", sent["reply_clock"]["due_on"], "2027-02-10")
