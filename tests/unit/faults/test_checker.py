"""The judge itself is judged: each planted loss, double, inversion and hole is found, and a good run is not blamed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.checker import Expected, counts, judge
from tests.faults.evidence import Evidence, Row, Seen
from tests.faults.load import Asked, Case

CASE = "uk.cspr.review.case"
KEY = "018f0000-0000-7000-8000-000000000001"
SUBMITTED = "uk.cspr.notify.notification-submitted.v1"
INCIDENT = "uk.cspr.notify.incident"
FACTS = ("a", "b", "c")


def row(id_: str, sequence: int, stream: str = CASE, type_: str = "x", kind: str = "fact") -> Row:
    return {
        "id": id_,
        "kind": kind,
        "type": type_,
        "topic": f"{stream}.v1",
        "stream": stream,
        "key": KEY,
        "sequence": sequence,
        "causation": "cause",
        "published": True,
    }


def a_good_run() -> tuple[Evidence, Expected]:
    """One case notified, three facts of review about it, a letter to three partners."""
    evidence = Evidence(
        journals={
            "notify": [row("n", 1, INCIDENT, SUBMITTED)],
            "review": [row(id_, n) for n, id_ in enumerate(FACTS, 1)],
            "correspondence": [],
            "analytics": [],
        },
        topics=[
            Seen(f"{INCIDENT}.v1", KEY, "n", 1),
            *(Seen(f"{CASE}.v1", KEY, id_, n) for n, id_ in enumerate(FACTS, 1)),
        ],
        marks={
            "notify": {(CASE, KEY): 3},
            "review": {(INCIDENT, KEY): 1},
            "correspondence": {(INCIDENT, KEY): 1, (CASE, KEY): 3},
            "analytics": {(INCIDENT, KEY): 1, (CASE, KEY): 3},
        },
        held={"correspondence": []},
        facts=["n", *FACTS],
        cases={KEY: "open"},
        told={KEY: "open"},
        deliveries=[
            {"subject_id": "letter", "partner": p, "attempt": 1, "status": "delivered"}
            for p in ("authority", "health", "police")
        ],
        sent=["letter-authority-1", "letter-health-1", "letter-police-1"],
    )
    asked = [Asked("notify", "k1", {"reference": "R"}), Asked("approve", "k2", {"facts": ["a"]})]
    case = Case(1, asked, incident_id=KEY, reference="R", letter_id="letter")
    return evidence, Expected([case])


def wrong(evidence: Evidence, expected: Expected) -> set[str]:
    return {name for name, found in judge(evidence, expected).items() if found}


def test_a_good_run_is_not_blamed() -> None:
    evidence, expected = a_good_run()
    assert wrong(evidence, expected) == set()
    again = replace(evidence, topics=[*evidence.topics, evidence.topics[1]])
    assert wrong(again, expected) == set()
    assert counts(again, expected) == {
        "lost": 0,
        "doubled": 0,
        "inverted": 0,
        "again": 1,
        "rows": 4,
    }


Plant = Callable[[Evidence], None]


def lose_a_record(e: Evidence) -> None:
    del e.topics[2]


def invert_two_records(e: Evidence) -> None:
    e.topics[1], e.topics[2] = e.topics[2], e.topics[1]


def lose_an_event(e: Evidence) -> None:
    e.journals["notify"].clear()
    del e.topics[0]


def double_an_event(e: Evidence) -> None:
    e.journals["notify"].append(row("n2", 2, INCIDENT, SUBMITTED))
    e.topics.append(Seen(f"{INCIDENT}.v1", KEY, "n2", 2))


def lose_an_effect(e: Evidence) -> None:
    e.facts.remove("b")


def double_an_effect(e: Evidence) -> None:
    e.facts.append("b")


def leave_a_reader_behind(e: Evidence) -> None:
    e.marks["analytics"][CASE, KEY] = 2


def leave_a_hole(e: Evidence) -> None:
    e.journals["review"] = [row("a", 1), row("b", 2), row("c", 4)]


def send_a_letter_twice(e: Evidence) -> None:
    e.sent.append("letter-police-1")


def send_a_letter_to_two(e: Evidence) -> None:
    e.deliveries.pop()


def leave_a_row_unpublished(e: Evidence) -> None:
    e.journals["review"][2] = {**e.journals["review"][2], "published": False}


def show_another_stage(e: Evidence) -> None:
    e.cases[KEY] = "closed"


def hold_a_message(e: Evidence) -> None:
    held = {"type": "x", "key": KEY, "code": "failed", "reason": "r", "has_body": True}
    e.held["correspondence"].append(held)


def break_the_chain(e: Evidence) -> None:
    e.breaks.append("review: its content was changed at 2")


def answer_a_command_twice(e: Evidence) -> None:
    answer = row("d", 1, "uk.cspr.review.answer", kind="answer")
    e.journals["correspondence"].append(row("cause", 1, "uk.cspr.review.command", kind="command"))
    e.journals["review"] += [answer, {**answer, "id": "e", "sequence": 2}]


@pytest.mark.parametrize(
    ("plant", "invariant"),
    [
        (lose_a_record, "I2"),
        (invert_two_records, "I2"),
        (leave_a_hole, "I2"),
        (lose_an_event, "I1"),
        (double_an_event, "I1"),
        (leave_a_reader_behind, "I3"),
        (double_an_effect, "I3"),
        (send_a_letter_twice, "I3"),
        (send_a_letter_to_two, "I3"),
        (answer_a_command_twice, "I3"),
        (lose_an_effect, "I4"),
        (show_another_stage, "I4"),
        (leave_a_row_unpublished, "I6"),
        (hold_a_message, "I7"),
        (break_the_chain, "I8"),
    ],
)
def test_what_is_planted_is_found(plant: Plant, invariant: str) -> None:
    evidence, expected = a_good_run()
    plant(evidence)
    assert invariant in wrong(evidence, expected)


def test_what_was_claimed_and_never_answered_is_found() -> None:
    evidence, expected = a_good_run()
    case = expected.cases[0]
    case.asked.append(Asked("decide", "k3"))
    assert wrong(evidence, expected) == set()
    evidence.claimed = {"review": {"k3"}}
    assert wrong(evidence, expected) == {"I5"}


@pytest.mark.parametrize(
    ("plant", "counted"),
    [
        (lose_a_record, "lost"),
        (lose_an_effect, "lost"),
        (leave_a_reader_behind, "lost"),
        (double_an_effect, "doubled"),
        (send_a_letter_twice, "doubled"),
        (invert_two_records, "inverted"),
    ],
)
def test_the_counts_name_it(plant: Plant, counted: str) -> None:
    evidence, expected = a_good_run()
    plant(evidence)
    assert counts(evidence, expected)[counted] == 1
