"""What happened in a local review and in the ledger of action, in a heading and a sentence: one line a kind."""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.web.words import many
from contracts.codes import Theme
from contracts.review.action_ledger import ActionState, EvidenceKind, Result
from contracts.review.lcspr import CopyRecipient
from contracts.review.lcspr_advice import Commenter, CommentOn, Milestone
from contracts.review.lcspr_course import Effect, Method, Proceedings, Proportion
from contracts.review.lcspr_ending import BreachKind, ReportPart
from services.correspondence.web.shown.words import (
    body,
    day,
    label,
    listed,
    lower,
    partners,
    upper,
)

Fact = Mapping[str, Any]


def proposed(fact: Fact) -> str:
    """When, and what could be learned about."""
    themes = _themes(fact["themes"])
    return f"On {day(fact['proposed_on'])}." + (f" It would look at: {themes}." if themes else "")


def scope(fact: Fact) -> str:
    """How, how much, about what, and of which time."""
    first, last = fact.get("period_from"), fact.get("period_to")
    since = f" from {day(first)}" if first else ""
    until = f" to {day(last)}" if last else ""
    period = f" It looks at the time{since}{until}." if first or last else ""
    size = lower(label(Proportion, fact["proportion"]))
    return (
        f"Version {fact['version']}: {lower(label(Method, fact['method']))}; {size}."
        f" Lines of enquiry: {_themes(fact['lines_of_enquiry'])}.{period}"
    )


def _days(number: int) -> str:
    return many(number, "day")


def _themes(codes: list[str]) -> str:
    return listed([lower(label(Theme, one)) for one in codes])


def approved(fact: Fact) -> str:
    """By whom, and by whom not."""
    others = fact.get("not_approved_by") or []
    without = f" {upper(partners(others))} did not approve it." if others else ""
    return f"Draft {fact['version']} on {day(fact['approved_on'])}, by {partners(fact['approved_by'])}.{without}"


def forecast(fact: Fact) -> str:
    """The day, beside the due date that stays."""
    due = day(fact["clock"]["due_on"])
    owed = (
        " The Panel and the Secretary of State are still to be told why."
        if fact["notice_owed"]
        else ""
    )
    return f"Publication is expected on {day(fact['forecast_on'])}; the due date stays {due}.{owed}"


def proceedings(fact: Fact) -> str:
    """What, from when to when, what it holds up, and that the due date stays."""
    until = f" to {day(fact['ended_on'])}" if fact.get("ended_on") else ""
    held = listed([lower(label(Effect, one)) for one in fact["holds_up"]])
    holds = f" Held up: {held}." if held else ""
    due = day(fact["clock"]["due_on"])
    kind = label(Proceedings, fact["proceedings"])
    return f"{kind}, from {day(fact['begun_on'])}{until}.{holds} The due date stays {due}."


def bundle(fact: Fact) -> str:
    """What is in it, and what is missing."""
    parts = listed([lower(label(ReportPart, one)) for one in fact["missing"]])
    missing = f" Missing: {parts}." if parts else " Nothing is missing."
    return f"Version {fact['version']} on {day(fact['assembled_on'])}.{missing}"


def improvements(fact: Fact) -> str:
    """When, how late, and until when it is kept."""
    late = fact["days_late"]
    how = f"{_days(late)} late" if late else "in time"
    early = " It came before the seven working days had passed." if fact["early"] else ""
    until = day(fact["available_until"])
    return f"On {day(fact['published_on'])}, {how}.{early} Keep them available until {until}."


def _told(fact: Fact) -> str:
    said = [f"{body(one['recipient'])} on {day(one['told_on'])}" for one in fact["told"]]
    return f" Told: {listed(said)}." if said else ""


def justified(fact: Fact) -> str:
    """Who was told, and how long comments are waited for."""
    return f"Comments are awaited until {day(fact['comments_until'])}.{_told(fact)}"


def not_published(fact: Fact) -> str:
    """When, and whether the Panel had commented."""
    comment = "after the Panel's comment" if fact["commented"] else "without a comment of the Panel"
    return f"Decided on {day(fact['decided_on'])}, {comment}."


def discontinued(fact: Fact) -> str:
    """When, who was told and who was not."""
    not_told = listed([lower(label(CopyRecipient, one)) for one in fact["not_told"]])
    left = f" Not told yet: {not_told}." if not_told else ""
    return f"On {day(fact['discontinued_on'])}.{_told(fact)}{left}"


def taken_down(fact: Fact) -> str:
    """When, and whether that was too soon."""
    until = day(fact["available_until"])
    early = f" It had to be available until {until}." if fact["early"] else ""
    return f"On {day(fact['taken_down_on'])}.{early}"


def breach(fact: Fact) -> str:
    """What, when, and when it would have been allowed."""
    allowed = fact.get("allowed_from")
    since = f" It would have been allowed from {day(allowed)}." if allowed else ""
    kind = label(BreachKind, fact["breach"])
    return f"{kind}, on {day(fact['happened_on'])}.{since} Rule: {fact['basis']}."


def breach_taken_back(fact: Fact) -> str:
    """Which breach is none, and why."""
    kind = label(BreachKind, fact["breach"])
    since = f"It was allowed from {day(fact['allowed_from'])}."
    return f"Not a breach after all: {lower(kind)}, on {day(fact['happened_on'])}. {since}"


def action_added(fact: Fact) -> str:
    """Which, about what, by when, and whether its effect can be seen."""
    theme = lower(label(Theme, fact["theme"]))
    blind = "" if fact["measurable"] else " It has no measure, so its effect will not be known."
    return f"Action {fact['number']}, {theme}, due {day(fact['due_on'])}.{blind}"


def action_closed(fact: Fact) -> str:
    """How, when and how late."""
    late = f", {_days(fact['days_late'])} late" if fact["days_late"] else ""
    state = lower(label(ActionState, fact["state"]))
    return f"Action {fact['number']}: {state} on {day(fact['on'])}{late}."


def commented(fact: Fact) -> str:
    """Who, on what, when."""
    by, on = label(Commenter, fact["by"]), lower(label(CommentOn, fact["on"]))
    return f"{by}, on {on}, {day(fact['commented_on'])}."


KINDS: Mapping[str, tuple[str, Callable[[Fact], str]]] = {
    "lcspr-proposed": ("LCSPR proposed", proposed),
    "lcspr-scope-set": ("LCSPR: scope and method set", scope),
    "lcspr-started": ("LCSPR: work begun", lambda f: f"On {day(f['started_on'])}."),
    "lcspr-draft-received": (
        "LCSPR: draft received",
        lambda f: f"Draft {f['version']}, on {day(f['received_on'])}.",
    ),
    "lcspr-rework-asked": (
        "LCSPR: draft given back",
        lambda f: f"Draft {f['version']}, on {day(f['asked_on'])}.",
    ),
    "lcspr-approved": ("LCSPR: report approved", approved),
    "lcspr-forecast-recorded": ("LCSPR: publication expected", forecast),
    "lcspr-proceedings-recorded": ("LCSPR: proceedings beside it", proceedings),
    "lcspr-advice-asked": (
        "LCSPR: advice asked for",
        lambda f: f"About: {lower(label(Milestone, f['about']))}.",
    ),
    "lcspr-advice-given": (
        "LCSPR: the Panel advised",
        lambda f: (
            f"About: {lower(label(Milestone, f['about']))}. What is done with it is the partners' to decide."
        ),
    ),
    "lcspr-commented-on": ("LCSPR: comment", commented),
    "lcspr-bundle-assembled": ("LCSPR: bundle put together", bundle),
    "lcspr-improvements-published": ("LCSPR: improvements published, not the report", improvements),
    "lcspr-non-publication-justified": ("LCSPR: reasons not to publish", justified),
    "lcspr-not-published": ("LCSPR: not published", not_published),
    "lcspr-discontinued": ("LCSPR ended without a report", discontinued),
    "lcspr-superseded": (
        "LCSPR overtaken by a national review",
        lambda f: f"{f['national_review']}, from {day(f['superseded_on'])}.",
    ),
    "lcspr-taken-down": ("LCSPR: report taken down", taken_down),
    "lcspr-availability-ended": (
        "LCSPR: need no longer be available",
        lambda f: f"It had to be available until {day(f['available_until'])}.",
    ),
    "lcspr-breach-recorded": ("LCSPR: breach recorded", breach),
    "lcspr-breach-taken-back": ("LCSPR: breach taken back", breach_taken_back),
    "ledger-action-added": ("Action entered", action_added),
    "action-evidence-recorded": (
        "Action: evidence",
        lambda f: (
            f"Action {f['number']}: {lower(label(EvidenceKind, f['evidence_kind']))}, {day(f['on'])}."
        ),
    ),
    "action-result-recorded": (
        "Action: result",
        lambda f: f"Action {f['number']}: {lower(label(Result, f['result']))}, {day(f['on'])}.",
    ),
    "ledger-action-closed": ("Action closed", action_closed),
}
