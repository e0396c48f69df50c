"""A case's facts as they are shown: what is told by name, and in which order what was typed stands."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from contracts.review.given_advice import DecisionAdviceGivenV1
from contracts.review.meeting import FollowUp
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.facts import sentence_of
from services.correspondence.web.shown.timeline import areas_named, texts_of, with_area

ASHMERE = {"authority_code": "990", "authority_name": "Ashmere"}
BRACKENFORD = {"authority_code": "991", "authority_name": "Brackenford"}
SHARED = {"recipient": "authority:991", "shared_on": "2026-04-10"}


def an_entry(name: str, fact: dict[str, Any]) -> Entry:
    now = datetime(2026, 4, 10, tzinfo=UTC)
    return Entry(uuid4(), now, f"uk.cspr.notify.{name}.v1", "notify", "person:x", fact)


def test_an_authority_that_was_told_is_called_by_its_name() -> None:
    other = {"area": ASHMERE, "other_areas": [{"role": "residence", "area": BRACKENFORD}]}
    moved = {"to_area": BRACKENFORD}
    for fact in (other, moved):
        areas = areas_named([an_entry("notification-submitted", fact)])
        said = sentence_of("notification-shared", with_area(SHARED, areas))
        assert said == "To Brackenford on 10 April 2026."


def test_an_authority_that_no_fact_names_is_told_of_without_its_code() -> None:
    said = sentence_of("notification-shared", with_area(SHARED, areas_named([])))
    assert said == "To another authority on 10 April 2026."


def test_what_was_agreed_comes_before_its_owner() -> None:
    agreed = {"number": 1, "owner": "a.b.c.d.e", "text": "f.g.h.i.j"}
    assert [about for about, _ in texts_of(FollowUp, agreed, "1")] == ["1", "1: whose it is"]


def test_advice_that_rests_on_no_criterion_is_told_by_its_number() -> None:
    piece = {"number": 2, "text": "f.g.h.i.j", "criterion": None}
    given = {"items": [piece], "given_on": "2026-06-01"}
    assert [about for about, _ in texts_of(DecisionAdviceGivenV1, given, "")] == ["2"]


def test_one_of_a_thing_is_not_told_as_several() -> None:
    asked = {"asks": [{}], "clock": {"due_on": "2026-06-02"}}
    assert sentence_of("information-request-opened", asked) == "1 ask; due 2 June 2026."
    held = {"held_on": "2026-06-10", "attended": ["police"], "actions": [{}]}
    assert (
        sentence_of("meeting-held", held) == "On 10 June 2026; the police came. Agreed: 1 action."
    )
    held = {**held, "actions": [{}, {}]}
    assert sentence_of("meeting-held", held).endswith("Agreed: 2 actions.")
