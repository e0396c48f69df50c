"""Sentences about facts, from their coded fields."""

from collections.abc import Mapping
from typing import Any

from chassis.web.words import many
from contracts.codes import Criterion, DelayReason, Finding, Notifying, Outcome, Partner, View
from contracts.correspondence import LetterKind
from contracts.notify import AbuseNeglect, AgeBand, IncidentKind, Sex
from services.correspondence.web.shown.words import (
    body,
    day,
    days,
    label,
    listed,
    lower,
    partners,
    upper,
)

Fact = Mapping[str, Any]


def clock_of(fact: Fact, name: str = "clock") -> str:
    """When it was or is due, and how late it is."""
    found = fact.get(name)
    if not found:
        return ""
    late = found.get("working_days_late") or 0
    word = "It was due" if found.get("met_on") else "It is due"
    return f" {word} {day(found['due_on'])}{f', {days(late)} late' if late else ''}."


def clock_moved(fact: Fact) -> str:
    """Which clock is due on another day now, and why."""
    clock, was = fact["clock"], day(fact["was_due_on"])
    why = "the bank holidays of England and Wales changed"
    return f"{clock['title']}: due {day(clock['due_on'])}, no more {was}, because {why}."


def positions_of(fact: Fact, kind: type[View] | type[Notifying], field: str) -> str:
    """The partners' positions in one sentence."""
    said = [
        f"{label(Partner, one['partner'])}: {position_of(one, kind, field)}"
        for one in fact.get("positions", ())
    ]
    return f" {'; '.join(said)}." if said else ""


def position_of(one: Fact, kind: type[View] | type[Notifying] = View, field: str = "view") -> str:
    """A position in words; a withheld one has none where it is hidden."""
    if one.get(field) is None:
        return "withheld"
    words = lower(label(kind, one[field]))
    if one.get("stated_by") not in (None, one["partner"]):
        return f"{words} (as the authority reports)"
    return f"{words} (withheld from the other partners)" if one.get("withheld") else words


def submitted(fact: Fact) -> str:
    """A notification."""
    kind = label(IncidentKind, fact["kind_of_incident"])
    abuse = lower(label(AbuseNeglect, fact["abuse_neglect"]))
    seen = f"{kind}; abuse or neglect {abuse}. It happened on {day(fact['occurred_on'])} and the"
    aware = f" authority knew on {day(fact['aware_on'])}."
    return seen + aware + clock_of(fact) + positions_of(fact, Notifying, "position")


def amended(fact: Fact) -> str:
    """What was corrected, and how its codes read now."""
    changed = listed([one.replace("_", " ") for one in fact["changed"]])
    now = ""
    if fact.get("kind_of_incident"):
        now += f" It is now: {lower(label(IncidentKind, fact['kind_of_incident']))}."
    if fact.get("abuse_neglect"):
        now += f" Abuse or neglect: {lower(label(AbuseNeglect, fact['abuse_neglect']))}."
    return (
        f"Changed: {changed}.{now} The authority knew on {day(fact['aware_on'])}.{clock_of(fact)}"
    )


def sharing_corrected(fact: Fact) -> str:
    """Whom it is about, and what is right."""
    of = "of it" if fact["about"] == "notification" else "that it is withdrawn"
    if fact["shared_on"] is None:
        return f"{upper(body(fact['recipient']))} was not told {of}."
    return f"{upper(body(fact['recipient']))} was told {of} on {day(fact['shared_on'])}."


def scoped_in(fact: Fact) -> str:
    """Why, and since when where that is not since notifying."""
    since = fact.get("review_from")
    return f"{fact['basis']}." + (f" Its time begins on {day(since)}." if since else "")


def child_of(fact: Fact) -> str:
    """A child in its codes."""
    child = fact["child"]
    return f"{lower(label(Sex, child['sex']))}, {lower(label(AgeBand, child['age_band']))}"


def reassigned(fact: Fact) -> str:
    """From whom to whom."""
    before, now = fact["from_area"]["authority_name"], fact["to_area"]["authority_name"]
    untold = " Its partners are still to be told." if fact.get("partners_clock") else ""
    return f"From {before} to {now} on {day(fact['reassigned_on'])}. The clocks stay.{untold}"


def absorbed(fact: Fact) -> str:
    """For which, and the earliest dates of both."""
    days_ = f"notified {day(fact['notified_on'])}, the authority knew on {day(fact['aware_on'])}"
    return f"Of {fact['duplicate_reference']}. The earliest dates count: {days_}.{clock_of(fact)}"


def version(fact: Fact) -> str:
    """A version of the rapid review."""
    warned = fact.get("warnings", ())
    view = lower(label(View, fact["partnership_view"]))
    heard = f"Version {fact['version']}. The partnership's view: {view}."
    more = f" It came with warnings: {'; '.join(warned)}." if warned else ""
    return heard + positions_of(fact, View, "view") + more + clock_of(fact)


def decided(fact: Fact) -> str:
    """A round's decision with its quorum and criteria."""
    said = f"Round {fact['round']}: {lower(label(Outcome, fact['outcome']))}."
    if fact.get("national_candidate"):
        said += " It is a candidate for a national review."
    quorum = fact["quorum"]
    said += f" {quorum['present']} members were present ({quorum['needed']} needed)."
    if missing := quorum.get("sectors_missing"):
        said += f" Nobody was there from: {', '.join(one.replace('_', ' ') for one in missing)}."
    answers = [
        f"{label(Criterion, one['criterion'])}: {lower(label(Finding, one['finding']))}"
        for one in fact.get("criteria", ())
    ]
    return said + (f" {'; '.join(answers)}." if answers else "")


def answered(fact: Fact) -> str:
    """Who answered which asks, and who still owes which."""
    numbers = listed([str(n) for n in fact["numbers"]])
    who = upper(partners([fact["partner"]]))
    left = [
        f"{label(Partner, one)}: {listed([str(o['number']) for o in fact['owed'] if o['partner'] == one])}"
        for one in dict.fromkeys(o["partner"] for o in fact["owed"])
    ]
    return f"{who} answered {numbers}. " + (
        f"Still owed: {'; '.join(left)}." if left else "Nothing is owed any more."
    )


def delay(fact: Fact, expected: str) -> str:
    """Why it is late, when it is expected, and that the due date stays."""
    reason = label(DelayReason, fact["reason"])
    due = day(fact["clock"]["due_on"])
    return f"{reason}. It is expected on {day(fact[expected])}; the due date stays {due}."


def lcspr_delay(f: Fact) -> str:
    """Why, until when, and who was told on which day."""
    told = [f"{body(one['recipient'])} on {day(one['told_on'])}" for one in f["told"]]
    return f"{delay(f, 'forecast_on')} Told: {listed(told)}."


def partners_decided(fact: Fact) -> str:
    """The partners' final decision."""
    said = f"{label(View, fact['decision'])}, decided on {day(fact['decided_on'])}."
    return said + positions_of(fact, View, "view")


def published(fact: Fact) -> str:
    """When it was published, how late, and until when it is kept."""
    late = fact["days_late"]
    how = f"{late} days late" if late else "in time"
    early = " It came before the seven working days had passed." if fact["early"] else ""
    until = day(fact["available_until"])
    return (
        f"Published on {day(fact['published_on'])}, {how}.{early} Keep it available until {until}."
    )


def letter(fact: Fact) -> str:
    """Which letter."""
    rounds = f", round {fact['round']}" if "round" in fact else ""
    return f"{label(LetterKind, fact['letter_kind'])}{rounds}."


def reworded(fact: Fact) -> str:
    """How much of a draft is in a person's own words."""
    parts = len(fact["parts"])
    if not parts:
        return "It says again what it was made from."
    return f"{many(parts, 'part')} in place of the words it was made from."


def approved(fact: Fact) -> str:
    """When, and whether something in it was doubtful."""
    doubtful = (
        " Something in it was doubtful; the letter's page says why it went out."
        if fact.get("warnings")
        else ""
    )
    return f"On {day(fact['approved_on'])}.{doubtful}"


def issued(fact: Fact) -> str:
    """To whom a letter went, and when a reply is due."""
    reply = fact.get("reply_clock")
    due = f" A reply is due {day(reply['due_on'])}." if reply else ""
    instead = " It replaces one that was withdrawn." if fact.get("replaces") else ""
    return f"{letter(fact)} To {partners(fact['recipients'])}.{instead}{due}"


def letter_withdrawn(fact: Fact) -> str:
    """Which letter was taken back."""
    return f"{letter(fact)} Sent on {day(fact['issued_on'])}; its page says why."


def nothing(_fact: Fact) -> str:
    """Its heading says it all."""
    return ""
