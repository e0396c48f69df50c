"""Views that partners raised, as people read them: whose, where, how they stand, on whom they wait."""

from dataclasses import dataclass
from datetime import date

from contracts.codes import Partner, View
from contracts.dialogue import AnswerWay, NoAnswerReason, ViewEffect, ViewSource
from services.correspondence.voice.domain import Voice
from services.correspondence.voice.wire import clock
from services.correspondence.web.shown import clocks
from services.correspondence.web.shown.clocks import ClockView
from services.correspondence.web.shown.words import day, label, lower

STATES = {
    "raised": ("Waits for the Panel", "yellow"),
    "considered": ("Considered, waits for the answer", "orange"),
    "answered": ("Answered", "green"),
    "closed": ("Needs no answer", "grey"),
}
THREADS = {
    "panel": ("Awaits the Panel", "yellow"),
    "partner": ("Awaits a partner", "blue"),
    "closed": ("Nothing is awaited", "green"),
    "empty": ("No reply so far", "grey"),
}


@dataclass(frozen=True)
class VoiceLine:
    """One view in a list; ``clock``: the Panel's own, of one that came in a thread and still waits."""

    id: str
    reference: str
    partner: str
    source: str
    raised_on: date
    state: str
    colour: str
    clock: ClockView | None


def line(voice: Voice, today: date) -> VoiceLine:
    """One view."""
    assert voice.raised_on, "a view was raised on a day"
    state, colour = STATES[voice.status]
    runs = clock(voice) if voice.awaits_panel else None
    return VoiceLine(
        id=str(voice.id),
        reference=voice.reference,
        partner=label(Partner, voice.partner),
        source=label(ViewSource, voice.source),
        raised_on=voice.raised_on,
        state=state,
        colour=colour,
        clock=clocks.view(runs, None, today) if runs else None,
    )


def fate(voice: Voice) -> list[tuple[str, str]]:
    """What became of it, step by step."""
    found = [("Raised", day(voice.raised_on))]
    if voice.stated:
        found.append(("The partner's view", label(View, voice.stated)))
    if voice.considered:
        how = label(ViewEffect, voice.considered.effect)
        found.append(("Considered", f"{day(voice.considered.on)}: {lower(how)}"))
    if voice.answer:
        way = lower(label(AnswerWay, voice.answer.way))
        found.append(("Answered", f"{day(voice.answer.on)}, {way}"))
    if voice.answer and voice.answer.reply_by:
        found.append(("Asked back, by", day(voice.answer.reply_by)))
    if voice.heard_on:
        found.append(("The partner replied", day(voice.heard_on)))
    if voice.closed:
        why = lower(label(NoAnswerReason, voice.closed.reason))
        found.append(("Needs no answer", f"{day(voice.closed.on)}: {why}"))
    return found
