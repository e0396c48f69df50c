"""The deciders of what follows a decision and of regional groups, tried like those of a case."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from services.review.curation import domain as curation
from services.review.dialogue import domain as dialogue
from services.review.given_advice import domain as given_advice
from services.review.regional_group import commands as group_commands
from services.review.regional_group import domain as regional_group
from services.review.selection import domain as selection
from tests.unit.review.legal.carrying import MODULES
from tests.unit.review.legal.more_trials import TRIALS
from tests.unit.review.machines import DAYS, ID, MACHINES, NOTHING, SOME_IDS, TIMES, Machine


def a_legal_advice(state: given_advice.GivenAdvice) -> bool:
    return len({one.id for one in state.items}) == len(state.items) and all(
        (one.fate is None) == (one.decided_on is None)
        and (one.fate is None or one.given_on is not None)
        and (one.fate in (None, "taken") or one.why is not None)
        and (one.decided_on is None or one.given_on is None or one.decided_on >= one.given_on)
        for one in state.items
    )


def advised(decision: UUID, pieces: int) -> given_advice.Announce:
    """The advice of one decision; another time it may say more."""
    items = (
        given_advice.Item(UUID(int=decision.int * 10 + n), decision, n, "sealed")
        for n in range(1, pieces + 1)
    )
    return given_advice.Announce("x", decision, tuple(items))


DECISION = st.just(UUID(int=2))
PIECES = st.sampled_from([UUID(int=n) for n in (21, 40)])
WHY = st.sampled_from(["sealed", None])


def an_added_piece(on: Any) -> given_advice.Add:
    """Advice on a local review, given on a day."""
    item = given_advice.Item(UUID(int=40), None, None, "sealed", given_on=on)
    return given_advice.Add("x", item)


def a_legal_group(state: regional_group.RegionalGroup) -> bool:
    formed = bool(state.region_code)
    return (
        formed == bool(state.partnerships)
        and (formed or not (state.meetings or state.offers))
        and len({one.id for one in state.meetings}) == len(state.meetings)
        and len({one.id for one in state.offers}) == len(state.offers)
    )


def a_legal_entry(state: selection.Selection) -> bool:
    met = any(finding == "met" for _, finding in state.criteria)
    return (
        bool(state.topic) == bool(state.reason_codes)
        and bool(state.topic) == bool(state.criteria)
        and (state.outcome != "national_review" or met)
        and (state.partnerships is None or state.partnerships >= FEW)
    )


FEW = 3
g = group_commands
ASHMERE = st.sampled_from(["ashmere", "brackenford", "nowhere"])
SOME = st.lists(ASHMERE, max_size=2).map(tuple)
ANSWERED = st.lists(
    st.tuples(st.sampled_from(selection.CRITERIA), st.sampled_from(["met", "not_met"])),
    min_size=2,
    max_size=3,
    unique_by=lambda one: one[0],
).map(tuple)
MORE_MACHINES = {
    "given_advice": Machine(
        given_advice,
        given_advice.GivenAdvice(ID),
        st.one_of(
            st.builds(advised, DECISION, st.integers(1, 2)),
            st.builds(given_advice.Give, SOME_IDS, DECISION, DAYS),
            st.builds(an_added_piece, DAYS),
            st.builds(
                given_advice.Answer,
                *(DAYS, PIECES, st.sampled_from(["taken", "not_taken"]), DAYS, WHY),
            ),
            st.builds(given_advice.Observe, DAYS, PIECES, DAYS, NOTHING),
        ),
        a_legal_advice,
        lambda _state: False,
    ),
    "regional_group": Machine(
        regional_group,
        regional_group.RegionalGroup(ID),
        st.one_of(
            st.builds(g.Form, st.sampled_from(["E12000005", "E12000006"]), st.just("lead"), SOME),
            st.just(g.Form("E12000005", "lead", ("ashmere", "brackenford"))),
            st.builds(g.Arrange, SOME_IDS, DAYS, st.just(())),
            st.builds(g.Hold, DAYS, SOME_IDS, SOME),
            st.builds(g.Offer, DAYS, SOME_IDS, ASHMERE, st.just("peer_support"), NOTHING),
            st.builds(g.Take, DAYS, SOME_IDS, st.sampled_from(["taken", "declined"])),
        ),
        a_legal_group,
        lambda _state: False,
        status_codes=("unknown_group",),
    ),
    "curation": Machine(
        curation,
        curation.Curation(ID),
        st.builds(
            curation.Curate,
            *(DAYS, st.just("x"), st.booleans()),
            st.sampled_from(["plain", "exemplar", "set_aside"]),
            st.just("sealed"),
        ),
        lambda state: (state.use == "plain") or state.reference == "x",
        lambda _state: False,
    ),
    "dialogue": Machine(
        dialogue,
        dialogue.Dialogue(ID),
        st.one_of(
            st.builds(
                dialogue.Offer,
                *(SOME_IDS, TIMES, TIMES, st.just(60), st.just("complex")),
                *(st.sampled_from(["", "CSPR-2026-00088-X"]), st.booleans()),
            ),
            st.builds(
                dialogue.Move,
                *(SOME_IDS, SOME_IDS, TIMES, TIMES, st.just(60), st.just("ill"), st.booleans()),
            ),
            st.builds(dialogue.CallOff, SOME_IDS, st.just("ill")),
            st.builds(dialogue.Record, SOME_IDS, DAYS, DAYS, NOTHING),
        ),
        lambda state: (
            {*state.held, *state.called_off} <= set(state.offered)
            and not state.awaited & {*state.held, *state.called_off}
            and len(set(state.held)) == len(state.held)
            and len(set(state.offered)) == len(state.offered)
        ),
        lambda _state: False,
    ),
    "selection": Machine(
        selection,
        selection.Selection(ID),
        st.builds(
            selection.Log,
            *(DAYS, st.sampled_from(["sleep", "neglect"])),
            st.sampled_from(["national_review", "watched"]),
            st.sampled_from([("recurrent_theme",), ("recurrent_theme",), ()]),
            ANSWERED,
            st.sampled_from([None, 2, 3]),
            st.just(FEW),
            NOTHING,
        ),
        a_legal_entry,
        lambda _state: False,
    ),
}
EVERY_MACHINE = MACHINES | MORE_MACHINES


def stations(module: Any) -> tuple[Any, ...]:
    """What an object is at all stations of all tables, each state once."""
    [name] = [one for one, known in MODULES.items() if known is module]
    holders = (one for trial in TRIALS.values() for one in trial.stations.values())
    return tuple(dict.fromkeys(getattr(one, name) for one in holders if hasattr(one, name)))


BEGINS = {module: st.sampled_from(stations(module)) for module in MODULES.values()}
"""What each object is at the stations of the tables: from there sequences go far."""


def begins(machine: Any) -> st.SearchStrategy[Any]:
    """Nothing yet, or the object at one of its stations."""
    return st.just(machine.blank) | BEGINS[machine.module]
