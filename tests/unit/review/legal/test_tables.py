"""The tables of legal moves and the code say the same: every move at every station, in every role."""

from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.errors import Refused
from chassis.tx import Cause
from contracts.catalogue import commands_of
from services.review.legal.lcspr import LCSPR
from services.review.legal.pages import ROLES as IN_WORDS
from services.review.legal.tables import OF_A_CASE, TABLES
from services.review.moves.table import MOVES, ROLES
from services.review.senders import Commands
from tests.unit.review.legal.carrying import MODULES, carry
from tests.unit.review.legal.more_trials import TRIALS
from tests.unit.review.legal.trials import OPEN, WITHDRAWN

TOLD = {rule.command: rule.is_open for rule in MOVES}
EVERY = [
    pytest.param(name, row.code, station, id=f"{name}: {row.code} at {station}")
    for name, trial in TRIALS.items()
    for row in trial.table.rows
    for station in trial.stations
]


def test_every_table_is_tried_at_every_station_that_it_names() -> None:
    assert set(TRIALS) == {one.name for one in TABLES}
    for trial in TRIALS.values():
        assert trial.table.named == set(trial.stations)
        assert set(trial.stations) <= set(trial.table.stations)
        assert set(trial.tries) == {row.code for row in trial.table.rows}


def test_every_command_stands_in_one_table_and_each_that_a_case_tells_of_in_one_of_a_case() -> None:
    listed = [command for table in TABLES for command in table.commands]
    assert sorted(listed, key=str) == sorted({e.model for e in commands_of("review")}, key=str)
    assert set(TOLD) == {command for table in OF_A_CASE for command in table.commands}


@pytest.mark.parametrize("name", TRIALS)
def test_each_station_is_reached_by_legal_moves(name: str) -> None:
    trial = TRIALS[name]
    assert {code: trial.station(one) for code, one in trial.stations.items()} == {
        code: code for code in trial.stations
    }


@pytest.mark.need("B1")
@pytest.mark.parametrize(("name", "code", "station"), EVERY)
def test_a_move_is_carried_out_where_its_table_has_it_and_nowhere_else(
    name: str, code: str, station: str
) -> None:
    trial = TRIALS[name]
    row = next(one for one in trial.table.rows if one.code == code)
    before = trial.prepared(code, station)
    assert trial.station(before) == station, "what a move needs beside its station is no other one"
    outcome = carry(before, trial.tries[code](before))
    if station in row.leads:
        assert outcome.refused is None, outcome.refused
        assert outcome.happened
        assert trial.station(outcome.after) in row.leads[station]
    elif row.command:
        assert not outcome.happened
    if outcome.refused:
        assert outcome.refused.reason
        assert outcome.refused.source in row.sources


@pytest.mark.parametrize(("name", "code", "station"), EVERY)
def test_what_is_told_as_open_is_what_the_table_has_open(
    name: str, code: str, station: str
) -> None:
    trial = TRIALS[name]
    row = next(one for one in trial.table.rows if one.code == code)
    if row.command is None:
        return
    before, open_here = trial.prepared(code, station), trial.table.open_at(station, row.command)
    if row.command in TOLD:
        assert TOLD[row.command](before) == open_here
    elif open_here and hasattr(MODULES[trial.of], "available"):
        [(_, command)] = trial.tries[code](before)
        assert type(command) in MODULES[trial.of].available(getattr(before, trial.of))


NEEDY = [
    pytest.param(name, row.code, station, id=f"{name}: {row.code} at {station}")
    for name, trial in TRIALS.items()
    for row in trial.table.rows
    for station in row.leads
    if row.command and trial.prepared(row.code, station) != trial.stations[station]
]


@pytest.mark.parametrize(("name", "code", "station"), NEEDY)
def test_without_what_a_move_needs_beside_its_station_it_is_told_as_shut_and_refused(
    name: str, code: str, station: str
) -> None:
    trial = TRIALS[name]
    row = next(one for one in trial.table.rows if one.code == code)
    bare = trial.stations[station]
    outcome = carry(bare, trial.tries[code](bare))
    assert row.when
    assert row.command
    assert not TOLD[row.command](bare)
    assert outcome.refused
    assert outcome.refused.source in row.sources


@pytest.mark.parametrize("whole", [OPEN, WITHDRAWN], ids=["not sent", "withdrawn"])
def test_the_partners_decide_nothing_on_an_lcspr_without_a_rapid_review_that_counts(
    whole: Any,
) -> None:
    for row in (one for one in LCSPR.rows if one.when.startswith("the rapid review has come")):
        [(name, command)] = TRIALS["lcspr"].tries[row.code](whole)
        outcome = carry(whole, ((name, replace(command, reviewed=False)),))
        assert row.command
        assert not TOLD[row.command](whole)
        assert outcome.refused
        assert outcome.refused.code == "no_review"
        assert outcome.refused.source in row.sources


class _Told:
    """A transaction that only notes what is refused."""

    def __init__(self) -> None:
        self.refused: list[Refused] = []

    def refuse(self, _cause: Cause, refused: Refused) -> None:
        self.refused.append(refused)


def _handlers(taken: list[Any]) -> dict[type, Any]:
    """The gate of the owner before each command, with a handler that notes what is let through."""
    found: dict[type, Any] = {}

    def consumes(model: type) -> Any:
        return lambda checked: found.setdefault(model, checked)

    async def handler(_tx: Any, batch: Any) -> None:
        taken.extend(batch)

    for model in ROLES:
        Commands(consumes, background=False)(model)(handler)  # type: ignore[arg-type]
    return found


@pytest.mark.need("J2")
async def test_a_move_is_taken_from_the_roles_of_its_table_and_from_no_other() -> None:
    taken: list[Any] = []
    gates = _handlers(taken)
    rows = [row for table in TABLES for row in table.rows if row.command]
    for row, role in product(rows, (*IN_WORDS, "analyst", "nobody")):
        told, sent = _Told(), SimpleNamespace(cause=_cause(role))
        taken.clear()
        await gates[row.command](told, [sent])  # type: ignore[index]
        assert bool(taken) == (role in row.roles), (row.code, role)
        assert len(told.refused) == (role not in row.roles)
        assert all(one.source and one.reason for one in told.refused)


def _cause(role: str) -> Any:
    return SimpleNamespace(actor="person:somebody", roles=frozenset({role}))


def test_every_role_that_may_make_a_move_has_its_words() -> None:
    assert {role for roles in ROLES.values() for role in roles} == set(IN_WORDS)
