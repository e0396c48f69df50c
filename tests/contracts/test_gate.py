"""The gate: what it lets pass, what it refuses, on planted schemas and on real models that change."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Annotated, Any, Literal

import pytest
from pydantic import StringConstraints

from contracts.catalogue import Entry
from contracts.codes import Clock, Theme
from contracts.envelope import Case, Document, Sealed
from contracts.http_catalogue import HttpEntry
from contracts.http_notify import AmendmentBody, PreCheckAnswer
from contracts.notify import Area, NotificationSubmittedV1
from contracts.review.consideration import CaseListedV1, RecordDecisionV1
from contracts.review.rapid_review import RapidReviewSubmittedV1
from contracts.tools.gate import problems
from contracts.tools.schema import Published, schema_of
from contracts.topics import NOTIFY, NOTIFY_INCIDENT, REVIEW_CASE, REVIEW_COMMAND


def an_object() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "code": {"enum": ["a", "b"], "type": "string"},
            "open": {"enum": ["a", "other"], "type": "string", "x-open-enum": True},
            "note": {"anyOf": [{"type": "string", "maxLength": 10}, {"type": "null"}]},
            "many": {"type": "array", "items": {"type": "integer"}},
        },
        "required": ["id", "code"],
    }


def changed(**changes: Any) -> dict[str, Any]:
    new = deepcopy(an_object())
    new["properties"] |= changes.pop("properties", {})
    for name in changes.pop("without", ()):
        del new["properties"][name]
    return {**new, **changes}


ALLOWED = {
    "an optional field": changed(properties={"new": {"type": "string"}}),
    "a value of an open list": changed(
        properties={"open": {"enum": ["a", "b", "other"], "type": "string", "x-open-enum": True}}
    ),
    "the same": an_object(),
}
REFUSED = {
    "a removed field": changed(without=["note"]),
    "a new required field": changed(
        properties={"new": {"type": "string"}}, required=["id", "code", "new"]
    ),
    "a field no longer required": changed(required=["id"]),
    "another type": changed(properties={"id": {"type": "integer"}}),
    "another format": changed(properties={"id": {"type": "string", "format": "date"}}),
    "a new value of a closed list": changed(
        properties={"code": {"enum": ["a", "b", "c"], "type": "string"}}
    ),
    "a value fewer": changed(properties={"code": {"enum": ["a"], "type": "string"}}),
    "a longer text": changed(
        properties={"note": {"anyOf": [{"type": "string", "maxLength": 20}, {"type": "null"}]}}
    ),
    "a shorter text": changed(
        properties={"note": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]}}
    ),
    "no null any more": changed(properties={"note": {"type": "string", "maxLength": 10}}),
    "other items": changed(properties={"many": {"type": "array", "items": {"type": "string"}}}),
    "another tag": changed(
        properties={"id": {"type": "string", "format": "uuid", "x-sensitivity": "case"}}
    ),
    "an unknown keyword": changed(properties={"id": {"type": "string", "not": {"const": "x"}}}),
}


@pytest.mark.parametrize("change", ALLOWED)
def test_the_gate_lets_an_addition_pass(change: str) -> None:
    assert problems(an_object(), ALLOWED[change]) == []


@pytest.mark.need("I13")
@pytest.mark.parametrize("change", REFUSED)
def test_the_gate_refuses_a_break(change: str) -> None:
    assert problems(an_object(), REFUSED[change])


def grown(model: type[Any], *without: str, **fields: Any) -> type[Any]:
    """The model as a later minor might have it: the same name, other fields."""
    gone = {*without, *fields}
    kept = {name: part for name, part in model.__annotations__.items() if name not in gone}
    known = {n: one.default for n, one in model.model_fields.items() if not one.is_required()}
    fresh = {name: value for name, (_, value) in fields.items() if value is not ...}
    space: dict[str, Any] = {n: value for n, value in known.items() if n in kept} | fresh
    space["__annotations__"] = {**kept, **{name: one for name, (one, _) in fields.items()}}
    space |= {"__module__": __name__, "__doc__": model.__doc__}
    return type(model.__name__, model.__bases__, space)


def told(entry: Published, model: type[Any]) -> list[str]:
    """What the gate says when the entry's model becomes ``model``."""
    new = schema_of(replace(entry, model=model))
    return problems(schema_of(entry), new, entry.direction)


LISTED = Entry(CaseListedV1, REVIEW_CASE)
SUBMITTED = Entry(NotificationSubmittedV1, NOTIFY_INCIDENT)
REVIEWED = Entry(RapidReviewSubmittedV1, REVIEW_CASE)
DECIDE = Entry(RecordDecisionV1, REVIEW_COMMAND)
AMEND = HttpEntry(AmendmentBody, NOTIFY, "request")
ANSWER = HttpEntry(PreCheckAnswer, NOTIFY, "response")


class MoreArea(Area):
    """An area with one field more, as a later minor may have."""

    police_force: Case[Annotated[str, StringConstraints(max_length=80)] | None] = None


GROWS: dict[str, tuple[Published, type[Any]]] = {
    "a fact gets an optional field": (
        LISTED,
        grown(
            CaseListedV1, chair=(Case[Annotated[str, StringConstraints(max_length=9)] | None], None)
        ),
    ),
    "a fact gets an optional document": (
        LISTED,
        grown(CaseListedV1, clock=(Case[Clock | None], None)),
    ),
    "a fact gets an optional list": (
        LISTED,
        grown(CaseListedV1, themes=(Case[tuple[Theme, ...]], ())),
    ),
    "a fact gets an optional sealed text": (
        LISTED,
        grown(CaseListedV1, note=(Sealed | None, None)),
    ),
    "a document inside a fact grows": (
        SUBMITTED,
        grown(NotificationSubmittedV1, area=(Case[MoreArea], ...)),
    ),
    "a command gets an optional field": (DECIDE, grown(RecordDecisionV1, hours=(Case[int], 0))),
    "a fact needs what was always written": (
        REVIEWED,
        grown(RapidReviewSubmittedV1, themes=(Case[tuple[Theme, ...]], ...)),
    ),
    "a request gets an optional field": (AMEND, grown(AmendmentBody, urgent=(bool, False))),
    "an answer gets a field": (ANSWER, grown(PreCheckAnswer, more=(str, ...))),
}


@pytest.mark.need("I13")
@pytest.mark.parametrize("what", GROWS)
def test_an_addition_to_a_real_model_passes(what: str) -> None:
    assert told(*GROWS[what]) == []


class LessClock(Document):
    """A clock that has lost a field."""

    code: Case[str]


BROKEN: dict[str, tuple[Published, type[Any], str]] = {
    "a fact loses a field": (LISTED, grown(CaseListedV1, "round"), "/round was removed"),
    "a fact gets a required field": (
        LISTED,
        grown(CaseListedV1, hours=(Case[int], ...)),
        "/hours is required, and is not always written",
    ),
    "a command needs what was optional": (
        DECIDE,
        grown(RecordDecisionV1, themes=(Case[tuple[Theme, ...]], ...)),
        "/themes is required, and is not always written",
    ),
    "another default is read where nothing is written": (
        DECIDE,
        grown(RecordDecisionV1, national_candidate=(Case[bool], True)),
        "something else is read",
    ),
    "a request gets a required field": (
        AMEND,
        grown(AmendmentBody, hours=(int, ...)),
        "is required",
    ),
    "a request loses a field": (AMEND, grown(AmendmentBody, "aware_on"), "/aware_on was removed"),
    "an answer loses a field": (ANSWER, grown(PreCheckAnswer, "source"), "/source was removed"),
    "an answer may be something else": (
        ANSWER,
        grown(PreCheckAnswer, answer=(Literal["notifiable", "perhaps"], ...)),
        "'perhaps' is not known",
    ),
    "a field within perhaps a document is lost": (
        Entry(grown(CaseListedV1, clock=(Case[Clock | None], None)), REVIEW_CASE),
        grown(CaseListedV1, clock=(Case[LessClock | None], None)),
        "/clock/title was removed",
    ),
}


@pytest.mark.need("I13")
@pytest.mark.parametrize("what", BROKEN)
def test_a_break_of_a_real_model_is_refused(what: str) -> None:
    entry, model, words = BROKEN[what]
    assert [found for found in told(entry, model) if words in found]
