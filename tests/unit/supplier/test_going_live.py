"""Nothing real is sent unasked, nothing made up is sent live, and each row has its line in the results."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supplier.cspr_supplier import going, ladder, report, results
from supplier.cspr_supplier.cli import main
from supplier.cspr_supplier.going import NOBODY_TO_ASK, agree
from supplier.cspr_supplier.items import Item, Numbered, Unreadable, Wrong
from supplier.cspr_supplier.mess import file_of
from supplier.cspr_supplier.net import Stopped
from supplier.cspr_supplier.reading import read
from supplier.cspr_supplier.state import Outcome, State
from tests.support.files import a_row, a_table
from tests.support.notifications import a_notification
from tests.unit.supplier.test_sending import ACCOUNT, FakeService, made, sending

TODAY = date(2026, 4, 10)
REAL = [Item(a_notification(), Numbered(1))]


def live() -> FakeService:
    service = FakeService()
    service.in_sandbox = False
    return service


def answers(word: str) -> Callable[[str], str]:
    return lambda _asked: word


def nobody(_asked: str) -> str:
    raise EOFError


@pytest.mark.need("I14")
def test_what_was_made_up_is_not_sent_live_whoever_is_asked(tmp_path: Path) -> None:
    service, items = live(), [*REAL, *made(2)]
    words = "2 of 3 references begin with FAKE-.* https://notify.test is live for client"
    with pytest.raises(Stopped, match=words):
        agree(service, items, sandbox=False, unasked=True)
    with pytest.raises(Stopped, match=words):
        sending(service, tmp_path).run(items)
    assert service.sent == []


@pytest.mark.need("I14")
def test_before_anything_real_is_sent_its_count_and_its_address_are_shown_and_a_person_agrees(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for word, sent in (("yes", True), (" Y ", True), ("", False), ("no", False)):
        monkeypatch.setattr("builtins.input", answers(word))
        if sent:
            agree(live(), REAL, sandbox=False, unasked=False)
        else:
            with pytest.raises(Stopped, match="Nothing was sent"):
                agree(live(), REAL, sandbox=False, unasked=False)
        said = capsys.readouterr().out
        assert "LIVE: 1 notification for authority 990 to https://notify.test, as client" in said
    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(Stopped, match=NOBODY_TO_ASK[:30]):
        agree(live(), REAL, sandbox=False, unasked=False)
    agree(live(), REAL, sandbox=False, unasked=True)


def test_in_the_sandbox_nobody_is_asked_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", nobody)
    agree(FakeService(), made(2), sandbox=False, unasked=False)
    assert going.IN_THE_SANDBOX in capsys.readouterr().out


def test_what_the_service_warns_of_is_shown_and_counted_and_stands_in_the_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(going, "service_of", lambda _said: FakeService())
    path = tmp_path / "a.ndjson"
    path.write_bytes(file_of(23, "990", TODAY, 1, "ndjson", "none"))
    assert main(["send", str(path), "--today", TODAY.isoformat()]) == 0
    said = capsys.readouterr().out.splitlines()
    shown = [one for one in said if "Look again." in one]
    assert shown == [f"Row {number}: Look again." for number in range(1, 21)]
    assert said[-3:-1] == [
        "... and 3 more to look at.",
        f"23 taken, 0 refused. Results: {path}.cspr-results.csv",
    ]
    assert said[-1] == going.WARNED.format("23 things", "23 answers")
    assert lines(Path(f"{path}.cspr-results.csv"))[1][4] == "Look again. Not given: the day."


def test_warnings_are_kept_with_how_far_it_has_come(tmp_path: Path) -> None:
    one = sending(FakeService(), tmp_path)
    one.run(made(1))
    found = State.found(one.state.path, b"file", ACCOUNT.url, ACCOUNT.client_id)
    assert found.outcomes == one.state.outcomes


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


WARNED = "Look again. Not given: the day."


def test_each_row_has_a_line_and_none_is_taken_for_a_formula(tmp_path: Path) -> None:
    rows = [a_row(sender_reference=own, child_sex=sex) for own, sex in (
        ("A1", "male"), ("A1", "female"), ("=cmd|1", "male"), ("B1", "male"), ("B1", "boy"),
    )]  # fmt: skip
    one = sending(FakeService(), tmp_path)
    one.run(read(a_table(*rows)).items)
    path = tmp_path / "results.csv"
    results.write(path, list(one.state.outcomes.values()))
    head, *told = lines(path)
    assert head == list(results.HEADS)
    assert [(line[0], line[3], line[5]) for line in told] == [
        ("2", "in_scope", "A1"),
        ("3", "in_scope", "A1"),
        ("4", "in_scope", "'=cmd|1"),
        ("5", "refused", "B1"),
        ("6", "refused", "B1"),
    ]
    assert [line[4] for line in told[:4]] == [WARNED, "", WARNED, results.ANOTHER_ROW]
    assert told[4][1:3] == ["J", "child_sex"]


def test_a_state_from_before_has_a_line_where_it_begins() -> None:
    wrong = Wrong(7, "", "", "No.")
    found = list(
        results.lines_of(
            [
                Outcome(0, 4, "A", "CSPR-2026-00001-A", "in_scope"),
                Outcome(1, 7, "B", "", "refused", (wrong,)),
            ]
        )
    )
    assert [line[0] for line in found[1:]] == ["4", "7"]


def test_where_no_results_can_be_written_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    results.refuse_place(tmp_path / "results.csv")
    for path in (tmp_path / "none" / "results.csv", tmp_path):
        with pytest.raises(Unreadable, match="Nothing was sent"):
            results.refuse_place(path)


def a_report(folder: Path, **changed: Any) -> Path:
    rungs = [
        ladder.Rung(name, [ladder.Check("It is taken", passed=True)], 0.1, ("CSPR-0000-00001-A",))
        for name in ("one record", "scrambled")
    ]
    about = {"server": ACCOUNT.url, "schema": "v1.1", "made_on": "2026-04-01"} | changed
    report.write(ladder.told(rungs, about), folder / "conformance")
    return folder / "conformance"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"server": "https://other.test"}, "was climbed at https://other.test"),
        ({"schema": "v1.0"}, "version v1.0 of the schema"),
        ({"made_on": "2026-03-01"}, "more than 30 days ago"),
    ],
)
def test_a_ladder_opens_the_way_to_live_where_and_while_it_says_something(
    tmp_path: Path, changed: dict[str, str], reason: str | None
) -> None:
    why = report.why_not_passed(a_report(tmp_path, **changed), ACCOUNT.url, TODAY)
    assert why is None if reason is None else reason in (why or "")


def test_a_report_that_was_changed_by_hand_opens_nothing(tmp_path: Path) -> None:
    base = a_report(tmp_path)
    path = tmp_path / "conformance.json"
    path.write_text(path.read_text("utf-8").replace("2026-04-01", "2026-04-09"), encoding="utf-8")
    assert "was changed after" in (report.why_not_passed(base, ACCOUNT.url, TODAY) or "")
    path.write_text("{}", encoding="utf-8")
    assert "is no report" in (report.why_not_passed(base, ACCOUNT.url, TODAY) or "")
    path.unlink()
    assert "There is no report" in (report.why_not_passed(base, ACCOUNT.url, TODAY) or "")


def test_a_report_says_what_was_taken_and_under_which_references(tmp_path: Path) -> None:
    a_report(tmp_path)
    assert report.read(tmp_path / "conformance.json")["rungs"][0]["references"] == [
        "CSPR-0000-00001-A"
    ]
    for ending in (".md", ".html"):
        said = (tmp_path / f"conformance{ending}").read_text("utf-8")
        assert "1 taken: CSPR-0000-00001-A" in said
