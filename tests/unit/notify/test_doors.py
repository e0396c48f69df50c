"""What the doors lean on: one meaning, an allowance, a narrowed token, places and turns of the Kafka door."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.errors import TooOften
from chassis.identity import Actor
from contracts.http_notify import NotificationBody, Receipt
from contracts.notify_intake import PositionTold, ReceiptTold
from services.notify.intake import in_turns
from services.notify.notification.known_place import known_place
from services.notify.notification.submission import meaning
from services.notify.sender import limits
from services.notify.sender.limits import Limits
from services.notify.sender.standing import narrowed
from services.notify.sender.store import Sender
from services.notify.sender.topics import is_due
from tests.support.notifications import CANARY, a_child, a_notification


def meant(raw: str) -> bytes:
    return meaning(NotificationBody.model_validate_json(raw))


def test_how_it_is_written_does_not_change_what_it_means() -> None:
    body = a_notification()
    spaced = a_child(nhs_number="999 000 1235", family_name=f" {CANARY} ")
    first = meant(json.dumps(body))
    assert meant(json.dumps(dict(reversed(body.items())), indent=3)) == first
    assert meant(json.dumps(body, ensure_ascii=False)) == first
    assert meant(json.dumps({**body, "further_children": None, "other_areas": []})) == first
    assert meant(json.dumps({**body, "children": [spaced]})) == first


@pytest.mark.parametrize(
    "changed",
    [
        {"outline": "Another story."},
        {"sender_reference": "other"},
        {"children": [a_child(sex="female")]},
        {"children": [a_child(), a_child()]},
        {"positions": []},
        {"lateness_reason": None},
    ],
)
def test_what_it_means_tells_one_from_another(changed: dict[str, Any]) -> None:
    assert meant(json.dumps(a_notification(**changed))) != meant(json.dumps(a_notification()))


def test_a_field_that_nobody_gave_changes_nothing() -> None:
    """A later version of the contract adds one, and a repeat of before still has its receipt."""

    class Later(NotificationBody):
        added: str | None = None

    raw = json.dumps(a_notification())
    assert meaning(Later.model_validate_json(raw)) == meant(raw)


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(limits, "time", made)
    return made


def test_an_allowance_fills_by_the_minute_and_no_further(clock: Clock) -> None:
    given = Limits()
    for _ in range(60):
        given.admit("a", 60)
        given.charge("a", 60)
    with pytest.raises(TooOften) as refused:
        given.admit("a", 60)
    assert refused.value.retry_after_s == 1
    given.admit("b", 60)
    clock.now = 1.0
    given.admit("a", 60)
    given.charge("a", 60, items=600)
    with pytest.raises(TooOften) as refused:
        given.admit("a", 60)
    assert refused.value.retry_after_s == 600
    clock.now = 100_000.0
    given.charge("a", 60, items=60)
    with pytest.raises(TooOften):
        given.admit("a", 60)


def a_sender(**changed: Any) -> Sender:
    usual: dict[str, Any] = {
        "client_id": "a",
        "name": "A",
        "authorities": frozenset({"990", "991"}),
        "sandbox": False,
        "topic": True,
        "per_minute": 1,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
    }
    return Sender(**(usual | changed))


@pytest.mark.parametrize(
    ("organisation", "authorities", "expected", "stays"),
    [
        ("990", {"990"}, {"990"}, "990"),
        ("992", {"990", "992"}, {"990"}, None),
        ("background", {"*"}, {"990", "991"}, None),
        ("992", {"992"}, set(), None),
    ],
)
def test_a_row_narrows_a_token(
    organisation: str, authorities: set[str], expected: set[str], stays: str | None
) -> None:
    actor = Actor(
        "system:a",
        "A",
        "system",
        frozenset({"case_system"}),
        organisation=organisation,
        authorities=frozenset(authorities),
    )
    found = narrowed(actor, a_sender())
    assert (set(found.authorities), found.organisation) == (expected, stays)


ON = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("changed", "first", "later"),
    [
        ({}, True, True),
        ({"topic": False}, False, False),
        ({"topic_told": "made"}, True, False),
        ({"topic_told": "made", "valid_to": ON}, True, True),
        ({"topic_told": "closed: so", "valid_to": ON}, False, False),
        ({"topic_told": "made", "valid_to": date(2026, 4, 11)}, True, False),
    ],
)
def test_topics_are_made_once_a_process_and_closed_once(
    changed: dict[str, Any], first: bool, later: bool
) -> None:
    sender = a_sender(**changed)
    assert [is_due(sender, ON, first=first) for first in (True, False)] == [first, later]


@pytest.mark.parametrize(
    ("pointer", "told"),
    [
        ("/children/0/nhs_number", "/children/0/nhs_number"),
        ("/children/0/Peregrine", "/children/0"),
        ("/Peregrine/outline", ""),
        ("/9990001235", ""),
        ("/children/20251020", "/children"),
        ("", ""),
        ("Idempotency-Key", ""),
    ],
)
def test_a_pointer_is_told_as_far_as_the_contract_knows_it(pointer: str, told: str) -> None:
    assert known_place(pointer) == told


@dataclass
class Request:
    claim: str


def test_no_key_stands_twice_in_a_turn_and_the_first_is_first() -> None:
    ids = [uuid4() for _ in range(5)]
    asked = {id_: Request(claim) for id_, claim in zip(ids, "abaac", strict=True)}
    turns: list[list[UUID]] = [list(turn) for turn in in_turns(asked)]
    assert turns == [[ids[0], ids[1], ids[4]], [ids[2]], [ids[3]]]


READ_OVER_HTTPS = {"duplicate_of", "duplicates", "became", "sends"}


def test_through_kafka_the_receipt_has_what_https_gives_for_what_was_just_taken() -> None:
    assert set(ReceiptTold.model_fields) == set(Receipt.model_fields) - READ_OVER_HTTPS
    assert set(PositionTold.model_fields) == {
        *("partner", "position", "stated_on", "stated_by"),
    }
    told = ReceiptTold.model_json_schema()["$defs"]
    assert set(told["ChildTold"]["properties"]) == {"number", "person_id"}
    assert set(told["ThresholdTold"]["properties"]) == {"id", "asked_on", "answered_on"}
