"""The answers of a page in words: first what is still needed, then what was answered, then the rest in a line each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from services.notify.draft.answers import Problem, in_words
from services.notify.draft.commands import Values
from services.notify.draft.questions import Page, Question, Step
from services.notify.notification.checks import ASKED_AFTER_YES
from services.notify.web.form.shown import Authorities, error_of, with_authorities

STILL_NEEDED, NOT_ANSWERED, NOT_KNOWN = "Still needed", "Not answered", "Not known yet"
OF_IDENTITY = "Given, and kept apart"
NOT_ASKED = "Not asked"
GATHERED = (OF_IDENTITY, NOT_KNOWN, NOT_ASKED, NOT_ANSWERED)
"""Answers that say little: the questions that have one stand together."""


@dataclass(frozen=True)
class Row:
    """One answer, or the questions that have none; ``href``: where it is changed, if it may be."""

    words: str
    answer: str
    href: str = ""


NO_AREAS = Row("Other areas", "None")


@dataclass(frozen=True)
class Answered:
    """The answers of one page."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Told:
    """A question and its answer, as people read them."""

    question: Question
    words: str
    answer: str


def told_of(page: Page, values: Values) -> list[Told]:
    """Every question with its answer; of a list only the parts in which something stands.

    What can not apply, and was not answered, is left out.
    """
    given = {**{one.name: one.usual for one in page.questions if one.usual}, **values}
    found = []
    for one in page.questions:
        words = in_words(one, given)
        needless = given.get(ASKED_AFTER_YES.get(one.name, "")) == "no"
        if needless and words in ("", NOT_ASKED):
            continue
        if words or page.into != "other_areas":
            found.append(Told(one, page.label_of(one), words or NOT_ANSWERED))
    return found


def answered(
    step: Step,
    values: Values,
    authorities: Authorities,
    href: str = "",
    needed: Collection[tuple[str, str]] = (),
) -> Answered:
    """A page's answers. ``needed``: the questions, by step and name, without whose answer it can not be sent."""
    step = replace(step, page=with_authorities(step.page, authorities))
    told = [
        replace(one, answer=STILL_NEEDED)
        if one.answer == NOT_ANSWERED and (step.name, one.question.name) in needed
        else one
        for one in told_of(step.page, values)
    ]
    rows = rows_of(told, {one.question.name: _place(step, one, href) for one in told})
    return Answered(step.title, rows or [replace(NO_AREAS, href=f"{href}?back=check")])


def rows_of(told: Sequence[Told], places: Mapping[str, str] | None = None) -> list[Row]:
    """Each answer in a row; those that say little gathered in one, which leads to the first of them."""
    at = places or {}
    alone = [one for one in told if one.answer not in (STILL_NEEDED, *GATHERED)]
    rows = [Row(one.words, one.answer, at.get(one.question.name, "")) for one in alone]
    gathered = {
        said: Row(said, _listed(same), at.get(same[0].question.name, ""))
        for said in (STILL_NEEDED, *GATHERED)
        if (same := [one for one in told if one.answer == said])
    }
    first = gathered.pop(STILL_NEEDED, None)
    return [*filter(None, [first]), *rows, *gathered.values()]


def _listed(told: Sequence[Told]) -> str:
    return "; ".join(one.words.rstrip("?") for one in told)


def _place(step: Step, told: Told, href: str) -> str:
    if not href:
        return ""
    field = error_of(step, Problem(step.name, told.question.name, ""))
    return replace(field, at=f"{href}?back=check").href
