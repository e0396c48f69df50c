"""References that tell who a child is are refused before they are sent, as the service refuses them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.http_notify import NotificationBody
from services.notify.notification.misplaced import made_up, misplaced
from supplier.cspr_supplier.items import Item, Numbered
from supplier.cspr_supplier.made_up import MADE_UP
from supplier.cspr_supplier.rules import check
from supplier.cspr_supplier.telling import READS_LIKE_A_NAME, TELLS
from tests.support.notifications import a_child, a_notification
from tests.unit.supplier.test_sending import FakeService, sending

TODAY = date(2026, 4, 10)
CHILD = a_child(family_name="Lee", given_names="Peregrine Jun")
TELLING = {
    "ASH-2026-0107": None,
    "own 7": None,
    "MARROWBY": None,
    "26/03/2026": None,
    "Peregrine-7": TELLS,
    "LEE": TELLS,
    "Lee, Peregrine Jun": TELLS,
    "peregrine.jun.lee": TELLS,
    "999-000-1235": TELLS,
    "Ottoline Marrowby": READS_LIKE_A_NAME,
    "Marrowby, O.": READS_LIKE_A_NAME,
    "Siân Ní Bhriain": READS_LIKE_A_NAME,
    "the D'Arcy-Mbeki family": READS_LIKE_A_NAME,
}


@pytest.mark.need("I14")
@pytest.mark.parametrize(("reference", "reason"), TELLING.items())
def test_the_kit_and_the_service_refuse_a_reference_that_tells_of_a_child(
    reference: str, reason: str | None
) -> None:
    body = a_notification(sender_reference=reference, children=[CHILD])
    by_kit = [(one.heading, one.reason) for one in check(Item(body, Numbered(1)), TODAY)]
    assert by_kit == ([("sender_reference", reason)] if reason else [])
    asked = NotificationBody.model_validate_json(json.dumps(body))
    by_service = misplaced(asked, reference)
    expected = [{"pointer": "/sender_reference", "reason": reason}] if reason else []
    assert by_service == expected


def test_a_key_of_its_own_is_told_beside_the_reference() -> None:
    asked = NotificationBody.model_validate_json(json.dumps(a_notification(children=[CHILD])))
    told = misplaced(asked, "peregrine-1")
    assert told == [{"pointer": "/Idempotency-Key", "reason": TELLS}]


@pytest.mark.parametrize(("own", "key", "places"), [
    ("FAKE-1", "FAKE-1", ["/sender_reference"]),
    (" fake-1", "key-0001", ["/sender_reference"]),
    ("ASH-1", "FAKE-1", ["/Idempotency-Key"]),
    ("ASH-FAKE-1", "key-0001", []),
])  # fmt: skip
def test_what_was_made_up_is_known_by_its_reference_or_key(
    own: str, key: str, places: list[str]
) -> None:
    body = a_notification(sender_reference=own)
    found = made_up(NotificationBody.model_validate_json(json.dumps(body)), key)
    assert found == [{"pointer": one, "reason": MADE_UP} for one in places]


def test_a_name_given_as_a_reference_is_kept_nowhere_beside_the_file(tmp_path: Path) -> None:
    one = sending(FakeService(), tmp_path)
    named: dict[str, Any] = a_notification(sender_reference="Peregrine Lee", children=[CHILD])
    one.run([Item(named, Numbered(1))])
    assert one.state.outcomes[0].own == ""
    assert "Peregrine" not in one.state.path.read_text(encoding="utf-8")
