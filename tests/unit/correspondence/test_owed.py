"""What an organisation owes on a case, and what it waits for from the Panel."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.catalogue import by_model
from contracts.codes import Clock, Partner
from contracts.review.agency_return import Agency, AwaitedReturn
from contracts.review.case_state import CaseStateChangedV1, Stage
from contracts.review.consideration import Owed
from contracts.tools.samples import data_of
from services.correspondence.read_models.cases import CaseView, next_due
from services.correspondence.read_models.owed import Question
from services.correspondence.web.shown.owed import awaited, first, owed

TODAY, CASE, REFERENCE = date(2026, 6, 8), UUID(int=1), "CSPR-2026-00088-X"
SAMPLE = CaseStateChangedV1.model_validate(data_of(by_model()[CaseStateChangedV1]))
NOTHING: dict[str, Any] = {"clocks": (), "owed": (), "awaited_returns": (), "awaited_from": ()}


def clock(code: str, due_on: date, met_on: date | None = None) -> Clock:
    return Clock(
        code=code,
        title=f"Clock {code}",
        started_on=date(2026, 5, 29),
        due_on=due_on,
        met_on=met_on,
        basis="service level of the Panel",
        policy_version="clocks-1",
    )


def a_case(**more: Any) -> CaseView:
    stage = Stage.AWAITING_INFORMATION
    told = SAMPLE.model_copy(update={"stage": stage, **NOTHING, **more})
    state = told.model_dump(mode="json")
    return CaseView(
        *(CASE, REFERENCE, "ashmere", "990", "Ashmere", "E12000005", told.stage.value, state),
        next_due=next_due(told),
    )


ASKED = a_case(
    clocks=(clock("P1", date(2026, 6, 12)), clock("P2", date(2026, 6, 18))),
    owed=(Owed(number=1, partner=Partner.POLICE), Owed(number=2, partner=Partner.HEALTH)),
    awaited_returns=(
        AwaitedReturn(
            number=3,
            agency=Agency.SCHOOL,
            partner=Partner.POLICE,
            due_on=date(2026, 6, 9),
            chased=0,
        ),
    ),
    awaited_from=("partnership",),
)


@pytest.mark.parametrize(
    ("partner", "lines"),
    [
        (
            Partner.POLICE,
            [
                ("Return of an agency: School or college", 9),
                ("Asked by the Panel: 1. Who saw?", 18),
            ],
        ),
        (Partner.HEALTH, [("Asked by the Panel: 2. This text has been erased.", 18)]),
        (Partner.AUTHORITY, []),
    ],
)
def test_each_organisation_owes_its_own_asks_and_returns_and_never_the_panels_clock(
    partner: Partner, lines: list[tuple[str, int]]
) -> None:
    found = sorted(owed(ASKED, partner, {1: "Who saw?", 2: None}, TODAY), key=first)
    assert [(one.words, one.clock.due_on.day) for one in found if one.clock] == lines
    assert len(found) == len(lines)


def test_a_clock_of_the_partnership_is_due_from_all_and_one_that_was_met_from_none() -> None:
    case = a_case(clocks=(clock("P3", date(2026, 6, 22)), clock("L1", TODAY, met_on=TODAY)))
    for partner in Partner:
        [line] = owed(case, partner, {}, TODAY)
        assert line.words == "Clock P3"


def test_a_decision_and_its_letter_are_awaited_together_and_a_question_until_it_is_answered() -> (
    None
):
    case = a_case(clocks=(clock("P1", date(2026, 6, 12)),), awaited_from=("national_body",))
    asked = Question(CASE, "on the rapid review", date(2026, 6, 1))
    decision, question = awaited(case, [asked], TODAY)
    assert decision.words == "The Panel's decision, with its letter"
    assert decision.clock
    assert decision.clock.due_on == date(2026, 6, 12)
    assert question.words == "Advice on the rapid review, asked for on 1 June 2026"
    assert list(awaited(ASKED, [], TODAY)) == []
