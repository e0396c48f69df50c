"""A reference that tells who a child is, or that it was made up, is told of while the rest is still written."""

from typing import Any

import pytest

from services.notify.notification.misplaced import REFERENCE, misplaced_so_far
from tests.support.notifications import CANARY, NHS_NUMBER, a_child

CHILD = {**a_child(), "date_of_birth": "2015-03-12"}


def told(reference: str, **given: Any) -> bool:
    found = misplaced_so_far({"sender_reference": reference, "children": [CHILD], **given})
    assert [one["pointer"] for one in found] in ([], [REFERENCE])
    return bool(found)


@pytest.mark.need("J1")
@pytest.mark.parametrize(
    "reference",
    [f"{CANARY} 7", "Case 12/03/2015", f"case-{NHS_NUMBER}", "Jordan Smith", "FAKE-1"],
)
def test_it_is_told(reference: str) -> None:
    assert told(reference)


def test_nothing_is_told_of_a_number_or_of_what_is_not_typed_yet() -> None:
    assert not told("ASH-2026-0107")
    assert not told("Case 12/03/2015", occurred_on="2015-03-12")
    assert not told("Case 12/03/2015", children=[{"date_of_birth": "2015-3"}, {"nhs_number": 7}])
    assert misplaced_so_far({}) == []
