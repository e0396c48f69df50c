"""How long the load waits for an answer: as long as the fault lasts, and a minute from then on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import httpx
import pytest

from deploy.local.story.player import Player
from tests.faults import load as loads
from tests.faults.load import PATIENCE_S_MAX, Case, Load

LASTS_S = 500.0


class Clock:
    """Seconds that pass when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.then: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.then()


class Silent:
    """A system that answers from ``since`` on."""

    def __init__(self, clock: Clock, since: float) -> None:
        self.clock, self.since = clock, since

    def send(self, *_asked: Any, **_more: Any) -> httpx.Response:
        if self.clock.now < self.since:
            raise httpx.ConnectError("away")
        return httpx.Response(201, json={"incident_id": "1", "reference": "R"})


def played(monkeypatch: pytest.MonkeyPatch, answers_at: float) -> str:
    """The reference of a case that is notified while a fault of ``LASTS_S`` is on."""
    clock, case = Clock(), Case(2)
    monkeypatch.setattr(loads, "time", clock)
    load = Load(cast("Player", Silent(clock, answers_at)))
    load._threads = ThreadPoolExecutor(1)

    def healed() -> None:
        if clock.now >= LASTS_S:
            clock.then = lambda: None
            load.end()

    clock.then = healed
    load._play(case)
    return case.reference


@pytest.mark.parametrize("answers_at", [LASTS_S - 1, LASTS_S + PATIENCE_S_MAX - 1])
def test_an_answer_may_take_as_long_as_the_fault_and_a_minute_more(
    monkeypatch: pytest.MonkeyPatch, answers_at: float
) -> None:
    assert played(monkeypatch, answers_at) == "R"


def test_an_answer_that_does_not_come_in_a_minute_after_the_fault_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(AssertionError, match="an answer to notify did not come in 60 s"):
        played(monkeypatch, LASTS_S + PATIENCE_S_MAX + 1)
