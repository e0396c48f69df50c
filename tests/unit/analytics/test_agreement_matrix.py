"""Three views beside each other, counted: the partnership's, the Panel's, the partners' in the end."""

from collections.abc import Sequence

import pytest

from services.analytics.facts import Told
from tests.unit.analytics.test_measures import numbers
from tests.unit.analytics.told import (
    ASHMERE,
    COLDHAVEN,
    decided,
    mended,
    notified,
    partners_decided,
)

TWO = [notified(1, "2026-04-10", ASHMERE), notified(2, "2026-04-10", COLDHAVEN)]


@pytest.mark.need("C2")
@pytest.mark.parametrize(
    ("view", "outcome", "part"),
    [
        ("yes", "agree_lcspr", "yes_agreed"),
        ("yes", "question_lcspr", "yes_questioned"),
        ("no", "agree_no_lcspr", "no_agreed"),
        ("no", "question_no_lcspr", "no_questioned"),
        ("no", "advise_lcspr", "no_advised"),
        ("none_reached", "advise_lcspr", "open_advised"),
        ("defer", "other", "open_other"),
    ],
)
def test_views_are_counted_side_by_side(view: str, outcome: str, part: str) -> None:
    told = [*TWO, decided(1, "2026-06-04", outcome, view=view)]
    assert numbers("agreement_matrix", told) == {("2026-06", "990", part, 0): 1}


@pytest.mark.need("C2")
def test_the_matrix_is_by_area_and_over_time_and_a_later_round_takes_the_place_of_an_earlier() -> (
    None
):
    told: Sequence[Told] = [
        *TWO,
        decided(1, "2026-05-04", "question_no_lcspr"),
        decided(1, "2026-06-04", "advise_lcspr", round_=2),
        decided(2, "2026-05-04", "agree_no_lcspr"),
    ]
    assert numbers("agreement_matrix", told) == {
        ("2026-06", "990", "no_advised", 0): 1,
        ("2026-05", "992", "no_agreed", 0): 1,
    }


@pytest.mark.need("C2")
def test_what_the_partners_decide_in_the_end_stands_beside_the_panels_view() -> None:
    told = [
        *TWO,
        decided(1, "2026-06-04", "advise_lcspr"),
        partners_decided(1, "2026-06-15", "yes"),
        partners_decided(2, "2026-06-16", "defer"),
    ]
    assert numbers("partners_finally", told) == {
        ("2026-06", "990", "advised_yes", 0): 1,
        ("2026-06", "992", "open", 0): 1,
    }


def test_a_correction_moves_what_was_counted() -> None:
    told = [
        *TWO,
        decided(1, "2026-06-04", "advise_lcspr"),
        mended(1, "2026-06-04", "agree_no_lcspr"),
    ]
    assert numbers("agreement_matrix", told) == {("2026-06", "990", "no_agreed", 0): 1}
    undecided = [*told, mended(1, "2026-06-04", "request_information")]
    assert numbers("agreement_matrix", undecided) == {}
    older = [*TWO, decided(1, "2026-06-04", "advise_lcspr", round_=2)]
    assert numbers("agreement_matrix", [*older, mended(1, "2026-05-04", "other")]) == numbers(
        "agreement_matrix", older
    )
