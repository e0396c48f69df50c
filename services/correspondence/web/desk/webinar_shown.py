"""One webinar as its reader at the desk sees it: what is public and what waits, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.identity import Actor
from contracts.webinar import AttendeeKind
from services.correspondence.access import POLICY
from services.correspondence.use_cases.webinars import audiences
from services.correspondence.web.desk.webinar_forms import KINDS, THEMES
from services.correspondence.web.shown.webinars import audiences_of, themes_of, when
from services.correspondence.web.shown.words import label
from services.correspondence.webinar.domain import Details, Webinar

OWN = "You had a hand in this: another person approves it."
DONE = {
    "proposed": "It waits for another person to approve it.",
    "approved": "It is in the public calendar.",
    "cancelled": "It is cancelled: calendars that follow say so.",
    "withdrawn": "It is withdrawn; it never was public.",
    "let-go": "The change is withdrawn; what is public stays.",
    "counted": "Who came is recorded.",
}


@dataclass(frozen=True)
class WebinarLine:
    """One in the list."""

    id: UUID
    title: str
    when: str
    state: str
    colour: str


@dataclass(frozen=True)
class OneView:
    """One webinar; ``hindrance`` says why this reader may not approve what waits."""

    id: UUID
    title: str
    state: str
    colour: str
    rows: Sequence[tuple[str, str]]
    waiting: Sequence[tuple[str, str, str]]
    by: str
    number: int
    is_over: bool
    is_cancelled: bool
    may_keep: bool
    may_approve: bool
    hindrance: str | None
    came: Sequence[tuple[str, int]]
    notice: str | None

    kinds = KINDS
    themes = THEMES

    @property
    def audiences(self) -> Sequence[tuple[str, str]]:
        """For whom it may be."""
        return audiences()

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"/desk/webinars/{self.id}"


def state_of(webinar: Webinar, now: datetime) -> tuple[str, str]:
    """How it stands, and its colour."""
    if webinar.cancelled:
        return "Cancelled", "red"
    if webinar.waits:
        return "Waits for approval", "orange"
    public = webinar.details
    if public is None:
        return "Withdrawn", "grey"
    return ("Held", "blue") if public.starts_at <= now else ("To come", "green")


def line_of(webinar: Webinar, now: datetime) -> WebinarLine:
    """One in the list."""
    details = webinar.waits or webinar.details
    assert details, "what is listed has its details"
    state, colour = state_of(webinar, now)
    at = when(details.starts_at, details.minutes)
    return WebinarLine(webinar.id, details.title, at, state, colour)


def view_of(
    webinar: Webinar, actor: Actor, named: Mapping[str, str], now: datetime, notice: str | None
) -> OneView:
    """One for one reader."""
    public, waits = webinar.details, webinar.waits
    state, colour = state_of(webinar, now)
    approves = waits is not None and POLICY.may(actor, "approve_webinar")
    own = actor.id in webinar.by
    latest = waits or public
    return OneView(
        id=webinar.id,
        title=latest.title if latest else "A webinar that was withdrawn",
        state=state,
        colour=colour,
        rows=_rows(webinar, named) if public else (),
        waiting=_waiting(public, waits) if waits else (),
        by=", ".join(named.get(one, one) for one in webinar.by),
        number=webinar.proposed,
        is_over=public is not None and public.starts_at <= now,
        is_cancelled=webinar.cancelled,
        may_keep=POLICY.may(actor, "keep_webinars"),
        may_approve=approves and not own,
        hindrance=OWN if approves and own else None,
        came=[(label(AttendeeKind, who), number) for who, number in webinar.attended],
        notice=notice,
    )


def _rows(webinar: Webinar, named: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    assert webinar.details, "it is public"
    by = named.get(webinar.approved_by, webinar.approved_by)
    return (*_parts(webinar.details), ("Approved by", by))


def _parts(details: Details) -> Sequence[tuple[str, str]]:
    return (
        ("Title", details.title),
        ("When", when(details.starts_at, details.minutes)),
        ("Where to join", details.address),
        ("Themes", themes_of(details) or "None: it is about all"),
        ("For whom", audiences_of(details) or "Everybody"),
        ("Recording", details.recording or "None"),
    )


def _waiting(public: Details | None, waits: Details) -> Sequence[tuple[str, str, str]]:
    now = dict(_parts(public)) if public else {}
    return [
        (part, now.get(part, ""), said) for part, said in _parts(waits) if now.get(part) != said
    ]
