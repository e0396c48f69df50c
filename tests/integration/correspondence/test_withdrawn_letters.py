"""A letter that went out is withdrawn, its recipients are told, and another takes its place."""

from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from chassis.errors import Refused
from contracts.codes import Outcome
from contracts.review.correction import DecisionCorrectedV1
from services.correspondence.delivery import recall
from services.correspondence.letter import withdrawing
from services.correspondence.letter.handlers import letter_id_of
from services.correspondence.letter.store import LETTERS
from services.correspondence.render.text import text
from tests.integration.correspondence.letters_fixtures import (
    COLLEAGUE,
    DRAFTER,
    MAILBOXES,
    REFERENCE,
    Office,
    office,
)
from tests.integration.correspondence.test_letter_pages import browser
from tests.support.page import page, submit
from tests.support.serve import serving

__all__ = ["office"]
WHY = "Two paragraphs of another draft stood in it."


async def withdraw(office: Office, id_: UUID, why: str = WHY) -> None:
    async with office.db.begin() as tx:
        found = (await LETTERS.load(tx.conn, [id_]))[id_]
        await withdrawing.withdraw(tx, office.service.keys, found, COLLEAGUE, why)


async def instead_of(office: Office, id_: UUID) -> UUID:
    async with office.db.begin() as tx:
        found = (await LETTERS.load(tx.conn, [id_]))[id_]
        return await withdrawing.replace(tx, found, DRAFTER)


async def words_of(office: Office, id_: UUID) -> str:
    async with office.db.read() as conn:
        content, _ = await office.letters.content(conn, id_, on=office.service.clock.now().date())
    return text(content)


async def test_what_has_not_left_is_stopped_and_who_may_have_it_gets_a_notice(
    office: Office,
) -> None:
    await office.register({**MAILBOXES, "health": None})
    id_ = await office.issue(override="The board has no mailbox yet.")
    never, maybe, there = await office.attempts(id_)
    pool = office.db.pool
    await pool.execute("update delivery set tries = 1 where id = $1", maybe.id)
    await pool.execute("update delivery set status = 'delivered' where id = $1", there.id)
    await withdraw(office, id_)
    assert [one.status for one in await office.attempts(id_)] == ["stopped", "stopped", "delivered"]
    notices = await office.attempts(recall.notice_of(id_))
    assert [(one.partner, one.kind) for one in notices] == [
        (maybe.partner, "notice"),
        (there.partner, "notice"),
    ]
    await withdraw(office, id_)
    await pool.execute("update delivery set status = 'failed' where mailbox = ''")
    await office.rounds()
    assert {one.kind for one in office.post.sent.values()} == {"notice"}
    assert not any(never.mailbox == one.to for one in office.post.sent.values())
    [fact] = await office.facts("letter-withdrawn")
    assert (fact["letter_id"], fact["withdrawn_by"]) == (str(id_), COLLEAGUE.id)
    assert WHY not in str(fact)


async def test_a_task_about_a_failed_delivery_ends_with_its_letter(office: Office) -> None:
    office.post.bouncing.add(MAILBOXES["police"])
    id_ = await office.issue()
    await office.rounds()
    assert len(await office.tasks()) == 1
    await withdraw(office, id_)
    assert await office.tasks() == []


async def test_a_letter_that_comes_back_after_it_was_withdrawn_is_not_sent_again(
    office: Office,
) -> None:
    office.post.bouncing.add(MAILBOXES["police"])
    id_ = await office.issue()
    await office.deliveries.round()
    await withdraw(office, id_)
    await office.rounds()
    assert [one.status for one in await office.attempts(id_)] == [
        "delivered",
        "delivered",
        "failed",
    ]
    [task] = await office.tasks()
    assert task.startswith("The notice to the police failed")


async def test_nobody_withdraws_a_letter_without_a_word_to_its_recipients(office: Office) -> None:
    id_ = await office.issue()
    with pytest.raises(Refused) as silent:
        await withdraw(office, id_, "  ")
    assert (silent.value.field, silent.value.code) == ("why", "no_reason")
    assert await office.facts("letter-withdrawn") == []


async def test_the_letter_in_its_place_says_the_decision_as_it_stands_and_moves_no_day(
    office: Office,
) -> None:
    decision = await office.decision(Outcome.ADVISE_LCSPR)
    await office.deliverer.give(decision, office.incident)
    id_ = letter_id_of(decision.decision_id)
    await office.send(id_)
    await withdraw(office, id_)
    corrected = DecisionCorrectedV1(
        incident_id=office.incident,
        reference=REFERENCE,
        decision_id=decision.decision_id,
        round=2,
        correction=1,
        corrected_on=decision.decided_on,
        parts=("reasons",),
        after_letter=True,
        why=await office.seal("A word was left out."),
        outcome=decision.outcome,
        national_candidate=decision.national_candidate,
        reasons=await office.seal("The learning was hardly explored."),
        reply_terms=decision.reply_terms,
    )
    await office.deliverer.give(corrected, office.incident)
    anew = await instead_of(office, id_)
    assert await instead_of(office, id_) == anew, "asked again, it is the same one"
    said = " ".join((await words_of(office, anew)).split())
    for words in (
        "This letter replaces ours of Monday 8 June 2026, which we withdrew on Monday 8 June 2026.",
        f"Why we withdrew it: {WHY}",
        "The learning was hardly explored.",
        "Please tell us your decision by Monday 22 June 2026.",
    ):
        assert words in said, words
    await office.send(anew)
    first, second = await office.facts("letter-issued")
    assert (second["replaces"], second["reply_clock"]) == (str(id_), None)
    assert first["reply_clock"]["due_on"] == "2026-06-22"
    gone = " ".join((await words_of(office, id_)).split())
    assert gone.startswith("Made-up data")
    assert "Our letter of Monday 8 June 2026 replaces it." in gone
    assert [one["letter_kind"] for one in await office.facts("letter-drafted")] == [
        "advise_lcspr",
        "advise_lcspr",
    ], "the correction is told by the letter in its place"


@pytest.mark.need("D1", "D14")
async def test_it_stays_readable_and_marked_for_partners_who_find_the_one_that_replaces_it(
    office: Office,
) -> None:
    id_ = await office.issue()
    async with (
        serving(office.app) as url,
        browser(office, url, "secretary") as drafter,
        browser(office, url, "secretary-2") as colleague,
        browser(office, url, "ashmere-icb") as partner,
    ):
        before = await partner.get(f"/partner/letters/{id_}/letter.txt")
        assert before.headers["content-type"].startswith("text/plain")
        shown = await page(colleague, f"/desk/letters/{id_}")
        empty = await submit(colleague, shown, {}, action="/withdraw", status=422)
        assert list(empty.errors) == ["why"]
        done = await submit(colleague, empty, {"why": WHY}, action="/withdraw")
        assert "The letter is withdrawn." in done.text
        seen = await page(partner, f"/partner/letters/{id_}")
        assert "It holds no longer." in seen.text
        assert f"Why: {WHY}" in seen.text
        assert "No letter replaces it yet." in seen.text
        plain = (await partner.get(f"/partner/letters/{id_}/letter.txt")).text
        assert "It holds no longer." in plain
        assert "It holds no longer." not in before.text
        pdf = (await partner.get(f"/partner/letters/{id_}/letter.pdf")).content
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert opened.Root.MarkInfo.Marked
        shown = await page(drafter, f"/desk/letters/{id_}")
        anew = await submit(drafter, shown, {}, action="/in-its-place")
        assert "This draft is in the place of the letter that was withdrawn." in anew.text
        made = withdrawing.replacement_of(id_)
        await page(partner, f"/partner/letters/{made}", status=404)
        await submit(drafter, anew, {}, action="/prepare")
        read = await page(colleague, f"/desk/letters/{made}")
        await submit(colleague, read, {}, action="/approve")
        seen = await page(partner, f"/partner/letters/{id_}")
        assert "the letter that replaces it" in seen.links
        assert "Send the reply" not in seen.text
        assert (
            "a letter that was withdrawn" in (await page(partner, f"/partner/letters/{made}")).links
        )
        case = await page(partner, f"/partner/cases/{REFERENCE}")
        assert "Withdrawn" in case.text
    looks = await office.db.pool.fetch(
        "select distinct action from access_log where action like 'downloaded a letter%' order by 1"
    )
    assert [one["action"] for one in looks] == [
        "downloaded a letter as PDF",
        "downloaded a letter as text",
    ]
