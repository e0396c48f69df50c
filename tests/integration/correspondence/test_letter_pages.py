"""The pages of a letter at the desk, and the invitation that goes into a calendar."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
import icalendar
import pytest
from uuid_utils.compat import uuid7

from contracts.review.meeting import DialogueOfferedV1
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office
from tests.support.page import page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office"]
DOUBTFUL = "You are required to hold a review."


@asynccontextmanager
async def browser(office: Office, url: str, sub: str) -> AsyncIterator[httpx.AsyncClient]:
    cookies = await cookies_of(office.service, sub)
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=ANSWER_S_MAX) as client:
        yield client


@pytest.mark.need("C6", "C13")
async def test_doubts_stand_above_the_letter_and_approval_asks_why(office: Office) -> None:
    id_ = await office.decide(reasons=await office.seal(DOUBTFUL))
    async with serving(office.app) as url:
        async with browser(office, url, "secretary") as drafter:
            shown = await page(drafter, f"/desk/letters/{id_}")
            assert "Why, paragraph 4. It says “You are required”" in shown.text
            done = await submit(drafter, shown, {}, action="/prepare")
            assert "waits for another person" in done.text
            assert "another person approves it" in done.text
        async with browser(office, url, "secretary-2") as colleague:
            shown = await page(colleague, f"/desk/letters/{id_}")
            again = await submit(colleague, shown, {}, action="/approve", status=409)
            assert list(again.errors) == ["override"]
            reason = {"override": "It quotes the board."}
            out = await submit(colleague, again, reason, action="/approve")
            assert "on its way to all three partners" in out.text
            assert "Sent all the same, because It quotes the board." in out.text
            assert "What is doubtful" not in out.text
    assert (await office.letter(id_)).status == "issued"


async def test_a_letter_is_worded_anew_on_its_page_and_the_difference_is_shown(
    office: Office,
) -> None:
    id_ = await office.decide(reasons=await office.seal(DOUBTFUL))
    async with serving(office.app) as url:
        async with browser(office, url, "secretary") as drafter:
            shown = await page(drafter, f"/desk/letters/{id_}/text")
            empty = await submit(drafter, shown, {"texts.reasons": ""}, status=422)
            assert list(empty.errors) == ["texts-reasons"]
            anew = {"texts.reasons": "We advise a review.\r\nIt is yours to decide."}
            done = await submit(drafter, empty, anew)
            assert "worded anew" in done.text
        async with browser(office, url, "secretary-2") as colleague:
            shown = await page(colleague, f"/desk/letters/{id_}")
            assert "What is doubtful" not in shown.text
            assert "Where the letter differs from its standard" in shown.text
            beside = (
                "Strengths The Panel thanks the partners for the work behind this rapid review."
            )
            assert f"{beside} The chronology is clear." in shown.text
            assert "Standard lines in it: What the Panel is and cannot do, version 1" in shown.text
            differs = f"Why {DOUBTFUL} We advise a review. It is yours to decide. Wren Halloway"
            assert differs in shown.text
            back = await submit(colleague, shown, {}, action="/draft-again")
            assert "a draft again, in the words that it was made from" in back.text
            assert "differs from the decision" not in back.text


async def test_how_plain_a_letter_is_stands_beside_it_with_its_long_sentences(
    office: Office,
) -> None:
    long = f"{' '.join(['We saw'] * 13)}."
    id_ = await office.decide(reasons=await office.seal(long))
    async with serving(office.app) as url, browser(office, url, "secretary") as drafter:
        shown = await page(drafter, f"/desk/letters/{id_}")
        assert re.search(
            r"Plain English: \d+ of 100, [a-z ]+ to read; reading age about \d+", shown.text
        )
        assert f"Why, paragraph 4. {long}" in shown.text
    await office.send(id_)
    async with serving(office.app) as url, browser(office, url, "chair") as chair:
        assert "Plain English: " in (await page(chair, f"/desk/letters/{id_}")).text


async def test_an_approval_of_other_words_than_were_read_is_refused(office: Office) -> None:
    id_ = await office.decide()
    async with (
        serving(office.app) as url,
        browser(office, url, "secretary") as drafter,
        browser(office, url, "secretary-2") as colleague,
    ):
        await submit(drafter, await page(drafter, f"/desk/letters/{id_}"), {}, action="/prepare")
        read = await page(colleague, f"/desk/letters/{id_}")
        form = await page(drafter, f"/desk/letters/{id_}/text")
        await submit(drafter, form, {"texts.advice": "Other advice."})
        late = await submit(colleague, read, {}, action="/approve", status=409)
        assert "has changed since you read it" in late.text
        assert "Other advice." in late.text
        await submit(colleague, late, {}, action="/approve")
    assert (await office.letter(id_)).status == "issued"


async def test_a_letter_that_was_overtaken_while_it_was_read_says_so_and_what_to_do(
    office: Office,
) -> None:
    id_ = await office.decide()
    async with (
        serving(office.app) as url,
        browser(office, url, "secretary") as drafter,
        browser(office, url, "secretary-2") as colleague,
    ):
        await submit(drafter, await page(drafter, f"/desk/letters/{id_}"), {}, action="/prepare")
        read = await page(colleague, f"/desk/letters/{id_}")
        await office.decide(decision_id=uuid7(), round=3)
        late = await submit(colleague, read, {}, action="/approve", status=409)
        assert "the case has been decided again since it was drafted" in late.text
        assert "take the latest letter" in late.text
        assert "has changed since you read it" not in late.text
        worded = await page(drafter, f"/desk/letters/{id_}/text", status=409)
        assert "the case has been decided again" in worded.text
    assert (await office.letter(id_)).status == "overtaken"


async def test_who_may_not_prepare_a_letter_may_not_word_it(office: Office) -> None:
    id_ = await office.decide()
    async with serving(office.app) as url, browser(office, url, "chair") as chair:
        shown = await page(chair, f"/desk/letters/{id_}")
        assert "Word the letter anew" not in shown.links
        await page(chair, f"/desk/letters/{id_}/text", status=403)


def an_offer(office: Office) -> DialogueOfferedV1:
    return DialogueOfferedV1(
        incident_id=office.incident,
        reference=REFERENCE,
        dialogue_id=uuid7(),
        starts_at=datetime.fromisoformat("2026-06-10T14:00:00+01:00"),
        minutes=60,
        reason="a.b.c.d.e",
    )


@pytest.mark.need("D4")
@pytest.mark.parametrize("sub", ["secretary", "ashmere-council", "ashmere-police"])
async def test_the_invited_put_the_meeting_into_their_calendar(office: Office, sub: str) -> None:
    offer = an_offer(office)
    await office.deliverer.give(offer, office.incident)
    root = "/desk" if sub == "secretary" else "/partner"
    async with serving(office.app) as url, browser(office, url, sub) as client:
        case = await page(client, f"{root}/cases/{REFERENCE}")
        first, again = [await client.get(case.links["Add to your calendar"]) for _ in range(2)]
    assert first.headers["content-type"].startswith("text/calendar")
    assert first.headers["content-disposition"].startswith("attachment")
    assert first.content == again.content, "a calendar knows the meeting again"
    [event] = icalendar.Calendar.from_ical(first.text).walk("VEVENT")
    assert event["dtstart"].to_ical() == b"20260610T130000Z"
    assert (str(event["uid"]), event["sequence"]) == (f"{offer.dialogue_id}@cspr.example", 0)
    looked = await office.db.pool.fetchval(
        "select count(*) from access_log where action = 'downloaded an invitation' and object = $1",
        REFERENCE,
    )
    assert looked == 2


async def test_who_is_not_invited_is_told_nothing(office: Office) -> None:
    offer = an_offer(office)
    await office.deliverer.give(offer, office.incident)
    at = f"/partner/cases/{REFERENCE}/meetings"
    async with serving(office.app) as url:
        async with browser(office, url, "brackenford-council") as stranger:
            await page(stranger, f"{at}/{offer.dialogue_id}.ics", status=404)
        async with browser(office, url, "ashmere-council") as partner:
            await page(partner, f"{at}/{uuid7()}.ics", status=404)
