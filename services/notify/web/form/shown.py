"""Drafts as their pages show them; view models only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, Posted
from services.notify.draft.answers import Problem, in_words
from services.notify.draft.commands import Values
from services.notify.draft.domain import Draft
from services.notify.draft.questions import NOT_KNOWN, Page, Question, Step
from services.notify.web.form.clock import ClockShown

Authorities = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Task:
    """One page in the list of a draft's pages."""

    title: str
    href: str
    status: str


@dataclass(frozen=True)
class DraftView:
    """The page of one draft: its pages with how far each is."""

    id: UUID
    authority: str
    clock: ClockShown
    sections: Sequence[tuple[str, Sequence[Task]]]
    children: Sequence[tuple[int, int]]
    ready: bool
    may_send: bool
    deleted_on: date
    days_left: int
    notice: str | None


@dataclass(frozen=True)
class Changed:
    """An answer of a page that somebody else saved meanwhile."""

    words: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """Who saved the page meanwhile, when, and what stands there now that is not what was typed."""

    by_name: str
    at: datetime
    changed: Sequence[Changed]


@dataclass(frozen=True)
class StepView:
    """One page of questions."""

    id: UUID
    step: Step
    version: int
    clock: ClockShown
    parts: Sequence[tuple[str, Sequence[Question]]]
    back: str
    conflict: Conflict | None = None


def with_authorities(page: Page, authorities: Authorities) -> Page:
    """The page whose questions about an authority offer those of the register."""
    questions = [
        replace(one, choices=authorities) if one.name.endswith("authority_code") else one
        for one in page.questions
    ]
    return replace(page, questions=questions)


def parts(page: Page) -> Sequence[tuple[str, Sequence[Question]]]:
    """The questions under their headings; one without a heading when the page has no parts."""
    if not page.parts:
        return [("", page.questions)]
    return [(title, page.of_part(name)) for name, title, _ in page.parts]


def fields(page: Page) -> frozenset[str]:
    """The names of a page's fields: whatever else was posted is not kept."""
    found: set[str] = set()
    for one in page.questions:
        dated = [f"{one.name}-{part}" for part in ("day", "month", "year")]
        found |= {*dated} if one.kind == "date" else {one.name}
        if one.later:
            found.add(f"{one.name}{NOT_KNOWN}")
    return frozenset(found)


def typed(page: Page, posted: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """What was typed into a page, without what says nothing."""
    known = fields(page)
    kept = {name: value for name, value in posted.items() if name in known}
    lists = {name: [one for one in v if one] for name, v in kept.items() if isinstance(v, list)}
    return {name: value for name, value in {**kept, **lists}.items() if value}


def seen_of(posted: Posted) -> int:
    """Which version of the draft the page showed; 0, which none has, when that is no number."""
    seen = str(posted.values.get("version", ""))
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0


def filled(step: Step, values: Values, problems: Iterable[Problem] = ()) -> Filled[Any]:
    """A page's fields, with what is usual where nothing was answered, and with what is wrong."""
    usual = {one.name: one.usual for one in step.page.questions if one.usual}
    found = [error_of(step, one) for one in problems if one.step == step.name]
    return Filled({**usual, **values}, found)


def error_of(step: Step, problem: Problem) -> FieldError:
    """A problem as the page shows it; a date's error leads to its first field."""
    kinds = {one.name: one.kind for one in step.page.questions}
    part = "day" if kinds.get(problem.name) == "date" else ""
    name = problem.name if problem.name in kinds else ""
    return FieldError(name, problem.reason, part)


def changed(step: Step, theirs: Values, mine: Values) -> list[Changed]:
    """The answers that differ, as somebody else saved them."""
    differing = [one for one in step.page.questions if in_words(one, theirs) != in_words(one, mine)]
    return [Changed(one.words, in_words(one, theirs) or "(nothing)") for one in differing]


def status_of(step: Step, draft: Draft, problems: Sequence[Problem]) -> str:
    """How far a page is."""
    wrong = any(one.step == step.name for one in problems)
    if wrong:
        return "In progress" if draft.values(step.name) else "Not started"
    return "Done" if draft.values(step.name) else "Optional"
