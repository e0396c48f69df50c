"""From what stands in a draft to the notification that it makes, and where each of its fields was asked. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chassis.typed_dates import DATE_PARTS, flaw, written
from services.notify.draft.commands import Values
from services.notify.draft.domain import Draft
from services.notify.draft.questions import NOT_KNOWN, Page, Question, Step, steps

SAID = {"true": True, "false": False}
"""What two buttons say."""


AUTHORITY = "authority", "authority_code"
"""Where the authority is chosen: a step and a field of its own, outside the form's pages."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where it is put right; without a step it is the whole that is wrong."""

    step: str
    name: str
    reason: str


@dataclass
class Made:
    """The notification as far as it goes, and the step and field behind each JSON Pointer of it."""

    document: dict[str, Any] = field(default_factory=dict)
    asked_at: dict[str, tuple[str, str]] = field(default_factory=dict)

    def place(self, pointer: str) -> tuple[str, str]:
        """Where a field was asked: the nearest above it when it was not asked itself."""
        while pointer and pointer not in self.asked_at:
            pointer = pointer.rpartition("/")[0]
        return self.asked_at.get(pointer, ("", ""))


def made(pages: Sequence[Page], draft: Draft) -> Made:
    """The notification that a draft makes."""
    found = Made({"authority_code": draft.authority_code}, {"/authority_code": AUTHORITY})
    place = {number: n for n, number in enumerate(draft.children)}
    for step in steps(pages, draft.children):
        values = draft.values(step.name)
        if step.page.into:
            _list(found, step, values)
        elif step.number is None:
            _fields(found, found.document, "", step, values)
        else:
            children = found.document.setdefault("children", [])
            n = place[step.number]
            if len(children) == n:
                children.append({})
                found.asked_at[f"/children/{n}"] = (step.name, step.page.questions[0].name)
            _fields(found, children[n], f"/children/{n}", step, values)
    return found


def _fields(found: Made, into: dict[str, Any], pointer: str, step: Step, values: Values) -> None:
    for question in step.page.questions:
        *outer, last = question.name.split(".")
        inner, at = into, pointer
        answer = answer_to(question, values)
        for part in outer:
            at = f"{at}/{part}"
            found.asked_at.setdefault(at, (step.name, question.name))
            inner = inner.setdefault(part, {}) if answer is not None else inner
        found.asked_at[f"{at}/{last}"] = (step.name, question.name)
        if answer is not None:
            inner[last] = (
                SAID[str(answer)] if dict(question.choices).keys() == SAID.keys() else answer
            )


def _list(found: Made, step: Step, values: Values) -> None:
    page = step.page
    entries = found.document.setdefault(page.into, [])
    found.asked_at[f"/{page.into}"] = (step.name, page.questions[0].name)
    for part, _, fixed in page.parts:
        asked = page.of_part(part)
        answers = {one: answer_to(one, values) for one in asked}
        given = {_last(one): answer for one, answer in answers.items() if answer is not None}
        if given:
            at = f"/{page.into}/{len(entries)}"
            found.asked_at |= {f"{at}/{_last(one)}": (step.name, one.name) for one in asked}
            entries.append({**fixed, **given})


def _last(question: Question) -> str:
    return question.name.rpartition(".")[2]


def answer_to(question: Question, values: Values) -> str | list[str] | None:
    """What was answered, a date as it is written to machines; None for nothing."""
    if question.kind == "date":
        return written(*parts_of(question, values)) or None
    given = values.get(question.name)
    if question.kind == "boxes":
        return list(given) if isinstance(given, list) and given else None
    return given if isinstance(given, str) and given else None


def parts_of(question: Question, values: Values) -> tuple[str, str, str]:
    """Year, month and day as they were typed."""
    year, month, day = (str(values.get(f"{question.name}-{part}", "")) for part in DATE_PARTS)
    return year.strip(), month.strip(), day.strip()


def day_of(question: Question, values: Values) -> date | None:
    """A date that was typed whole and right."""
    try:
        return date.fromisoformat(str(answer_to(question, values)))
    except ValueError:
        return None


def not_known(question: Question, values: Values) -> bool:
    """Whether "not known yet" is ticked."""
    return bool(values.get(f"{question.name}{NOT_KNOWN}"))


def problems_of(step: Step, values: Values) -> Iterator[Problem]:
    """What is wrong with the answers of one step by themselves, in the form's own words."""
    given = {one.name: answer_to(one, values) for one in step.page.questions}
    needless = {"date_of_birth"} if given.get("expected_date_of_birth") else set()
    if given.get("not_named_yet") == "true":
        needless |= {"family_name", "given_names"}
    for one in step.page.questions:
        answered, ticked = answer_to(one, values) is not None, one.later and not_known(one, values)
        if answered and ticked:
            reason = (
                f"{one.words}: you gave an answer and ticked “Not known yet”. Keep one of them."
            )
            yield Problem(step.name, one.name, reason)
        elif one.kind == "date" and answered and day_of(one, values) is None:
            wrong = flaw(*parts_of(one, values))
            reason = f"{_short(one)}: {wrong[0].lower()}{wrong[1:]}"
            yield Problem(step.name, one.name, reason)
        elif one.needed and not (answered or ticked or one.name in needless):
            yield Problem(step.name, one.name, one.needed)


def _short(question: Question) -> str:
    return question.words.removesuffix(" (optional)").rstrip("?")


def name_of_child(values: Values) -> str:
    """How a child is called on its page; empty while nothing is typed there."""
    names = (str(values.get(one, "")).strip() for one in ("given_names", "family_name"))
    return " ".join(filter(None, names))


def aware_on(pages: Sequence[Page], draft: Draft) -> date | None:
    """When the authority became aware, once that is known."""
    return next(
        (
            day_of(question, draft.values(page.name))
            for page in pages
            for question in page.questions
            if question.name == "aware_on"
        ),
        None,
    )


def in_words(question: Question, values: Mapping[str, Any]) -> str:
    """An answer as people read it."""
    if question.later and not_known(question, values):
        return "Not known yet"
    answer = answer_to(question, values)
    if question.kind == "date":
        day = day_of(question, values)
        return (
            f"{day.day} {day:%B %Y}"
            if day
            else " ".join(reversed(parts_of(question, values))).strip()
        )
    if isinstance(answer, list):
        return ", ".join(question.words_of(one) for one in answer)
    return question.words_of(answer) if question.choices and answer else answer or ""
