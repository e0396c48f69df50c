"""What a digest counts from the facts of its period."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.catalogue import by_model
from contracts.codes import Theme
from contracts.review.action_ledger import ActionResultRecordedV1, Result
from contracts.review.lcspr import LcsprPublishedV1
from contracts.review.lcspr_course import LcsprScopeSetV1
from contracts.review.lcspr_ending import LcsprTakenDownV1
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from contracts.review.rapid_review_steps import RapidReviewConfirmedV1
from contracts.tools.samples import data_of
from services.correspondence.digest.figures import counted, still_public
from services.correspondence.digest.handlers import Digests, all_of
from services.correspondence.policy import digests
from tests.integration.correspondence.letters_fixtures import MONDAY, REFERENCE, Office, office

__all__ = ["office"]
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))


async def measured(office: Office, action: UUID, number: int, *results: Result) -> None:
    """An action is measured again and again, a day apart."""
    for days, result in enumerate(results):
        office.at(MONDAY + timedelta(days=days))
        fact = ActionResultRecordedV1(
            incident_id=office.incident,
            reference=REFERENCE,
            action_id=action,
            number=number,
            on=date(2026, 6, 8) + timedelta(days=days),
            result=result,
            measured=await office.seal("Audits of supervision."),
        )
        await office.deliverer.give(fact, office.incident)


@pytest.mark.need("E4")
async def test_an_action_counts_once_by_its_last_result_and_too_early_is_none(
    office: Office,
) -> None:
    await measured(office, uuid4(), 1, Result.TOO_EARLY, Result.IMPROVED)
    await measured(office, uuid4(), 2, Result.IMPROVED, Result.WORSE)
    await measured(office, uuid4(), 3, Result.TOO_EARLY)
    async with office.db.read() as conn:
        figures = await counted(conn, QUARTER, digests.in_force())
    assert (figures.actions_measured, figures.actions_improved) == (2, 1)


@pytest.mark.need("E4")
async def test_a_report_counts_once_in_the_quarter_that_it_names(office: Office) -> None:
    """It is told a quarter later, taken down, and published again."""
    told = {"published_on": date(2026, 3, 30), "address": "https://ashmere.example/report"}
    await coded(office, LcsprPublishedV1, **told)
    await coded(office, LcsprPublishedV1, **told | {"published_on": date(2026, 4, 2)})
    async with office.db.read() as conn:
        rule, before = digests.in_force(), (date(2026, 1, 1), date(2026, 3, 31))
        numbers = [(await counted(conn, one, rule)).published for one in (before, QUARTER)]
        [named] = (await counted(conn, QUARTER, rule)).reports
    assert (numbers, named.published_on) == ([1, 0], date(2026, 4, 2))


async def test_a_report_that_was_taken_down_since_is_named_no_more(office: Office) -> None:
    of = {"lcspr_id": uuid4()}
    address = "https://ashmere.example/report"
    await coded(office, LcsprPublishedV1, **of, published_on=date(2026, 4, 2), address=address)
    async with office.db.read() as conn:
        named = (await counted(conn, QUARTER, digests.in_force())).reports
        assert [one.address for one in await still_public(conn, named)] == [address]
    await coded(office, LcsprTakenDownV1, **of)
    async with office.db.read() as conn:
        assert await still_public(conn, named) == []


async def test_a_quarter_that_was_slept_through_is_drafted_later(office: Office) -> None:
    rounds = Digests(office.db, office.service.clock)
    assert await rounds.round() == 1
    office.at(datetime(2027, 1, 4, 9, tzinfo=UTC))
    assert (await rounds.round(), await rounds.round()) == (3, 0)
    async with office.db.read() as conn:
        found = await all_of(conn, issued_only=False)
    assert [one.period[1].month for one in found if one.period] == [12, 9, 6, 3]


async def coded(office: Office, model: type[Any], **said: Any) -> None:
    """A version of the case's rapid review, or the scope of its LCSPR, with its themes."""
    fact = model.model_validate({**data_of(by_model()[model]), **said})
    fact = fact.model_copy(update={"incident_id": office.incident, "reference": REFERENCE})
    await office.deliverer.give(fact, office.incident)


async def themes(office: Office) -> dict[str, int]:
    """The themes of the quarter, however few cases have them."""
    async with office.db.read() as conn:
        rule = replace(digests.in_force(), theme_cases_min=1)
        return dict((await counted(conn, QUARTER, rule)).themes)


@pytest.mark.need("E4")
async def test_a_theme_counts_once_a_person_stands_for_it_and_until_it_is_coded_otherwise(
    office: Office,
) -> None:
    unconfirmed = {"core_confirmed": False, "themes": (Theme.NEGLECT,)}
    await coded(office, RapidReviewSubmittedV1, **unconfirmed)
    assert await themes(office) == {}
    await coded(office, RapidReviewConfirmedV1, themes=(Theme.DOMESTIC_ABUSE,))
    assert await themes(office) == {"domestic_abuse": 1}
    await coded(office, RapidReviewResubmittedV1, **unconfirmed)
    assert await themes(office) == {"domestic_abuse": 1}
    await coded(office, RapidReviewConfirmedV1, themes=(Theme.UNSEEN_MALE_CARER,))
    assert await themes(office) == {"unseen_male_carer": 1}
    await coded(office, LcsprScopeSetV1, lines_of_enquiry=(Theme.DOMESTIC_ABUSE,))
    assert await themes(office) == {"domestic_abuse": 1, "unseen_male_carer": 1}
