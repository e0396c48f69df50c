"""A letter's way: drafted from the decision, prepared, approved by another person, issued."""

from datetime import date
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest
from uuid_utils.compat import uuid7

from chassis.errors import NotFound, Refused
from contracts.analytics import TrendReleasedV1
from contracts.catalogue import REVIEW_CASE
from contracts.codes import Outcome, Theme
from services.correspondence.document import store as documents
from services.correspondence.letter.store import source_of
from services.correspondence.render.content import words
from tests.integration.correspondence.letters_fixtures import (
    COLLEAGUE,
    DRAFTER,
    Office,
    office,
    terms_of,
)

__all__ = ["office"]


async def shown(office: Office, id_: UUID, on: date = date(2026, 6, 8)) -> str:
    async with office.db.read() as conn:
        content, _ = await office.letters.content(conn, id_, on=on)
    return " ".join(words(content))


async def test_a_decision_drafts_one_letter_however_often_it_is_heard_of(office: Office) -> None:
    fact = await office.decision(Outcome.ADVISE_LCSPR)
    record = office.deliverer.record(fact, office.incident)
    await office.deliverer.poll(REVIEW_CASE, [record, record])
    await office.deliverer.poll(REVIEW_CASE, [record])
    again = office.deliverer.record(fact, office.incident)
    await office.deliverer.poll(REVIEW_CASE, [again])
    [drafted] = await office.facts("letter-drafted")
    assert (drafted["letter_kind"], drafted["round"]) == ("advise_lcspr", 2)
    assert await office.deliverer.parked() == []


@pytest.mark.need("C6", "D1")
async def test_the_drafter_cannot_approve_and_the_approver_is_named(office: Office) -> None:
    id_ = await office.decide()
    with pytest.raises(Refused) as early:
        await office.change(id_, office.letters.approve, COLLEAGUE)
    assert early.value.code == "unprepared"
    await office.change(id_, office.letters.prepare, DRAFTER)
    with pytest.raises(Refused) as own:
        await office.change(id_, office.letters.approve, DRAFTER)
    assert own.value.code == "four_eyes"
    assert await office.facts("letter-issued") == []
    assert await office.attempts(id_) == []
    await office.change(id_, office.letters.approve, COLLEAGUE)
    [approved] = await office.facts("letter-approved")
    assert (approved["drafted_by"], approved["approved_by"]) == (DRAFTER.id, COLLEAGUE.id)
    assert approved["approved_on"] == "2026-06-08"


async def test_approving_twice_is_one_letter_one_document_three_deliveries(office: Office) -> None:
    id_ = await office.issue()
    await office.change(id_, office.letters.approve, COLLEAGUE)
    await office.change(id_, office.letters.approve, DRAFTER)
    [issued] = await office.facts("letter-issued")
    assert sorted(issued["recipients"]) == ["authority", "health", "police"]
    async with office.db.read() as conn:
        assert len(await documents.of_incident(conn, office.incident)) == 1
    assert [one.partner for one in await office.attempts(id_)] == ["authority", "health", "police"]


async def test_a_letter_that_is_sent_back_waits_as_a_draft_with_its_sealed_reason(
    office: Office,
) -> None:
    id_ = await office.decide()
    await office.change(id_, office.letters.prepare, DRAFTER)
    with pytest.raises(Refused) as own:
        await office.change(id_, office.letters.send_back, DRAFTER, "Not clear enough.")
    assert own.value.code == "four_eyes"
    await office.change(id_, office.letters.send_back, COLLEAGUE, "Not clear enough.")
    letter = await office.letter(id_)
    assert (letter.status, letter.drafted_by, letter.sent_back_by) == (
        "drafted",
        None,
        COLLEAGUE.id,
    )
    async with office.db.read() as conn:
        opened = await office.service.keys.open(conn, office.incident, letter.sent_back_because)
    assert opened == "Not clear enough."
    assert "Not clear" not in str(letter)
    await office.change(id_, office.letters.prepare, DRAFTER)
    await office.change(id_, office.letters.approve, COLLEAGUE)
    assert (await office.letter(id_)).status == "issued"


@pytest.mark.need("C4", "D1")
@pytest.mark.parametrize(
    ("outcome", "clock"),
    [
        (Outcome.AGREE_LCSPR, "P3"),
        (Outcome.AGREE_NO_LCSPR, None),
        (Outcome.QUESTION_LCSPR, "P3"),
        (Outcome.ADVISE_LCSPR, "P3"),
        (Outcome.DECISION_MISSING, "P3"),
        (Outcome.REQUEST_INFO, "P2"),
        (Outcome.OTHER, None),
    ],
)
async def test_every_outcome_has_its_letter_and_its_date_for_a_reply(
    office: Office, outcome: Outcome, clock: str | None
) -> None:
    asks = (await office.ask_for("Your decision."),) if clock == "P2" else ()
    id_ = await office.issue(outcome, asks=asks)
    [issued] = await office.facts("letter-issued")
    assert issued["letter_kind"] == outcome
    running = issued["reply_clock"]
    assert (running and running["code"]) == clock
    if clock:
        assert running["due_on"] == "2026-06-22"
        assert "Monday 22 June 2026" in await shown(office, id_)
    else:
        assert "22 June" not in await shown(office, id_)


async def test_the_date_for_a_reply_is_counted_by_the_terms_of_the_decision(
    office: Office,
) -> None:
    terms = terms_of("P3", 5).model_copy(update={"policy_version": "clocks-9"})
    id_ = await office.issue(reply_terms=terms)
    [issued] = await office.facts("letter-issued")
    assert issued["reply_clock"]["due_on"] == "2026-06-15"
    assert issued["reply_clock"]["policy_version"].startswith("clocks-9; ")
    assert "Monday 15 June 2026" in await shown(office, id_)


async def test_what_went_out_is_kept_as_it_was_with_its_hash(office: Office) -> None:
    id_ = await office.issue()
    then = await shown(office, id_)
    [issued] = await office.facts("letter-issued")
    async with office.db.read() as conn:
        stored = await documents.find(conn, UUID(issued["document"]["id"]))
        assert stored
        content = await documents.content_of(conn, office.service.keys, stored)
        source = await source_of(conn, id_)
    assert source
    assert source.sha256 == stored.sha256 == issued["document"]["sha256"]
    with pikepdf.open(BytesIO(content)) as found:
        assert found.Root.MarkInfo.Marked
    await office.deliverer.give(a_trend(), uuid7())
    assert await shown(office, id_, date(2026, 9, 1)) == then


def a_trend() -> TrendReleasedV1:
    return TrendReleasedV1(
        trend_id=uuid7(),
        theme=Theme.UNSEEN_MALE_CARER,
        reviews=14,
        of_reviews=60,
        percent=23.3,
        partnerships=11,
        of_partnerships=40,
        as_of="2026-06-04",  # type: ignore[arg-type]
        data_set_version="2026-06-04.1",
        released_by="person:analyst",
        released_on="2026-06-04",  # type: ignore[arg-type]
    )


@pytest.mark.need("D9", "C7")
async def test_released_figures_stand_beside_the_advice_and_no_others(office: Office) -> None:
    id_ = await office.decide()
    assert "Local context" not in await shown(office, id_)
    await office.deliverer.give(a_trend(), uuid7())
    seen = await shown(office, id_)
    assert "14 of 60 reviews (23.3%) and in 11 of 40 partnerships" in seen
    assert "not a performance measure" in seen


@pytest.mark.need("C13")
async def test_a_letter_that_requires_something_is_not_sent(office: Office) -> None:
    reasons = await office.seal("You are required to hold a review.")
    id_ = await office.decide(reasons=reasons)
    await office.change(id_, office.letters.prepare, DRAFTER)
    with pytest.raises(Refused) as tone:
        await office.change(id_, office.letters.approve, COLLEAGUE)
    assert tone.value.code == "tone"
    assert "required" in tone.value.reason


@pytest.mark.need("J4")
async def test_without_its_key_a_letter_is_noise(office: Office) -> None:
    id_ = await office.decide()
    row = await office.db.pool.fetchrow("select decision::text as said from letter_source")
    assert row
    assert "adequately" not in row["said"]
    async with office.db.begin() as tx:
        await office.service.keys.erase(tx.conn, office.incident)
    with pytest.raises(NotFound, match="erased"):
        await shown(office, id_)
