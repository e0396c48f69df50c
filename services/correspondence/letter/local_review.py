"""What a letter on a local review is made from: the fact that it answers, and what a person wrote, sealed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.codes import DelayReason, Partner
from contracts.review.lcspr import CopyRecipient
from services.correspondence.letter_types.data import day, still_to_come
from services.correspondence.letter_types.local_data import AskedBy, LocalData

PANEL = CopyRecipient.NATIONAL_BODY.value


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptAsk(_Kept):
    """One thing asked for; its text sealed."""

    number: int
    asked_of: tuple[Partner, ...]
    due_on: date | None = None
    text: str


class LocalReview(_Kept):
    """``tells_of``: the fact's id; ``told``: what of it stands in the letter; every text sealed."""

    incident_id: UUID
    reference: str
    lcspr_id: UUID
    tells_of: UUID
    kind: str
    told: tuple[tuple[str, str], ...]
    strengths: str | None = None
    comments: str
    asks: tuple[KeptAsk, ...] = ()
    advice: str | None = None

    def texts(self) -> Mapping[str, str | None]:
        """Every text that the letter may hold, sealed, in the letter's order."""
        return {
            "strengths": self.strengths,
            "comments": self.comments,
            **{f"request-{one.number}": one.text for one in self.asks},
            "advice": self.advice,
        }

    def reworded(self, written: Mapping[str, str]) -> "LocalReview":
        """The same with other sealed texts in some parts."""
        asks = tuple(
            one.model_copy(update={"text": written.get(f"request-{one.number}", one.text)})
            for one in self.asks
        )
        own = {
            name: written[name] for name in ("strengths", "comments", "advice") if name in written
        }
        return self.model_copy(update={"asks": asks, **own})


def told_by(name: str, fact: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a letter says of the fact that it answers; nothing where the Panel was told nothing. Pure."""
    match name:
        case "lcspr-delay-explained" if on := _told_on(fact):
            return (
                ("Reason for the delay", DelayReason(fact["reason"]).label),
                ("Publication expected on", _day(fact["forecast_on"])),
                ("Told to the Panel on", on),
            )
        case "lcspr-non-publication-justified" if on := _told_on(fact):
            return (("Reasons not to publish told to the Panel on", on),)
        case "lcspr-copy-sent" if fact["recipient"] == PANEL:
            return (("Copy of the report sent to the Panel on", _day(fact["sent_on"])),)
        case "lcspr-published":
            return (("Report published on", _day(fact["published_on"])),)
        case _:
            return ()


def follows_from(name: str, fact: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a rule makes of that fact, for who writes the letter. Pure."""
    match name:
        case "lcspr-delay-explained":
            return (("Publication was due on", _day(fact["clock"]["due_on"])),)
        case "lcspr-non-publication-justified":
            return (("The Panel's comments are awaited until", _day(fact["comments_until"])),)
        case _:
            return ()


def _told_on(fact: Mapping[str, Any]) -> str | None:
    days = [one["told_on"] for one in fact["told"] if one["recipient"] == PANEL]
    return _day(max(days)) if days else None


def _day(told: str) -> str:
    return day(date.fromisoformat(told))


def filled(blank: LocalData, made: LocalReview, texts: Mapping[str, str]) -> LocalData:
    """The letter's data with what stands in its texts; left out: a request without words, a day that is over."""
    asks = tuple(
        AskedBy(
            one.number,
            one.asked_of,
            texts[f"request-{one.number}"],
            still_to_come(one.due_on, blank.on),
        )
        for one in made.asks
        if f"request-{one.number}" in texts
    )
    return replace(
        blank,
        told=made.told,
        comments=texts.get("comments", ""),
        strengths=texts.get("strengths"),
        asks=asks,
        advice=texts.get("advice"),
    )
