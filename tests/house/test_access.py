"""Who may do what: the page says it as the policies have it, and the department is a subscriber."""

from typing import Any

import pytest

from contracts.envelope import Sensitivity
from contracts.topics import TOPICS
from deploy.access_page import FILE, POLICIES, page
from services.correspondence.letter_types import LETTER_TYPES
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_kind import LocalLetterType

SUBSCRIBER = "analytics_consumer"
OF_THE_PANEL = {"secretary", "chair", "member", "regional_lead", "administrator"}


def test_the_page_is_as_the_policies_have_it() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "make contracts"


@pytest.mark.need("C14")
def test_a_body_outside_reads_protected_figures_and_no_more() -> None:
    may = {name: policy.matrix().get(SUBSCRIBER, frozenset()) for name, policy in POLICIES.items()}
    assert may == {**dict.fromkeys(POLICIES, frozenset()), "analytics": frozenset({"see_measures"})}
    desk = {r for r, may in POLICIES["correspondence"].matrix().items() if "see_desk" in may}
    assert desk == OF_THE_PANEL


@pytest.mark.need("C14")
def test_what_a_body_outside_may_be_granted_tells_of_no_child_and_nothing_that_was_written() -> (
    None
):
    granted = [topic for topic in TOPICS if topic.outside]
    assert granted
    assert {s for topic in granted for s in topic.may_carry} <= {Sensitivity.OPEN, Sensitivity.CASE}


@pytest.mark.need("C14")
@pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)
def test_every_letter_is_the_panels_own(kind: LetterType | LocalLetterType) -> None:
    render: Any = kind.render
    assert render(kind.sample).sender == "The Child Safeguarding Practice Review Panel"
