"""Decisions as pages show them: criterion by criterion, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.codes import Criterion, Finding, Outcome, Theme, View
from contracts.reasons import ReviewReason
from contracts.review.given_advice import AdviceEffect, AdviceFate
from services.correspondence.case.decisions import Said, Statement
from services.correspondence.web.shown.words import day, label, lower


@dataclass(frozen=True)
class AdviceShown:
    """One piece of advice: what it rests on, and what became of it."""

    number: int
    text: str
    basis: str
    fate: str
    why: str
    effects: Sequence[str]


@dataclass(frozen=True)
class StatementShown:
    """One round's decision in words."""

    round: int
    decided_on: str
    rows: Sequence[tuple[str, str]]
    reasons: str
    criteria: Sequence[tuple[str, str, str, str]]
    advice: Sequence[AdviceShown]
    corrections: Sequence[tuple[str, str]]


def shown(one: Statement) -> StatementShown:
    """A statement in words."""
    said = one.said
    return StatementShown(
        round=one.round,
        decided_on=day(one.decided_on),
        rows=_rows(said),
        reasons=said["reasons"],
        criteria=[_criterion(answer) for answer in said.get("criteria", ())],
        advice=[_advice(item, said) for item in one.advice],
        corrections=[
            (
                f"{day(mended['corrected_on'])}: {', '.join(mended['parts']).replace('_', ' ')}",
                mended["why"],
            )
            for mended in one.corrections
        ],
    )


def _rows(said: Said) -> list[tuple[str, str]]:
    candidate = "Yes" if said.get("national_candidate") else "No"
    codes = "; ".join(label(ReviewReason, code) for code in said.get("reason_codes", ()))
    themes = "; ".join(label(Theme, code) for code in said.get("themes", ()))
    rows = [
        ("What the Panel decided", label(Outcome, said["outcome"])),
        ("The partnership's view before", label(View, said["partnership_view"])),
        ("Candidate for a national review", candidate),
        ("Reasons in short", codes),
        ("Themes", themes),
        ("Learning framework", (said.get("framework_version") or "").removeprefix("framework-")),
        ("Guidance", said.get("guidance_version") or ""),
    ]
    return [row for row in rows if row[1]]


def _criterion(answer: Said) -> tuple[str, str, str, str]:
    return (
        label(Criterion, answer["criterion"]),
        label(Finding, answer["finding"]),
        answer.get("reason") or "No reason is given",
        "; ".join(filter(None, answer.get("evidence", ()))) or "None named",
    )


def basis_of(item: Said, said: Said) -> str:
    """What a piece of advice rests on, its evidence in words."""
    if not item.get("criterion"):
        return "Tied to no criterion"
    named = [
        text
        for answer in said.get("criteria", ())
        if answer["criterion"] == item["criterion"]
        for n, text in enumerate(answer.get("evidence", ()), 1)
        if text and n in item.get("evidence", ())
    ]
    where = "; ".join(named) or "no evidence named"
    return f"{label(Criterion, item['criterion'])}: {where}"


def _advice(item: Said, said: Said) -> AdviceShown:
    fate = label(AdviceFate, item["fate"]) if item.get("fate") else "No answer yet"
    decided = f", {day(item['decided_on'])}" if item.get("decided_on") else ""
    return AdviceShown(
        number=item["number"],
        text=item["text"],
        basis=basis_of(item, said),
        fate=f"{fate}{decided}",
        why=item.get("why") or "",
        effects=[
            f"{label(AdviceEffect, one['effect'])}, {day(one['observed_on'])}:"
            f" {lower(one['evidence'])}"
            for one in item.get("effects", ())
        ],
    )
