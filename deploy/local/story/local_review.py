"""The dialogue, the partners' decision, and the local review to its publication: steps 15 to 22."""

from deploy.local.story.incident import criterion
from deploy.local.story.player import StoryBroken, same
from deploy.local.story.step import MANAGER, SECRETARY, Story, step

TOLD = ("national_body", "secretary_of_state")
STEPS = [
    ("partnership", "none_reached"),
    ("national_body", "request_information"),
    ("partnership", "no"),
    ("national_body", "advise_lcspr"),
    ("partners", "yes"),
]
"""How the views were exchanged, round by round."""


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
    steps = [(one["by"], one["view"]) for one in final["agreement"]]
    same("the steps", steps, STEPS)
    views = [view for _, view in steps if view != "request_information"]  # asks, and is no view
    same("agreement", views, ["none_reached", "no", "advise_lcspr", "yes"])
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
        told=[{"recipient": one, "told_on": "2026-11-09"} for one in TOLD],
    )
    delay = story.player.fact("lcspr-delay-explained").data
    same("L1", delay["clock"]["due_on"], "2026-12-15")
    same(
        "told",
        [(one["recipient"], one["told_on"]) for one in delay["told"]],
        [(one, "2026-11-09") for one in TOLD],
    )


@step("21", "2026-12-09", "16:00", "Copies went out on 8 and 9 December; 17 December is planned")
def copies(story: Story) -> None:
    """Refused: all copies were needed by Tue 8 December; the earliest day is Fri 18 December."""
    for recipient, day in (
        ("national_body", "2026-12-08"),
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
    same("early", published["early"], should_be=False)
    same("available until", published["available_until"], "2027-12-18")
