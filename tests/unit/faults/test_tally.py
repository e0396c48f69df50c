"""The counting that ours and the peers are judged by finds each planted loss, double and inversion, and no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.tally import Announced, Tally, Told, tally

TOPICS = ("case", "state")
FACTS = {"a1": "a", "b1": "b", "a2": "a", "b2": "b"}
"""Two incidents with two facts each, in the order in which they were sent."""

Found = tuple[list[Told], list[Announced]]


def a_good_run() -> Found:
    """Each fact announced once in both topics."""
    told = [
        Told(topic, key, cause, f"{cause} {topic}")
        for topic in TOPICS
        for cause, key in FACTS.items()
    ]
    return told, [(one.cause, one.topic) for one in told]


def judged(found: Found) -> Tally:
    told, written = found
    return tally(list(FACTS), TOPICS, told, written)


def lose_a_follow_up(found: Found) -> None:
    del found[0][0]


def lose_every_follow_up_of_an_incident(found: Found) -> None:
    found[0][:] = [one for one in found[0] if one.key != "b"]


def send_again(found: Found) -> None:
    found[0].append(found[0][0])


def send_again_with_another_id(found: Found) -> None:
    found[0].append(replace(found[0][0], id="another"))


def write_twice(found: Found) -> None:
    found[1].append(found[1][0])


def swap_two_of_one_incident(found: Found) -> None:
    found[0][0], found[0][2] = found[0][2], found[0][0]


def swap_two_incidents(found: Found) -> None:
    found[0][0], found[0][1] = found[0][1], found[0][0]


def send_the_first_only_after_the_second_and_again(found: Found) -> None:
    swap_two_of_one_incident(found)
    send_again(found)


GOOD = Tally(lost=0, doubled=0, inverted=0, again=0)


def test_a_good_run_is_not_blamed() -> None:
    assert judged(a_good_run()) == GOOD
    assert GOOD.whole


@pytest.mark.parametrize(
    ("plant", "counted"),
    [
        (lose_a_follow_up, replace(GOOD, lost=1)),
        (lose_every_follow_up_of_an_incident, replace(GOOD, lost=4)),
        (send_again, replace(GOOD, again=1)),
        (send_again_with_another_id, replace(GOOD, again=1)),
        (write_twice, replace(GOOD, doubled=1)),
        (swap_two_of_one_incident, replace(GOOD, inverted=1)),
        (swap_two_incidents, GOOD),
        (send_the_first_only_after_the_second_and_again, replace(GOOD, inverted=1, again=1)),
    ],
)
def test_what_is_planted_is_counted_and_nothing_else(
    plant: Callable[[Found], None], counted: Tally
) -> None:
    found = a_good_run()
    plant(found)
    assert judged(found) == counted


@pytest.mark.parametrize(
    ("counted", "whole"),
    [
        (replace(GOOD, again=9), True),
        (replace(GOOD, lost=1), False),
        (replace(GOOD, doubled=1), False),
        (replace(GOOD, inverted=1), False),
    ],
)
def test_only_a_record_sent_again_leaves_a_run_whole(counted: Tally, whole: bool) -> None:
    assert counted.whole is whole


def test_of_three_facts_of_an_incident_each_that_came_too_late_is_counted() -> None:
    told = [Told("case", "a", cause, cause) for cause in ("3", "1", "2")]
    assert tally(["1", "2", "3"], ["case"], told, []).inverted == 2
