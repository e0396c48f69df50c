"""The ladder: each rung holds with a service that does as it should, and with no other."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from supplier.cspr_supplier import ladder
from supplier.cspr_supplier.climbing import climb
from supplier.cspr_supplier.items import Unreadable
from supplier.cspr_supplier.ladder import Ladder, Rung
from tests.unit.supplier.test_sending import TODAY, FakeService, taken

KNOWN = {"title": "Already used", "status": 409, "detail": "Other content has this reference."}
REFUSED = {"title": "Not accepted", "status": 422, "detail": "No."}


class Door(FakeService):
    """Takes what is new and what is the same again; ``errs`` says in which way it does not."""

    def __init__(self, errs: str = "") -> None:
        super().__init__()
        self.errs, self.known = errs, dict[str, Mapping[str, Any]]()

    def send(self, bodies: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        for number, body in enumerate(bodies):
            problem = self._problem(body)
            yield {"item": number, "problem": problem} if problem else taken(number, body)

    def receipt(self, reference: str) -> dict[str, Any]:
        return {"reference": reference}

    def _problem(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        own = body["sender_reference"]
        is_known, before = own in self.known, self.known.setdefault(own, body)
        if self.errs == "refuses what is right" and own.endswith("3"):
            return REFUSED
        if is_known and self.errs == "refuses what it knows":
            return KNOWN
        return KNOWN if before != body and self.errs != "takes anything" else None


def climbed(errs: str, monkeypatch: pytest.MonkeyPatch) -> list[Rung]:
    monkeypatch.setattr(ladder, "MANY", 20)
    return list(Ladder(Door(errs), TODAY, "990", 1, sleep=lambda _s: None).climb())


def failed(rung: Rung) -> list[str]:
    return [one.words for one in rung.checks if not one.passed]


def test_where_no_report_can_be_written_nothing_is_climbed(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Nothing was sent"):
        climb(Namespace(report=tmp_path / "none" / "conformance"))


def test_a_service_that_does_as_it_should_is_climbed_to_the_top(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rungs = climbed("", monkeypatch)
    assert [(one.name, failed(one)) for one in rungs] == [
        ("one record", []),
        ("many records", []),
        ("scrambled", []),
    ]


@pytest.mark.parametrize(
    ("errs", "rung", "words"),
    [
        ("refuses what it knows", "one record", "Sent again, it has the same receipt"),
        ("refuses what is right", "scrambled", "What is right beside it is taken"),
        (
            "takes anything",
            "scrambled",
            "Other content under a reference that is known is refused",
        ),
    ],
)
def test_what_does_not_hold_is_found(
    errs: str, rung: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rung == "scrambled":
        monkeypatch.setattr(Ladder, "_one", lambda _self: [ladder.Check("", passed=True)])
        monkeypatch.setattr(Ladder, "_many", lambda _self: [ladder.Check("", passed=True)])
    last = climbed(errs, monkeypatch)[-1]
    assert last.name == rung
    assert words in failed(last)
