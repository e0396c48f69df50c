"""Earlier cases beside a later one, for staff alone; and the public log by topic."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.analytics import TrendReleasedV1
from contracts.codes import Criterion, Finding, Outcome, Theme
from contracts.reasons import ReviewReason
from contracts.review.curation import CaseCuratedV1, ExampleUse
from contracts.review.selection import SelectionAnswer, SelectionLoggedV1, SelectionOutcome
from tests.integration.correspondence.letters_fixtures import REFERENCE, a_state, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
SIMILAR = f"{ADDRESS}/desk/cases/{REFERENCE}/similar"
LOG = f"{ADDRESS}/desk/selection-log"


async def earlier(
    pages: Pages,
    number: int,
    theme: Theme,
    region: str = "E12000005",
    outcome: Outcome = Outcome.AGREE_NO_LCSPR,
) -> UUID:
    """A decided case of another area."""
    office, id_ = pages.office, uuid7()
    reference = f"CSPR-2026-{number:05}-X"
    about = {"incident_id": id_, "reference": reference, "region_code": region}
    await office.deliverer.give(a_state(id_).model_copy(update=about), id_)
    fact = (await office.decision(outcome, themes=(theme,))).model_copy(
        update={"incident_id": id_, "reference": reference}
    )
    await office.deliverer.give(fact, id_)
    return id_


async def curated(pages: Pages, id_: UUID, number: int, use: ExampleUse) -> None:
    fact = CaseCuratedV1(
        incident_id=id_,
        reference=f"CSPR-2026-{number:05}-X",
        use=use,
        curated_on=date(2026, 6, 8),
        why=await pages.office.seal("It is clear."),
    )
    await pages.office.deliverer.give(fact, id_)


async def this_case(pages: Pages) -> None:
    """The case at hand carries a theme."""
    fact = await pages.office.decision(Outcome.REQUEST_INFO, themes=(Theme.NEGLECT,))
    await pages.office.deliverer.give(fact, pages.office.incident)


@pytest.mark.need("C9")
async def test_like_cases_are_shown_to_staff_at_the_moment_of_decision_with_the_reasons(
    pages: Pages,
) -> None:
    await this_case(pages)
    await earlier(pages, 1, Theme.NEGLECT, outcome=Outcome.ADVISE_LCSPR)
    await earlier(pages, 2, Theme.DOMESTIC_ABUSE)
    browser = await pages.browser("secretary")
    for address in (SIMILAR, f"{ADDRESS}/desk/cases/{REFERENCE}/moves/record-decision"):
        shown = (await page(browser, address)).text
        assert "CSPR-2026-00001-X" in shown
        assert "Alike in themes: neglect" in shown
        assert "Advises an LCSPR, on 4 June 2026." in shown
        assert "CSPR-2026-00002-X" not in shown
    partner = await pages.browser("ashmere-manager")
    answer = await partner.get(SIMILAR, headers=HTML)
    assert answer.status_code == 403


@pytest.mark.need("C9")
async def test_staff_keep_examples_and_set_others_aside(pages: Pages) -> None:
    await this_case(pages)
    first = await earlier(pages, 1, Theme.NEGLECT)
    second = await earlier(pages, 2, Theme.NEGLECT)
    await curated(pages, second, 2, ExampleUse.KEPT)
    browser = await pages.browser("secretary")
    shown = (await page(browser, SIMILAR)).text
    assert shown.index("CSPR-2026-00002-X") < shown.index("CSPR-2026-00001-X")
    assert "kept as an example" in shown
    await curated(pages, first, 1, ExampleUse.SET_ASIDE)
    assert "CSPR-2026-00001-X" not in (await page(browser, SIMILAR)).text


async def test_a_regional_lead_sees_earlier_cases_of_the_region_alone(pages: Pages) -> None:
    await this_case(pages)
    await earlier(pages, 1, Theme.NEGLECT)
    await earlier(pages, 2, Theme.NEGLECT, region="E12000001")
    shown = (await page(await pages.browser("regional-lead"), SIMILAR)).text
    assert "CSPR-2026-00001-X" in shown
    assert "CSPR-2026-00002-X" not in shown


FILLED = {
    "topic": "unseen_male_carer",
    "outcome": "kept_in_view",
    "reason_codes[]": ["recurrent_theme"],
    "criteria.0.finding": "unclear",
    "criteria.1.finding": "not_met",
    "criteria.2.finding": "met",
}


def released() -> TrendReleasedV1:
    return TrendReleasedV1(
        trend_id=uuid7(),
        theme=Theme.UNSEEN_MALE_CARER,
        reviews=14,
        of_reviews=60,
        partnerships=11,
        of_partnerships=40,
        percent=23.3,
        as_of=date(2026, 6, 4),
        data_set_version="2026-06-04.1",
        released_by="An analyst",
        released_on=date(2026, 6, 4),
    )


def logged(id_: UUID, **more: Any) -> SelectionLoggedV1:
    given: dict[str, Any] = {
        "selection_id": id_,
        "topic": Theme.UNSEEN_MALE_CARER,
        "outcome": SelectionOutcome.LOCAL_BETTER,
        "reason_codes": (ReviewReason.LOCAL_BETTER,),
        "criteria": (SelectionAnswer(criterion=Criterion.REG3_RECURRENT, finding=Finding.MET),),
        "logged_on": date(2026, 7, 2),
        "framework_version": "framework-2026",
    }
    return SelectionLoggedV1(**{**given, **more})


@pytest.mark.need("C8")
async def test_staff_enter_a_topic_and_the_figures_are_those_that_were_released(
    pages: Pages,
) -> None:
    await pages.office.deliverer.give(released(), uuid7())
    browser = await pages.browser("secretary")
    first = await page(browser, LOG)
    empty = await submit(browser, first, {}, status=422)
    assert empty.errors["topic"] == "Choose the topic"
    assert empty.errors["reason_codes"] == "Choose the reasons"
    findings = [words for name, words in empty.errors.items() if name.startswith("criteria")]
    assert len(set(findings)) == 3, "each says of which criterion"
    assert "Choose the finding: Regulation 3: recurrent themes" in findings
    done = await pages.answering(submit(browser, first, FILLED))
    assert "The entry is in the public log." in done.text
    [command] = await pages.commands()
    assert command["prevalence"] == {
        "reviews": 14,
        "of_reviews": 60,
        "partnerships": 11,
        "of_partnerships": 40,
        "as_of": "2026-06-04",
        "data_set_version": "2026-06-04.1",
    }
    assert [one["finding"] for one in command["criteria"]] == ["unclear", "not_met", "met"]
    partner = await pages.browser("ashmere-manager")
    sent = {**FILLED, "token": await pages.token(partner)}
    assert (await partner.post(LOG, data=sent, headers=HTML)).status_code == 403


@pytest.mark.need("C8")
async def test_anyone_reads_the_log_by_topic(pages: Pages) -> None:
    id_ = uuid7()
    await pages.office.deliverer.give(logged(id_, outcome=SelectionOutcome.IN_VIEW), id_)
    await pages.office.deliverer.give(logged(id_), id_)
    browser = await pages.browser("secretary")
    browser.cookies.clear()
    shown = (await page(browser, f"{ADDRESS}/selection-log")).text
    for words in (
        "Unseen male carer",
        "Local reviews are more appropriate",
        "A local review is more appropriate",
        "Regulation 3: recurrent themes: met",
        "No figures are released yet",
    ):
        assert words in shown
    assert "CSPR-" not in shown
    [entry] = (await browser.get(f"{ADDRESS}/v1/selection-log")).json()
    assert (entry["topic"], entry["outcome"]) == ("unseen_male_carer", "local_more_appropriate")


async def test_a_refused_entry_says_why_and_keeps_what_was_chosen(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    shown = await pages.answering(
        submit(browser, await page(browser, LOG), FILLED, status=409),
        "refused",
        code="too_few",
        reason="Fewer than 3 partnerships have it.",
        source="rule of the national body",
        field="prevalence",
    )
    assert "Fewer than 3 partnerships have it." in shown.text
    assert shown.soup.select_one("input[name=outcome][value=kept_in_view][checked]")
