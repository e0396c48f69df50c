"""Notes which needs each test shows, and how it ended, into ``build/needs.json``."""

import json
from pathlib import Path
from typing import Any

import pytest

OUTCOMES = Path(__file__).resolve().parents[1] / "build" / "needs.json"
KEY = "needs"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Carry the marked ids with the report, so that workers' reports bring them home."""
    ids = [id_ for mark in item.iter_markers("need") for id_ in mark.args]
    if ids:
        item.user_properties.append((KEY, ids))


class Needs:
    """Collects outcomes in the controller."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test counts by its call, or by a set-up that failed."""
        if report.when != "call" and report.outcome == "passed":
            return
        for name, ids in report.user_properties:
            if name == KEY:
                for id_ in ids if isinstance(ids, list) else []:
                    self.outcomes.setdefault(id_, {})[report.nodeid] = report.outcome

    def pytest_sessionfinish(self) -> None:
        """Merge with earlier runs of other tests."""
        if self.outcomes:
            known: dict[str, Any] = json.loads(OUTCOMES.read_text()) if OUTCOMES.exists() else {}
            for id_, tests in self.outcomes.items():
                known.setdefault(id_, {}).update(tests)
            OUTCOMES.parent.mkdir(exist_ok=True)
            OUTCOMES.write_text(json.dumps(known, indent=1))


def pytest_configure(config: pytest.Config) -> None:
    """Register the collector where results arrive."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Needs())
