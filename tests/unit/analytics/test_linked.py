"""No small number can be worked out from the measures beside it: the subtractions are tried."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.linalg import matrix_rank

from services.analytics.measures import MEASURES
from services.analytics.policy import rules
from services.analytics.queries import Line
from services.analytics.releases.linked import FAMILY, KINDS, kin
from services.analytics.releases.tidy import tidy

BY_NAME = {measure.name: measure for measure in MEASURES}
SMALL = rules.disclosure().suppress_up_to
Cases = Mapping[tuple[str, str, str], int]
"""How many cases there are of each kind."""


def shown(name: str, cases: Cases) -> dict[str, str]:
    """England's one month as anybody sees it."""
    found = {one: _lines(FAMILY.index(one), cases) for one in FAMILY}
    same = [(BY_NAME[one], found[one]) for one in kin(name)]
    rows = tidy(BY_NAME[name], found[name], [], rules.disclosure(), "v", kin=same)
    return {row["breakdown"]: row["number"] for row in rows if row["time_identifier"] == "Month"}


def _lines(at: int, cases: Cases) -> list[Line]:
    area = ("E12000005", "West Midlands", "990", "E99000990", "Ashmere")
    return [
        Line(date(2026, 4, 1), *area, kind[at], 0, number)
        for kind, number in cases.items()
        if number
    ]


def row_of(at: int, part: str) -> list[int]:
    """Which kinds of cases a number counts."""
    return [int(part in ("total", kind[at])) for kind in KINDS]


def worked_out(cases: Cases) -> list[tuple[str, str]]:
    """The small hidden numbers that follow from what is shown: they add nothing to its rank."""
    tables = list(enumerate(shown(name, cases) for name in FAMILY))
    cells = [(at, part, number) for at, table in tables for part, number in table.items()]
    known = [row_of(at, part) for at, part, number in cells if number != "c"]
    rank = matrix_rank(known)
    return [
        (FAMILY[at], part)
        for at, part, number in cells
        if number == "c"
        and 0 < sum(n for kind, n in cases.items() if kind[at] == part) <= SMALL
        and matrix_rank([*known, row_of(at, part)]) == rank
    ]


@pytest.mark.need("H8")
def test_what_one_measure_hides_another_does_not_give_away() -> None:
    cases = {
        ("agree_lcspr", "agreed", "yes_agreed"): 9,
        ("agree_no_lcspr", "agreed", "no_agreed"): 1,
        ("question_lcspr", "differed", "yes_questioned"): 2,
        ("advise_lcspr", "differed", "no_advised"): 8,
    }
    assert worked_out(cases) == []
    decided, matrix = shown("decided", cases), shown("agreement_matrix", cases)
    assert decided["total"] == "20", "England's total is exact"
    assert (decided["agree_no_lcspr"], matrix["no_agreed"]) == ("c", "c")


@given(st.lists(st.integers(0, 7), min_size=len(KINDS), max_size=len(KINDS)))
def test_no_subtraction_between_the_measures_of_decisions_gives_a_small_number(
    numbers: list[int],
) -> None:
    assert worked_out(dict(zip(KINDS, numbers, strict=True))) == []


@pytest.mark.need("H8")
def test_how_reviews_ended_hides_what_its_neighbours_do_not_tell() -> None:
    """Two parts are totals of other measures; the rest is known in sum, and hides two or none."""
    area = ("E12000005", "West Midlands", "990", "E99000990", "Ashmere")
    parts = {"published": 2, "improvements_only": 1, "discontinued": 1, "superseded": 4}
    lines = [Line(date(2026, 4, 1), *area, part, 0, n) for part, n in parts.items()]
    rows = tidy(BY_NAME["lcspr_ended"], lines, [], rules.disclosure(), "v")
    found = {row["breakdown"]: row["number"] for row in rows if row["time_identifier"] == "Month"}
    assert found == {
        "total": "8",
        "published": "2",
        "improvements_only": "1",
        "discontinued": "c",
        "superseded": "c",
        "not_published": "0",
    }
