"""The arithmetic of the bench, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import (
    Spread,
    Target,
    percentile,
    rate,
    rate_of_progress,
    ratios,
    spread,
)
from bench.judge import judge
from bench.lab import Lab
from bench.meter import latencies
from bench.run import Results, turns
from bench.work import WORKS
from bench.work.kind import OURS, Contestant, Ratio, Size, Work
from bench.work.pages import statements
from bench.work.rebuild import flatness


def test_a_rate_leaves_out_the_first_tenth() -> None:
    started_late = [0.0] + [10 + number / 10 for number in range(99)]
    assert rate(started_late) == pytest.approx(10, rel=0.01)


def test_a_rate_counts_what_came_after_the_first_batch() -> None:
    assert rate([1.0] * 500 + [2.0] * 500 + [3.0] * 500) == 500


def test_what_was_done_in_one_moment_has_no_rate() -> None:
    with pytest.raises(ValueError, match="too few"):
        rate([1.0] * 10)
    with pytest.raises(ValueError, match="too few"):
        rate_of_progress([(0.0, 0), (1.0, 10)])


def test_progress_is_measured_from_its_first_tenth_on() -> None:
    assert rate_of_progress([(0.0, 0), (5.0, 100), (6.0, 550), (7.0, 1000)]) == 450


def test_a_ratio_is_of_the_same_round() -> None:
    assert ratios([1, 20, 3], [2, 40, 6]) == Spread(0.5, 0.5, 0.5)


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_percentile_is_one_of_the_values(values: list[float]) -> None:
    assert percentile(values, 0.99) in values
    assert percentile(values, 1) == max(values)
    assert spread(values).low <= spread(values).median <= spread(values).high


def test_percentiles_by_nearest_rank() -> None:
    hundred = [float(n) for n in range(1, 101)]
    assert (percentile(hundred, 0.5), percentile(hundred, 0.99)) == (50, 99)


@pytest.mark.parametrize(
    ("target", "ratio", "met"),
    [
        (Target(0.85), 0.85, True),
        (Target(0.85), 0.849, False),
        (Target(1.5, at_least=False), 1.5, True),
        (Target(1.5, at_least=False), 1.51, False),
    ],
)
def test_a_target_is_met_on_its_own_side(target: Target, ratio: float, met: bool) -> None:
    assert target.met(ratio) is met


def test_latencies_leave_the_warming_up_out() -> None:
    pairs = [(float(n), n + (9.0 if n < 40 else 0.002)) for n in range(100)]
    assert latencies(pairs)["p99_ms"] == pytest.approx(2, abs=0.01)


def test_memory_that_grows_is_seen() -> None:
    assert flatness([100] * 40) == 1
    assert flatness(list(range(100, 140))) > 1.1


def a_work(name: str, rounds: int) -> Work:
    def run(_round: object) -> dict[str, float]:
        return {}

    contestants = (Contestant(OURS, run), Contestant("limit", run))
    size = Size(1, rounds)
    ratio = Ratio("rate", "limit", Target(0.85))
    return Work(name, name, "rate", "a/s", size, size, contestants, (ratio,))


def test_every_contestant_has_every_round_and_a_seed_gives_the_order() -> None:
    works = [a_work("one", 3), a_work("two", 1)]
    plan = list(turns(works, 7, quick=False))
    assert len({(t.work.name, t.contestant.name, t.round) for t in plan}) == len(plan) == 8
    assert plan == list(turns(works, 7, quick=False))
    assert any(plan != list(turns(works, seed, quick=False)) for seed in range(8, 20))


def test_contestants_of_a_row_follow_each_other() -> None:
    plan = list(turns([a_work("one", 2), a_work("two", 2)], 3, quick=False))
    assert [t.work.name for t in plan[::2]] == [t.work.name for t in plan[1::2]]


def test_a_round_that_one_side_lacks_is_not_judged() -> None:
    work, results = a_work("one", 2), Results(1)
    results.rounds["one", OURS] = {0: {"rate": 90.0}, 1: {"rate": 1.0}}
    results.rounds["one", "limit"] = {0: {"rate": 100.0}}
    (line,) = judge([work], results)
    assert (line.ratio.median, line.met) == (0.9, True)
    assert judge([work], Results(1)) == []


def test_each_ratio_names_contestants_of_its_row() -> None:
    for work in WORKS:
        names = {one.name for one in work.contestants}
        assert {ratio.of for ratio in work.ratios} <= names, work.name
        assert {ratio.against for ratio in work.ratios} <= names, work.name
    assert len({work.name for work in WORKS}) == len(WORKS)


def test_statements_are_counted_from_the_servers_log() -> None:
    ours = "2026-11-28 11:00:00 UTC [7] correspondence LOG:  duration: 0.1 ms  "
    lines = [ours + "parse x: select 1", ours + "bind x: select 1", ours + "execute x: select 1"]
    assert statements([*lines, "2026 [7] review LOG:  duration: 0.1 ms  execute x"]) == 1


def test_a_lab_gives_topics_once() -> None:
    filled: list[str] = []
    lab = Lab(None, None, quick=True, scale=1)  # type: ignore[arg-type]
    assert [lab.kept(".a", filled.append) for _ in range(2)] == [".a", ".a"]
    assert filled == [".a"]
