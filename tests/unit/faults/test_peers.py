"""What the peers are given is alike for all, and what an outbox wrote is told from what it sent again."""

from argparse import Namespace
from collections import defaultdict
from pathlib import Path

import pytest

from contracts.notify import IncidentScopedInV1, NotificationWithdrawnV1
from deploy.local.processes import StartFailed
from tests.faults import peers
from tests.faults.__main__ import peers_are_asked
from tests.faults.peers import BLOCK, CONTESTANTS, backlog, written_by_id
from tests.faults.table import Killed, as_table_of_peers
from tests.faults.tally import Tally, Told, tally


def test_each_incident_has_two_facts_and_others_come_between_them() -> None:
    made = backlog(NotificationWithdrawnV1, BLOCK + 1)
    places: dict[bytes, list[int]] = defaultdict(list)
    for place, one in enumerate(made):
        places[one.key].append(place)
    assert {len(two) for two in places.values()} == {2}
    assert {late - early for early, late in places.values()} == {BLOCK, 1}
    for early, late in places.values():
        first, second = dict(made[early].headers), dict(made[late].headers)
        assert (first["ce_sequence"], second["ce_sequence"]) == (b"1", b"2")
        assert first["ce_type"].decode().endswith("incident-scoped-in.v1")
        assert second["ce_type"].decode().endswith("notification-withdrawn.v1")


def test_peers_get_the_first_fact_anew_for_they_know_no_other() -> None:
    made = backlog(IncidentScopedInV1, 3)
    assert len({dict(one.headers)["ce_id"] for one in made}) == 6
    assert {one.second for one in CONTESTANTS[1:]} == {IncidentScopedInV1}


def test_a_row_that_an_outbox_sent_again_was_written_once() -> None:
    sent = [Told("case", "a", "1", "x"), Told("case", "a", "1", "x")]
    counted = tally(["1"], ["case"], sent, written_by_id(sent))
    assert counted == Tally(lost=0, doubled=0, inverted=0, again=1)


def test_two_rows_of_an_outbox_for_one_fact_are_an_effect_too_many() -> None:
    sent = [Told("case", "a", "1", "x"), Told("case", "a", "1", "y")]
    counted = tally(["1"], ["case"], sent, written_by_id(sent))
    assert counted == Tally(lost=0, doubled=1, inverted=0, again=1)


@pytest.mark.parametrize(
    ("only", "quick", "asked"),
    [
        (None, False, True),
        (None, True, False),
        (["F1"], False, False),
        (["peers"], True, True),
        (["F1", "peers"], False, True),
    ],
)
def test_a_quick_run_has_the_peers_only_when_they_are_named(
    only: list[str] | None, quick: bool, asked: bool
) -> None:
    assert peers_are_asked(Namespace(only=only, quick=quick)) is asked


def test_who_has_not_set_up_the_peers_is_told_what_does_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers, "PEERS_PYTHON", tmp_path / "python")
    with pytest.raises(StartFailed, match="`make faults` does it"):
        peers.fail_unless_set_up()
    (tmp_path / "python").touch()
    peers.fail_unless_set_up()


def test_the_table_shows_each_count_and_who_did_not_end_did_not_hold() -> None:
    good = Killed("one", 10, 3, Tally(lost=0, doubled=0, inverted=0, again=4), 5.0)
    bad = Killed("other", 10, 3, Tally(lost=1, doubled=2, inverted=3, again=4), 5.0)
    stuck = Killed("third", 10, 3, good.tally, 5.0, unfinished="why\nand where")
    assert [one.held for one in (good, bad, stuck)] == [True, False, False]
    assert bad.line() == "10 facts, 3 kills: 1 lost, 2 doubled, 3 inverted, 4 sent again, 5 s"
    assert stuck.line().splitlines()[1:] == ["      why", "      and where"]
    columns = [list(column.cells) for column in as_table_of_peers([good, bad]).columns]
    assert columns[0] == ["one", "other"]
    assert columns[3:] == [["0", "1"], ["0", "2"], ["0", "3"], ["4", "4"]]
