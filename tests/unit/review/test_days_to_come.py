"""What is recorded has happened: said in the same words everywhere, by each with its own source."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.review.action_ledger import domain as ledger
from services.review.given_advice import domain as given_advice
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import domain as lcspr
from services.review.lcspr import state as lcspr_state
from services.review.learning import domain as learning
from services.review.member import domain as member
from services.review.preparation import domain as preparation
from tests.support.spec import given
from tests.unit.review import (
    test_action_ledger,
    test_after_decision,
    test_lcspr,
    test_local_learning,
    test_members,
    test_preparation,
)

LATER = date(2030, 1, 1)
APPOINT = lcspr_commands.Appoint(test_lcspr.TODAY, LATER, "Ottilie Brandreth", independent=True)
RULES = (
    (
        *(ledger, test_action_ledger.ENTERED, replace(test_action_ledger.EVIDENCE, on=LATER)),
        *("on", ledger.PRACTICE),
    ),
    (
        *(given_advice, test_after_decision.GIVEN),
        replace(test_after_decision.ANSWER, decided_on=LATER),
        *("decided_on", given_advice.SOURCE),
    ),
    (lcspr, test_lcspr.INITIATED, APPOINT, "appointed_on", lcspr_state.GUIDANCE),
    (
        *(learning, test_local_learning.DOING, replace(test_local_learning.DONE, on=LATER)),
        *("on", learning.GUIDANCE),
    ),
    (
        *(member, test_members.KEPT),
        member.Practise(test_members.ON, "rose", LATER),
        *("practised_until", member.RULE),
    ),
    (
        *(preparation, test_preparation.BLANK, replace(test_preparation.MEET, held_on=LATER)),
        *("held_on", preparation.GUIDANCE),
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0].__name__.split(".")[2])
def test_a_day_to_come_is_refused_in_the_same_words_with_the_source_of_each(
    rule: tuple[Any, Any, Any, str, str],
) -> None:
    decider, state, command, field, source = rule
    refused = given(decider, state).when(command).refused("date")
    assert refused.reason == "This day is still to come: what is recorded here has happened."
    assert (refused.field, refused.source) == (field, source)
