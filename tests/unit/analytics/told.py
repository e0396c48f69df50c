"""Facts of made-up cases, as analytics is told them."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from contracts.catalogue import entry_of
from contracts.correspondence import LetterIssuedV1
from contracts.dialogue import ViewAnsweredV1, ViewClosedV1
from contracts.envelope import Fact
from contracts.letter_course import LetterWithdrawnV1
from contracts.local_review_letter import LocalReviewLetterWithdrawnV1
from contracts.notify import NotificationSubmittedV1
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    IdentityCompletedV1,
    NotificationAmendedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
)
from contracts.register import AuthorityRegisteredV1
from contracts.review.clock import ClockMovedV1
from contracts.review.consideration import DecisionAnnouncedV1, PartnersFinalDecisionRecordedV1
from contracts.review.correction import DecisionCorrectionAnnouncedV1
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.rapid_review import RapidReviewSubmittedV1
from contracts.review.reading import RapidReviewAssessedV1
from services.analytics.facts import Told

ROOT = Path(__file__).resolve().parents[3]
F = TypeVar("F", bound=Fact)
ASHMERE = ("990", "Ashmere", "E12000005", "West Midlands")
BRACKENFORD = ("991", "Brackenford", "E12000005", "West Midlands")
CLOCK = {
    "code": "P4",
    "title": "The Panel's answer to a reply",
    "started_on": "2026-04-20",
    "working_days_late": None,
    "basis": "own service level of the Panel",
    "policy_version": "dialogue-1",
}
COLDHAVEN = ("992", "Coldhaven", "E12000001", "North East")


@cache
def _sample(model: type[Fact]) -> dict[str, Any]:
    entry = entry_of(model)
    folder = ROOT / "contracts" / entry.folder / "samples" / f"v1.{entry.minor}"
    file = min(folder.glob("*.json"))
    data: dict[str, Any] = json.loads(file.read_text())["data"]
    return data


def fact(model: type[F], case: int, **changed: Any) -> tuple[UUID, F]:
    """A fact of case number ``case``: the contract's sample with what matters here."""
    key = UUID(int=case)
    return key, model.model_validate({**_sample(model), "incident_id": str(key), **changed})


def _clock(model: type[Fact], late: int) -> dict[str, Any]:
    """Met ``late`` calendar days after it was due, none of which is a working day."""
    due = date(2026, 5, 1)
    dates = {"due_on": due, "met_on": due + timedelta(days=late), "working_days_late": 0}
    return {**_sample(model)["clock"], **dates}


def _area(area: tuple[str, str, str, str]) -> dict[str, str]:
    code, name, region_code, region_name = area
    return {
        "authority_code": code,
        "authority_name": name,
        "partnership": name.lower().replace(" ", "-"),
        "partnership_name": f"{name} Partnership",
        "region_code": region_code,
        "region_name": region_name,
    }


def _child(**changed: Any) -> dict[str, Any]:
    usual: dict[str, Any] = _sample(NotificationSubmittedV1)["children"][0]
    return usual | changed


def notified(
    case: int,
    on: str,
    area: tuple[str, str, str, str] = ASHMERE,
    kind: str = "serious_harm",
    late: int = 0,
    at: str = "10:00:00+00:00",
    children: Sequence[dict[str, Any]] = ({},),
    where: str | None = None,
) -> Told:
    """A notification received; ``children`` differ from the sample's in what is given."""
    return fact(
        NotificationSubmittedV1,
        case,
        area=_area(area),
        kind_of_incident=kind,
        children=[_child(**one) for one in children],
        circumstances={"location_kind": where} if where else None,
        notified_at=f"{on}T{at}",
        clock=_clock(NotificationSubmittedV1, late),
    )


def amended(case: int, late: int) -> Told:
    """The date of awareness was corrected."""
    only = {"kind_of_incident": None, "children": None, "circumstances": None}
    return fact(NotificationAmendedV1, case, clock=_clock(NotificationAmendedV1, late), **only)


def corrected(
    case: int,
    kind: str | None = None,
    children: Sequence[dict[str, Any]] = (),
    where: str | None = None,
) -> Told:
    """Its kind, its children's characteristics or where it happened were corrected."""
    return fact(
        NotificationAmendedV1,
        case,
        kind_of_incident=kind,
        children=[_child(**one) for one in children] or None,
        circumstances={"location_kind": where} if where else None,
        clock=_clock(NotificationAmendedV1, 0),
    )


def completed(case: int, number: int, **child: Any) -> Told:
    """Who a child is became known, and with it its age."""
    return fact(IdentityCompletedV1, case, number=number, child=_child(**child))


def reassigned(case: int, to: tuple[str, str, str, str]) -> Told:
    """Another authority has it."""
    return fact(NotificationReassignedV1, case, from_area=_area(ASHMERE), to_area=_area(to))


def marked_duplicate(case: int, survivor: int) -> Told:
    """Another notification of the same incident goes on."""
    return fact(NotificationMarkedDuplicateV1, case, survivor_id=str(UUID(int=survivor)))


def absorbed(case: int, notified_on: str, late: int = 0) -> Told:
    """It stands for a duplicate, with the earliest date of both."""
    clock = _clock(DuplicateAbsorbedV1, late)
    return fact(DuplicateAbsorbedV1, case, notified_on=notified_on, clock=clock)


def reviewed(case: int, on: str, late: int = 0, reply_due: str = "2026-05-20") -> Told:
    """The rapid review was received."""
    clock = _clock(RapidReviewSubmittedV1, late)
    reply = {**_sample(RapidReviewSubmittedV1)["reply_clock"], "due_on": reply_due}
    return fact(RapidReviewSubmittedV1, case, received_on=on, clock=clock, reply_clock=reply)


def reply_moved(case: int, started_on: str, to: str) -> Told:
    """A new bank holiday moved the day on which the national body's reply is due."""
    usual = _sample(RapidReviewSubmittedV1)["reply_clock"]
    clock = {**usual, "code": "P1", "started_on": started_on, "due_on": to, "met_on": None}
    given = {"incident_id": UUID(int=case), "reference": "CSPR-2026-00001-X", "clock": clock}
    return UUID(int=case), ClockMovedV1.model_validate({**given, "was_due_on": started_on})


def issued(case: int, on: str) -> Told:
    """A letter went out."""
    return fact(LetterIssuedV1, case, issued_on=on)


def withdrawn(case: int, on: str, kind: str = "advise_lcspr") -> Told:
    """A letter was taken back."""
    return fact(LetterWithdrawnV1, case, letter_kind=kind, withdrawn_on=on)


def withdrawn_on_review(case: int, on: str) -> Told:
    """A letter on a local review was taken back."""
    kind = "comments_on_report"
    return fact(LocalReviewLetterWithdrawnV1, case, letter_kind=kind, withdrawn_on=on)


def answered(
    case: int, on: str, *, view: int = 1, late: bool = False, clocked: bool = True
) -> Told:
    """The Panel answered a reply of a partner."""
    due = "2026-05-01" if late else "2026-12-18"
    clock = {**CLOCK, "due_on": due, "met_on": on} if clocked else None
    return fact(ViewAnsweredV1, case, view_id=str(UUID(int=view)), answered_on=on, clock=clock)


def needs_none(case: int, on: str, *, view: int) -> Told:
    """The Panel said that a reply needs no answer."""
    clock = {**CLOCK, "due_on": "2026-12-18", "met_on": on}
    return fact(ViewClosedV1, case, view_id=str(UUID(int=view)), closed_on=on, clock=clock)


def read(case: int, *judged: str) -> Told:
    """The Panel judged some markers of its quality."""
    codes = ("facts", "lived_experience", "why", "learning")
    markers = [{"marker": m, "judgement": j} for m, j in zip(codes, judged, strict=False)]
    return fact(RapidReviewAssessedV1, case, markers=markers)


def decided(
    case: int,
    on: str,
    outcome: str = "agree_no_lcspr",
    agreement: bool | None = True,
    themes: tuple[str, ...] = (),
    partnership: str = "ashmere",
    view: str = "no",
    round_: int = 1,
) -> Told:
    """A decision of one round."""
    return fact(
        DecisionAnnouncedV1,
        case,
        decided_on=on,
        outcome=outcome,
        agreement=agreement,
        themes=themes,
        partnership=partnership,
        partnership_view=view,
        round=round_,
    )


def mended(case: int, on: str, outcome: str, view: str = "no", round_: int = 1) -> Told:
    """The correction of a decision of that day."""
    return fact(
        DecisionCorrectionAnnouncedV1,
        case,
        decided_on=on,
        outcome=outcome,
        partnership_view=view,
        round=round_,
        agreement=None,
        themes=(),
    )


def partners_decided(case: int, on: str, decision: str = "yes") -> Told:
    """The partners' final decision."""
    return fact(PartnersFinalDecisionRecordedV1, case, decided_on=on, decision=decision)


def lcspr(case: int, on: str) -> Told:
    """The partners began an LCSPR."""
    return fact(LcsprInitiatedV1, case, initiated_on=on)


def published(case: int, on: str) -> Told:
    """It was published."""
    return fact(LcsprPublishedV1, case, published_on=on)


def registered(area: tuple[str, str, str, str]) -> Told:
    """An authority of the register."""
    code, name, region_code, region_name = area
    known = AuthorityRegisteredV1(
        code=code,
        gss_code=f"E99000{code}",
        name=name,
        region_code=region_code,
        region_name=region_name,
        valid_from=date(2023, 4, 1),
    )
    return UUID(int=10_000 + int(code)), known
