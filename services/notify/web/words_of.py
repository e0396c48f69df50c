"""A receipt in the words of its pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from chassis.calendar import working_days_between
from chassis.clock import london_date
from chassis.web.words import day, many
from contracts.codes import Clock, Notifying, NotifyingPosition
from contracts.http_notify import Receipt
from contracts.http_receipt import Send
from contracts.review.case_state import Stage
from services.notify.notification.reading import MEANS
from services.notify.notification.sends import Send as Sending
from services.notify.policy import rules

STATES = {
    "in_scope": "In scope of a rapid review",
    "notify_only": "Notified only",
    "withdrawn": "Withdrawn",
    "duplicate": "Duplicate",
}
ENDED = ("withdrawn", "duplicate")
POSITIONS = {"agreed": "Agrees", "disagreed": "Disagrees", "not_asked": "Not known yet"}
RECIPIENTS = {"dfe": "Department for Education", "ofsted": "Ofsted"}


def status_words(status: str) -> str:
    """The kind of state in which a notification is."""
    return STATES.get(status, status.replace("_", " ").capitalize())


def stands_words(receipt: Receipt) -> str:
    """Where a notification stands now: in scope, where its case does, in the words of every page."""
    if receipt.state != "in_scope":
        return status_words(receipt.state)
    stage = receipt.became.stage if receipt.became else Stage.RAPID_REVIEW_DUE
    return Stage(stage).label


def clock_words(clock: Clock) -> str:
    """How a clock was kept, or when it is due."""
    if clock.met_on is None:
        return f"Due {day(clock.due_on)}"
    if not clock.late:
        return f"In time, due {day(clock.due_on)}"
    days = clock.working_days_late or 0
    late = f"{many(days, 'working day')} late" if days else "late"
    return f"{late.capitalize()}, due {day(clock.due_on)}"


def became_rows(receipt: Receipt) -> list[tuple[str, str]]:
    """How far the review of the incident is, as far as the partners were told; of one that ended nothing is due."""
    became = receipt.became
    if became is None:
        return []
    ended = receipt.state in ENDED
    stage = [] if ended and became.stage != Stage.CANCELLED else [("Stage", became.stage_means)]
    days = [
        ("Rapid review due on", None if ended else became.review_due_on),
        ("Rapid review received on", became.review_received_on),
        ("Letter of the Panel on", became.letter_on),
    ]
    return [*stage, *((words, day(on)) for words, on in days if on)]


def own_reference_words(*, notifies: bool) -> str:
    """The sender's reference, to whoever notifies and to whoever does not."""
    return "Your own reference" if notifies else "The authority's own reference"


def missing_words(missing: str) -> str:
    """One thing that is missing, as it begins a line."""
    return missing[:1].upper() + missing[1:]


def awaited_words(receipt: Receipt) -> str:
    """Whose word is awaited."""
    return "; ".join(receipt.awaited) or "Nobody"


def stated_by_words(one: NotifyingPosition) -> str:
    """Whether a partner said it itself; of what is not known yet, nobody said anything."""
    if one.position is Notifying.NOT_ASKED:
        return ""
    if one.stated_by is None:
        return "Not kept"
    return "Itself" if one.stated_by is one.partner else "Reported by the authority"


def recipient_words(recipient: str, names: Mapping[str, str]) -> str:
    """Who must be told of it."""
    kind, _, code = recipient.partition(":")
    return names.get(code, recipient) if kind == "authority" else RECIPIENTS.get(kind, recipient)


def about_words(about: str) -> str:
    """Of what it must be told."""
    return "That it is withdrawn" if about == "withdrawal" else "That it was notified"


def sending_words(one: Sending, today: date) -> tuple[str, bool]:
    """Until when a body is to be told, or when it was told; and whether that is late."""
    clock = rules.sending(london_date(one.since), one.told_on)
    if one.told_on:
        return f"On {day(one.told_on)}. {clock_words(clock)}", clock.late
    waits = working_days_between(clock.started_on, today, today, provisional=True)
    days = many(waits, "working day")
    return f"{clock_words(clock)}, waits {days}", clock.due_on < today


def happened_words(what: str, recipient: str | None, names: Mapping[str, str]) -> str:
    """What happened to a notification; of a body that must be told, which it is."""
    told = {
        "recipient_told": "{} was told of it.",
        "withdrawal_told": "{} was told that it is withdrawn.",
        "telling_corrected": "What was recorded of telling {} was corrected.",
    }
    if recipient is None or what not in told:
        return MEANS[what]
    return told[what].format(recipient_words(recipient, names))


def send_words(send: Send) -> str:
    """Whether a body was told, and when."""
    words = _send_words(send)
    return f"That it is withdrawn: {words}" if send.about == "withdrawal" else words


def _send_words(send: Send) -> str:
    if send.state == "told":
        return f"Told on {day(send.told_on)}"
    if send.state == "announced":
        return f"Announced on {day(send.told_on)}. Nobody has recorded that they were told."
    return "To be told" if send.state == "to_be_told" else "Not to be told any more"


def sends_words(sends: Sequence[Send]) -> str:
    """How many are to be told, and how many were."""
    words = {"to_be_told": "to be told", "told": "told", "announced": "announced"}
    many = Counter[str](one.state for one in sends)
    return "; ".join(f"{many[state]} {said}" for state, said in words.items() if many[state])
