"""How alike two cases are: worked out by hand, and never from what a child is."""

from datetime import date
from typing import Any

import pytest

from contracts.catalogue import by_model
from contracts.notify import NotificationSubmittedV1
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from contracts.tools.samples import data_of
from services.correspondence.case.likeness import likeness
from services.correspondence.policy import rules
from services.correspondence.read_models import features

WEIGHTS = {"themes": 5.0, "kind": 2.0, "view": 2.0, "setting": 1.0}
THIS = {
    "themes": ["neglect", "handover_between_services"],
    "kind": ["serious_harm"],
    "view": ["no"],
}


@pytest.mark.need("C9")
def test_likeness_is_the_weighted_share_of_what_both_have_and_says_in_what() -> None:
    other = {"themes": ["neglect"], "kind": ["serious_harm"], "view": ["yes"], "setting": ["home"]}
    found = likeness(THIS, other, WEIGHTS)
    # themes: 1 of 2 codes is shared, 5 x 1/2; kind: 2; view: 0; the setting is not known of both: of 9 in all
    assert found.percent == 50
    assert found.shared == (("themes", ("neglect",)), ("kind", ("serious_harm",)))
    assert found.apart == (("view", ("no",), ("yes",)),)


def test_the_same_case_is_wholly_alike_and_one_that_shares_nothing_not_at_all() -> None:
    assert likeness(THIS, THIS, WEIGHTS).percent == 100
    assert likeness(THIS, {"themes": ["domestic_abuse"]}, WEIGHTS).percent == 0
    assert likeness(THIS, {}, WEIGHTS).percent == 0


@pytest.mark.need("C9")
def test_what_a_child_is_makes_no_two_cases_alike() -> None:
    fact = NotificationSubmittedV1.model_validate(data_of(by_model()[NotificationSubmittedV1]))
    compared = set(features.of(fact))
    assert compared <= set(rules.likeness_rule(date(2026, 6, 8)).weights)
    assert not compared & {"sex", "ethnicity", "disability", "person_id"}


@pytest.mark.need("C9")
@pytest.mark.parametrize("model", [RapidReviewSubmittedV1, RapidReviewResubmittedV1])
def test_a_core_that_nobody_confirmed_makes_no_two_cases_alike(model: type[Any]) -> None:
    fact = model.model_validate({**data_of(by_model()[model]), "themes": ("neglect",)})
    assert features.of(fact)["themes"] == ["neglect"]
    assert features.of(fact.model_copy(update={"core_confirmed": False})) == {}
