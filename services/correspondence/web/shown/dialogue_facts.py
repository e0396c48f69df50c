"""What happened in dialogue, in a heading and a sentence: one line a kind of fact."""

from collections.abc import Callable, Mapping

from contracts.dialogue import AnswerWay, Channel, NoAnswerReason, ViewEffect, ViewSource
from services.correspondence.web.shown.sentences import Fact
from services.correspondence.web.shown.words import day, label, lower, partners, upper

Says = Callable[[Fact], str]


def _whose(fact: Fact) -> str:
    return f"{lower(label(ViewSource, fact['source']))} of {partners([fact['partner']])}"


def _answered(fact: Fact) -> str:
    back = f" An answer is asked for by {day(fact['reply_by'])}." if fact.get("reply_by") else ""
    way = lower(label(AnswerWay, fact["way"]))
    return f"{upper(_whose(fact))}: answered {way}.{back}"


def _put(fact: Fact) -> str:
    by = f" It is due {day(fact['due_on'])}." if fact.get("due_on") else ""
    return f"Request {fact['number']}, of {partners([fact['partner']])}.{by}"


def _due(fact: Fact) -> str:
    late = fact["reminded_on"] > fact["clock"]["due_on"]
    return f"{lower(fact['clock']['title'])} {'was' if late else 'is'} due"


DIALOGUE_KINDS: Mapping[str, tuple[str, Says]] = {
    "view-raised": (
        "View raised",
        lambda f: f"{label(ViewSource, f['source'])}, {partners([f['partner']])}.",
    ),
    "view-considered": (
        "View considered",
        lambda f: f"{upper(_whose(f))}. {label(ViewEffect, f['effect'])}.",
    ),
    "view-answered": ("The Panel answered", _answered),
    "view-closed": (
        "No answer needed",
        lambda f: f"{upper(_whose(f))}. {label(NoAnswerReason, f['reason'])}.",
    ),
    "view-overdue": (
        "The Panel is late with an answer",
        lambda f: f"{upper(_whose(f))}: it was due {day(f['clock']['due_on'])}.",
    ),
    "letter-ask-put": ("Asked in a letter", _put),
    "letter-ask-answered": (
        "What a letter asks is answered",
        lambda f: f"Request {f['number']}, by {partners([f['partner']])}.",
    ),
    "letter-ask-taken-back": (
        "Asked no longer",
        lambda f: f"Request {f['number']} to {partners([f['partner']])}: its letter is withdrawn.",
    ),
    "partner-chased": (
        "Reminder sent",
        lambda f: f"To {partners([f['partner']])}; what is awaited was due {day(f['due_on'])}.",
    ),
    "partners-reminded": (
        "Reminder sent",
        lambda f: f"To {partners(f['partners'])}; {_due(f)} {day(f['clock']['due_on'])}.",
    ),
    "contact-logged": (
        "Contact with partners",
        lambda f: (
            f"{label(Channel, f['channel'])} on {day(f['contact_on'])}, with {partners(f['partners'])}."
        ),
    ),
    "contact-action-done": (
        "What was agreed is done",
        lambda f: f"Action {f['number']}, on {day(f['done_on'])}.",
    ),
}
