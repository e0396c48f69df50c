"""Every command is given from a page: empty, right, twice, stale, without a token, by one who may not."""

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import Tag

from contracts.codes import Partner
from contracts.review.consideration import Owed
from services.correspondence.read_models import cases
from services.correspondence.web.moves import BY_COMMAND
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.moves_tried import CANARY, MAY_NOT, TRIED, Tried
from tests.integration.correspondence.moves_tried_decision import AFTER_DECISION
from tests.integration.correspondence.moves_tried_lcspr import TRIED_LCSPR
from tests.integration.correspondence.moves_tried_panel import TRIED_PANEL
from tests.integration.correspondence.moves_tried_rapid import RAPID_TRIED
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, inputs, pages
from tests.support.page import HTML, Page, page, submit

__all__ = ["office", "pages"]
ALL_TRIED = (*TRIED, *TRIED_PANEL, *RAPID_TRIED, *AFTER_DECISION, *TRIED_LCSPR)
TOGETHER = 8
GROUPS = [ALL_TRIED[n : n + TOGETHER] for n in range(0, len(ALL_TRIED), TOGETHER)]
in_groups = pytest.mark.parametrize("group", GROUPS, ids=lambda one: one[0].command)
BY_NAME = {one.command: one for one in ALL_TRIED}
BY_DOCUMENT = {"send-rapid-review-document"}


def test_every_form_is_tried() -> None:
    assert set(BY_NAME) | BY_DOCUMENT == set(BY_COMMAND)
    assert len(BY_NAME) == len(ALL_TRIED)


def emptied(form: Tag) -> dict[str, str]:
    """Every field that a person sees, with nothing in it."""
    return dict.fromkeys(inputs(form), "")


def holds(shown: Page, values: Mapping[str, Any]) -> bool:
    """Whether what was typed stands in the form again."""
    stand = inputs(shown.form("/" + shown.address.rpartition("/")[2]))
    typed = {n: v if isinstance(v, list) else [v] for n, v in values.items()}
    missing = {name: value for name, value in typed.items() if stand.get(name) != value}
    assert not missing, f"not in the form any more: {missing}"
    return True


def without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What was typed, but for one field."""
    at = name.removesuffix("-day")
    return {
        n: v
        for n, v in values.items()
        if not f"{n.removesuffix('[]').replace('.', '-')}-".startswith(f"{at}-")
    }


@in_groups
async def test_a_form_that_is_not_whole_or_not_ones_own_changes_nothing(
    pages: Pages, group: tuple[Tried, ...], subtests: pytest.Subtests
) -> None:
    for tried in group:
        with subtests.test(tried.command):
            await changes_nothing(pages, tried)
    assert await pages.commands() == []


async def changes_nothing(pages: Pages, tried: Tried) -> None:
    browser = await pages.browser(tried.sub)
    first = await page(browser, tried.address)
    empty = await submit(browser, first, emptied(first.form(tried.command)), status=422)
    assert empty.errors == tried.needs
    left_out = next(iter(tried.needs))
    typed = without(tried.fills, left_out)
    shown = await submit(browser, first, typed, status=422)
    assert list(shown.errors) == [left_out]
    assert holds(shown, typed)
    bare = await browser.post(tried.address, data=dict(tried.fills), headers=HTML)
    assert bare.status_code == 403
    for sub, status in MAY_NOT[tried.sub].items():
        other = await pages.browser(sub)
        sent = {**tried.fills, "token": await pages.token(other)}
        answer = await other.post(tried.address, data=sent, headers=HTML)
        assert answer.status_code == status, f"{sub}: {answer.status_code}"
    assert await pages.commands() == []


@in_groups
async def test_a_right_form_is_one_command_however_often_it_is_sent(
    pages: Pages, group: tuple[Tried, ...], subtests: pytest.Subtests
) -> None:
    for given, tried in enumerate(group, start=1):
        with subtests.test(tried.command):
            await is_one_command(pages, tried)
        assert len(await pages.commands()) == given


async def is_one_command(pages: Pages, tried: Tried) -> None:
    browser = await pages.browser(tried.sub)
    first = await page(browser, tried.address)
    done = await pages.answering(submit(browser, first, tried.fills))
    again = await submit(browser, first, tried.fills)
    assert BY_COMMAND[tried.command].done in done.text
    assert BY_COMMAND[tried.command].done in again.text
    command = (await pages.commands())[-1]
    assert CANARY not in str(command)
    says = {"incident_id": str(pages.office.incident), **tried.says}
    assert await pages.opened(command) == says


HALF_FILLED = [
    ("record-decision", {"criteria.1.reason": CANARY}, "criteria-1-finding"),
    ("record-decision", {"criteria.1.evidence": CANARY}, "criteria-1-finding"),
    ("record-decision", {"criteria.2.finding": "met"}, "criteria-2-reason"),
    ("record-decision", {"asks.3.asked_of[]": ["police"]}, "asks-3-text"),
    ("record-decision", {"asks.3.text": CANARY}, "asks-3-asked_of"),
    ("submit-rapid-review", {"positions.1.reservation": CANARY}, "positions-1-view"),
    ("submit-rapid-review", {"positions.1.withheld[]": ["yes"]}, "positions-1-view"),
    ("submit-rapid-review", {"learning.3.owner": "Head of service"}, "learning-3-theme"),
    ("submit-rapid-review", {"learning.3.theme": "unseen_male_carer"}, "learning-3-text"),
    ("record-partners-decision", {"positions.0.reservation": CANARY}, "positions-0-view"),
    ("record-partners-decision", {"criteria.3.reason": CANARY}, "criteria-3-finding"),
    ("record-dialogue", {"actions.3.owner": "The secretary"}, "actions-3-text"),
    ("record-dialogue", {"actions.3.text": CANARY}, "actions-3-owner"),
]


@pytest.mark.parametrize("command", sorted({one[0] for one in HALF_FILLED}))
async def test_a_half_filled_row_is_an_error_that_names_its_field(
    pages: Pages, command: str
) -> None:
    tried = BY_NAME[command]
    browser = await pages.browser(tried.sub)
    first = await page(browser, tried.address)
    for more, field in [(more, field) for name, more, field in HALF_FILLED if name == command]:
        typed = {**tried.fills, **more}
        shown = await submit(browser, first, typed, status=422)
        assert field in shown.errors
        assert holds(shown, typed)
    assert await pages.commands() == []


async def test_half_filled_rows_are_told_together_with_all_that_is_missing(pages: Pages) -> None:
    tried = BY_NAME["record-decision"]
    browser = await pages.browser(tried.sub)
    typed = {"criteria.0.reason": CANARY, "asks.5.text": CANARY}
    shown = await submit(browser, await page(browser, tried.address), typed, status=422)
    assert list(shown.errors) == ["outcome", "criteria-0-finding", "reasons", "asks-5-asked_of"]


async def test_a_text_that_is_too_long_is_told_at_its_field(pages: Pages) -> None:
    tried = BY_NAME["record-decision"]
    browser = await pages.browser(tried.sub)
    typed = {**tried.fills, "criteria.0.reason": "x" * 20_001}
    shown = await submit(browser, await page(browser, tried.address), typed, status=422)
    assert shown.errors == {"criteria-0-reason": "This is longer than 20000 characters."}


async def test_someone_changed_the_case_meanwhile(pages: Pages) -> None:
    tried = BY_NAME["record-decision"]
    browser = await pages.browser(tried.sub)
    first = await page(browser, tried.address)
    refusal = {"code": "stale", "reason": "The case has moved on.", "field": "version"}
    old = first.soup.select_one("input[name=version]")
    assert old
    old["value"] = "1"
    shown = await pages.answering(
        submit(browser, first, tried.fills, status=409), "refused", **refusal
    )
    assert "The case has moved on since you opened this form." in shown.text
    assert holds(shown, tried.fills)
    assert shown.soup.select_one("input[name=version][value='2']")
    [command] = await pages.commands()
    assert command["version"] == 1
    done = await pages.answering(submit(browser, shown, {}))
    assert BY_COMMAND[tried.command].done in done.text
    assert [one["version"] for one in await pages.commands()] == [1, 2]


async def test_what_review_refuses_stands_on_the_form_with_all_that_was_typed(
    pages: Pages,
) -> None:
    tried = BY_NAME["record-partners-decision"]
    browser = await pages.browser(tried.sub)
    for field, at in (("decided_on", "decided_on-day"), ("elsewhere", "")):
        first = await page(browser, tried.address)
        refusal = {"reason": "The rule says no.", "source": "rule 7", "field": field}
        shown = await pages.answering(
            submit(browser, first, tried.fills, status=409), "refused", **refusal
        )
        assert shown.errors == {at: "The rule says no. (rule 7)"}
        assert holds(shown, tried.fills)


async def test_a_refusal_of_a_group_leads_to_the_group(pages: Pages) -> None:
    tried = BY_NAME["record-decision"]
    browser = await pages.browser(tried.sub)
    for field in ("criteria", "asks"):
        first = await page(browser, tried.address)
        shown = await pages.answering(
            submit(browser, first, tried.fills, status=409), "refused", reason="No.", field=field
        )
        assert shown.errors == {field: "No."}


async def test_while_review_is_away_it_is_being_recorded_and_a_refusal_is_not_lost(
    pages: Pages,
) -> None:
    pages.at_once()
    tried = BY_NAME["record-decision"]
    browser = await pages.browser(tried.sub)
    waiting = await submit(browser, await page(browser, tried.address), tried.fills)
    assert waiting.h1 == "Being recorded"
    assert (
        "being recorded" in (await page(browser, f"{ADDRESS}/desk/cases/{REFERENCE}")).text.lower()
    )

    async def nothing() -> None: ...

    await pages.answering(nothing(), "refused", reason="No quorum.", source="standing rule")
    tray = await page(browser, f"{ADDRESS}/desk/refused")
    assert "No quorum. (standing rule)" in tray.text
    again = await page(browser, ADDRESS + tray.links["Open the form again, with what you typed"])
    assert holds(again, tried.fills)
    closed = "update case_view set state = jsonb_set(state, '{moves}', '[]')"
    await pages.office.db.pool.execute(closed)
    tray = await page(browser, f"{ADDRESS}/desk/refused")
    assert "It is not open now; the case says why." in tray.text
    left = await submit(browser, tray, {}, action="/seen")
    assert "Nothing that you sent was refused." in left.text


async def test_a_form_saved_for_later_sends_nothing_and_stands_there_again(pages: Pages) -> None:
    tried = BY_NAME["submit-rapid-review"]
    browser = await pages.browser(tried.sub)
    half = {**without(tried.fills, "partnership_view"), "then": "save"}
    saved = await submit(browser, await page(browser, tried.address), half)
    assert "Your form is kept." in saved.text
    again = await page(browser, tried.address)
    assert "This is what you saved for later." in again.text
    assert holds(again, without(half, "then"))
    assert await pages.commands() == []
    kept = await pages.office.db.pool.fetchval("select content from draft")
    assert CANARY not in kept
    other = await pages.browser("ashmere-council")
    assert CANARY not in str((await page(other, tried.address)).soup)


async def test_a_document_is_kept_when_another_answer_is_missing(pages: Pages) -> None:
    tried = BY_NAME["submit-rapid-review"]
    browser = await pages.browser(tried.sub)
    file = {"document": ("review.txt", b"The rapid review, made up.", "text/plain")}
    typed = without(tried.fills, "partnership_view")
    first = await page(browser, tried.address)
    shown = await submit(browser, first, typed, files=file, status=422)
    assert "The document that you sent is kept." in shown.text
    await pages.answering(submit(browser, shown, {"partnership_view": "no"}))
    [command] = await pages.commands()
    assert command["document"]["media_type"] == "text/plain"


async def test_a_partner_is_offered_what_it_owes_and_not_what_others_do(pages: Pages) -> None:
    office = pages.office
    async with office.db.read() as conn:
        told = (await cases.find(conn, REFERENCE) or pytest.fail("no case")).told
    assert told
    owed = (Owed(number=1, partner=Partner.HEALTH),)
    state = told.model_copy(update={"version": 3, "owed": owed})
    await office.deliverer.give(state, office.incident)
    tried = BY_NAME["answer-information-request"]
    for sub, offered in (("ashmere-icb", True), ("ashmere-police", False)):
        shown = await page(await pages.browser(sub), tried.address)
        assert ("Who saw the carer?" in shown.text) is offered


async def test_who_records_for_a_member_is_asked_for_whom(pages: Pages) -> None:
    asks = {
        "record-dissent": "Choose who dissents",
        "comment-as-reader": "Choose whose comment it is",
    }
    secretary = await pages.browser("secretary")
    for command, words in asks.items():
        tried = BY_NAME[command]
        first = await page(secretary, tried.address)
        shown = await submit(secretary, first, tried.fills, status=409)
        assert shown.errors == {"member_id": words}
        assert holds(shown, tried.fills)
    assert await pages.commands() == []
