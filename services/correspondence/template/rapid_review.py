"""The optional template of a rapid review, version 1: the form's fields as a document, and back. Pure.

A field of the document has the name of the field of the form, so that either gives the same record. A
changed template gets a new version, and an old one is read as long as its names are known here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chassis.errors import Refused
from contracts.codes import Partner, Theme, View
from contracts.envelope import Code
from contracts.reasons import ReviewReason
from contracts.review.rapid_review import Section
from services.correspondence.template.docx import RULE, Field, Heading, Note, Part

TEMPLATE_VERSION = "rapid-review-1"
READ = (TEMPLATE_VERSION,)
"""The versions that are read."""
LEARNING_MAX = 10
PARTNERS, SECTIONS = list(Partner), [one for one in Section if one is not Section.OTHER]
VIEWS = [(one.value, one.label) for one in View]
TICKS: Mapping[str, type[Code]] = {"reason_codes": ReviewReason, "themes": Theme}
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[ /.](\d{1,2})[ /.](\d{4})")
Values = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Known:
    """What the head of the document says of the case."""

    reference: str
    authority: str
    partnership: str
    due_on: date | None
    returns: tuple[str, ...]


def parts(known: Known, values: Values) -> list[Part]:
    """The document, filled with what is known; ``values`` are the form's."""
    due = f"Due to the Panel on {known.due_on:%d %B %Y}." if known.due_on else ""
    return [
        Heading(f"Rapid review {known.reference}", 1),
        Note(f"{known.authority}. {known.partnership}. {due}"),
        Note("This template is optional: the Panel takes a rapid review in any format."),
        Note("Do not name a child. Write in the fields; what is outside of them is not read."),
        Field("reference", "Case", known.reference, "fixed"),
        Field("template_version", "Version of the template", TEMPLATE_VERSION, "fixed"),
        *[Note(f"Return of an agency. {one}") for one in known.returns],
        *_decision(values),
        *_found(values),
        *_learned(values),
    ]


def _one(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)


def _text(values: Values, name: str, label: str) -> Field:
    return Field(name, label, _one(values, name))


def _decision(values: Values) -> Iterator[Part]:
    yield Heading("The decision on an LCSPR")
    view = "partnership_view"
    yield Field(view, "The partnership's view", _one(values, view), "choice", VIEWS)
    yield _text(values, "rationale", "Reasons for this view")
    yield Heading("Reasons in short (optional)", 3)
    yield from _ticks(values, "reason_codes")
    for n, partner in enumerate(PARTNERS):
        row = f"positions.{n}"
        yield Heading(f"Position: {partner.label}", 3)
        yield Field(f"{row}.view", "View", _one(values, f"{row}.view"), "choice", VIEWS)
        yield _text(values, f"{row}.reservation", "Reservation (optional)")
        held = "yes" if values.get(f"{row}.withheld") else ""
        yield Field(f"{row}.withheld", "Withhold it from the other partners", held, "tick")


def _found(values: Values) -> Iterator[Part]:
    yield Heading("What was found")
    yield _text(values, "summary", "Summary")
    for n, section in enumerate(SECTIONS):
        yield _text(values, f"sections.{n}.text", section.label)
    yield Heading("Themes", 3)
    yield from _ticks(values, "themes")


def _ticks(values: Values, name: str) -> Iterator[Part]:
    chosen = values.get(name, [])
    for one in TICKS[name]:
        ticked = "yes" if one.value in chosen else ""
        yield Field(f"{name}.{one.value}", one.label, ticked, "tick")


def _learned(values: Values) -> Iterator[Part]:
    yield Heading("What was learned")
    themes = [(one.value, one.label) for one in Theme]
    for n in range(LEARNING_MAX):
        row = f"learning.{n}"
        yield Heading(f"Learning point {n + 1} (optional)", 3)
        yield Field(f"{row}.theme", "Theme", _one(values, f"{row}.theme"), "choice", themes)
        yield _text(values, f"{row}.text", "What was learned")
        yield _text(values, f"{row}.owner", "Who owns it")
        yield Field(f"{row}.due_on", "When it is due, as 2026-06-30", _date_of(values, row))
        if record := _one(values, f"{row}.learning_id"):
            yield Field(f"{row}.learning_id", "Record", record, "fixed")


def _date_of(values: Values, row: str) -> str:
    year, month, day = (_one(values, f"{row}.due_on-{part}") for part in ("year", "month", "day"))
    return f"{year}-{month:0>2}-{day:0>2}" if year else ""


def values_of(fields: Mapping[str, str], reference: str) -> dict[str, str | list[str]]:
    """The form's values from the fields of a document; raises Refused for another case or version."""
    version = fields.get("template_version", "")
    if version not in READ:
        reason = (
            f"This is not a version of the template that is read: {version or 'none is named'}."
        )
        raise Refused(reason, RULE, "document", "version")
    if fields.get("reference", "").upper() != reference:
        reason = f"This template was filled for another case: {fields.get('reference', '')[:40]}."
        raise Refused(reason, RULE, "document", "other_case")
    found: dict[str, str | list[str]] = {"template_version": version}
    for name, codes in TICKS.items():
        found[name] = [one.value for one in codes if fields.get(f"{name}.{one.value}")]
    for n, partner in enumerate(PARTNERS):
        found[f"positions.{n}.partner"] = partner.value
    for n, section in enumerate(SECTIONS):
        found[f"sections.{n}.section"] = section.value
    for name in _names():
        if value := fields.get(name, ""):
            found |= _value(name, value)
    return found


def _names() -> Iterator[str]:
    yield from ("partnership_view", "rationale", "summary")
    for n in range(len(PARTNERS)):
        yield from (f"positions.{n}.{one}" for one in ("view", "reservation", "withheld"))
    yield from (f"sections.{n}.text" for n in range(len(SECTIONS)))
    for n in range(LEARNING_MAX):
        yield from (f"learning.{n}.{one}" for one in ("theme", "text", "owner", "due_on"))
        yield f"learning.{n}.learning_id"


def _value(name: str, value: str) -> dict[str, str | list[str]]:
    if name.endswith(".withheld"):
        return {name: ["yes"]}
    if not name.endswith(".due_on"):
        return {name: value}
    year, month, day = _day(value)
    return {f"{name}-year": year, f"{name}-month": month, f"{name}-day": day}


def _day(value: str) -> tuple[str, str, str]:
    """A day as three boxes; what is no day stands in the first, where the form says so."""
    found = DATE.search(value)
    if found is None:
        return "", "", value[:20]
    year, month, day, day2, month2, year2 = found.groups()
    whole = (year, month, day) if year else (year2, month2, day2)
    return whole[0], str(int(whole[1])), str(int(whole[2]))
