"""A letter's way: drafted from the decision, prepared, approved by another person, issued."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from uuid_utils.compat import uuid7

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from contracts.analytics import TrendReleasedV1
from contracts.codes import Outcome, Theme
from contracts.topics import REVIEW_CASE
from services.correspondence.document import store as documents
from services.correspondence.letter.store import LETTERS, source_of
from services.correspondence.letter_types import kind
from services.correspondence.render.content import words
from services.correspondence.resource import handlers as resources
from services.correspondence.resource.domain import Tags
from tests.integration.correspondence.letters_fixtures import (
    COLLEAGUE,
    DRAFTER,
    Office,
    a_state,
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
        assert len(await documents.of_incidents(conn, [office.incident])) == 1
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
    await office.send(id_)
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
    assert issued["awaits_decision"] is (clock == "P3")
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
    await office.register(name="Another Partnership")
    assert await shown(office, id_, date(2026, 9, 1)) == then


async def test_a_new_template_changes_no_letter_that_is_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, waiting = await office.issue(), await office.decide()
    monkeypatch.setattr(kind, "TEMPLATE_VERSION", "letters-2")
    assert "letters-1" in await shown(office, out)
    assert "letters-2" in await shown(office, waiting)


async def test_what_went_out_is_noise_once_its_key_is_erased(office: Office) -> None:
    id_ = await office.issue()
    async with office.db.begin() as tx:
        source = await source_of(tx.conn, id_)
        await office.service.keys.erase(tx.conn, office.incident)
    assert source
    assert source.content
    assert "chronology" not in source.content
    with pytest.raises(NotFound, match="erased"):
        await shown(office, id_)


def a_trend(**more: Any) -> TrendReleasedV1:
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
        **more,
    )


async def another(office: Office, number: int, decided_on: date, *themes: Theme) -> None:
    """Another decided review of the same partnership."""
    about = {"incident_id": uuid7(), "reference": f"CSPR-2026-{number:05}-X"}
    await office.deliverer.give(
        a_state(office.incident).model_copy(update=about), about["incident_id"]
    )
    given = await office.decision(Outcome.AGREE_NO_LCSPR, themes=themes, decided_on=decided_on)
    await office.deliverer.give(given.model_copy(update=about), about["incident_id"])


@pytest.mark.need("D9", "C7")
async def test_released_figures_stand_beside_the_advice_and_no_others(office: Office) -> None:
    id_ = await office.decide()
    assert "Local context" not in await shown(office, id_)
    await office.deliverer.give(a_trend(), uuid7())
    seen = await shown(office, id_)
    assert "14 of 60 reviews (23.3%) and in 11 of 40 partnerships" in seen
    assert "No figure is released for your region" in seen
    assert "The Panel has decided no other review of yours in 36 months." in seen
    assert "not a performance measure" in seen


@pytest.mark.need("D9")
async def test_a_letter_shows_the_case_beside_its_partnership_its_region_and_the_library(
    office: Office,
) -> None:
    id_ = await office.decide()
    await another(office, 1, date(2026, 3, 2), Theme.UNSEEN_MALE_CARER)
    await another(office, 2, date(2026, 2, 2), Theme.NEGLECT)
    await another(office, 3, date(2024, 3, 2), Theme.UNSEEN_MALE_CARER)
    await another(office, 4, date(2020, 3, 2), Theme.UNSEEN_MALE_CARER)
    tags = Tags("Seeing men", "guide", "https://library.example/men", themes=("unseen_male_carer",))
    other = Tags("Neglect", "guide", "https://library.example/neglect", themes=("neglect",))
    async with office.db.begin() as tx:
        for listed in (tags, other):
            await resources.enter(tx, uuid7(), listed, DRAFTER, uuid7())
    own = (
        "It was recorded in 1 of your 2 other reviews decided in the last 18 months and in 1 of 1"
        " decided in the 18 months before."
    )
    seen = await shown(office, id_)
    assert "has no released national figure" in seen
    assert own in seen
    here = {"region_code": "E12000005", "region_name": "West Midlands", "percent": 25}
    there = {"region_code": "E12000001", "region_name": "North East", "percent": 40}
    trend = a_trend(regions=(here, there), regions_months=18)
    await office.deliverer.give(trend, uuid7())
    seen = await shown(office, id_)
    assert "In your region, West Midlands, it was recorded in about 25%" in seen
    assert "North East" not in seen
    assert own in seen
    assert "Seeing men: https://library.example/men" in seen
    assert "library.example/neglect" not in seen


@pytest.mark.need("C13")
async def test_a_doubtful_letter_goes_out_once_it_is_said_why_and_the_reason_is_sealed(
    office: Office,
) -> None:
    id_ = await office.decide(reasons=await office.seal("You are required to hold a review."))
    await office.change(id_, office.letters.prepare, DRAFTER)
    for reason in ("", "  "):
        with pytest.raises(Refused) as doubtful:
            await office.allow(id_, reason)
        assert (doubtful.value.code, doubtful.value.field) == ("warnings", "override")
    assert await office.facts("letter-issued") == []
    await office.allow(id_, "It quotes the procedure of the board.")
    [approved] = await office.facts("letter-approved")
    assert approved["warnings"] == ["tone"]
    letter = await office.letter(id_)
    assert "quotes" not in f"{approved}{letter}"
    async with office.db.read() as conn:
        opened = await office.service.keys.open(conn, office.incident, letter.override)
    assert opened == "It quotes the procedure of the board."


async def test_surgery_that_was_required_holds_no_letter_up(office: Office) -> None:
    await office.issue(reasons=await office.seal("The infant required surgery."))
    [approved] = await office.facts("letter-approved")
    assert approved["warnings"] == []


async def test_a_partner_without_an_address_is_a_doubt_and_stops_nothing(office: Office) -> None:
    await office.register({"authority": "safeguarding@council.ashmere.example"})
    id_ = await office.decide()
    await office.change(id_, office.letters.prepare, DRAFTER)
    await office.allow(id_, "The board and the police get it on paper.")
    [approved] = await office.facts("letter-approved")
    assert approved["warnings"] == ["no_address", "no_address"]


async def reword(office: Office, id_: UUID, actor: Actor, **texts: str) -> None:
    async with office.db.begin() as tx:
        letter = (await LETTERS.load(tx.conn, [id_]))[id_]
        await office.letters.rewrite(tx, letter, actor, texts, None)


async def changes(office: Office, id_: UUID) -> list[tuple[str, str, str, str]]:
    letter = await office.letter(id_)
    async with office.db.read() as conn:
        found = await office.letters.changes(conn, letter)
    return [(one.title, one.by, one.was, one.now) for one in found]


async def test_a_letter_is_worded_anew_and_the_approver_sees_what_differs(office: Office) -> None:
    id_ = await office.decide()
    await reword(office, id_, DRAFTER, reasons="The learning can go further.", advice="")
    seen = await shown(office, id_)
    assert "The learning can go further." in seen
    assert "not adequately explored" not in seen
    assert await changes(office, id_) == [
        (
            "Why",
            DRAFTER.id,
            "The learning was not adequately explored.",
            "The learning can go further.",
        ),
        ("Our advice", DRAFTER.id, "We advise a proportionate local review.", ""),
    ]
    assert "go further" not in str(await office.letter(id_))
    with pytest.raises(Refused) as own:
        await office.change(id_, office.letters.approve, DRAFTER)
    assert own.value.code == "four_eyes"
    await office.allow(id_, "The advice follows in a meeting.")
    [approved] = await office.facts("letter-approved")
    assert (approved["reworded_by"], approved["warnings"]) == ([DRAFTER.id], ["missing"])
    assert "The learning can go further." in await shown(office, id_)
    assert len(await changes(office, id_)) == 2


async def test_words_keep_their_writer_and_go_back_to_those_of_the_decision(
    office: Office,
) -> None:
    id_ = await office.decide()
    await reword(office, id_, DRAFTER, reasons="One.", strengths="Two.")
    await reword(office, id_, COLLEAGUE, reasons="One.", strengths="Three.")
    assert [(title, by) for title, by, _, _ in await changes(office, id_)] == [
        ("Strengths", COLLEAGUE.id),
        ("Why", DRAFTER.id),
    ]
    await reword(office, id_, COLLEAGUE, strengths="The chronology is clear.")
    assert [title for title, _, _, _ in await changes(office, id_)] == ["Why"]
    await office.change(id_, office.letters.draft_again, COLLEAGUE)
    assert await changes(office, id_) == []
    assert (await office.letter(id_)).status == "drafted"
    told = [(one["parts"], one["reworded_by"]) for one in await office.facts("letter-reworded")]
    assert told == [
        (["strengths", "reasons"], DRAFTER.id),
        (["strengths", "reasons"], COLLEAGUE.id),
        (["reasons"], COLLEAGUE.id),
        ([], COLLEAGUE.id),
    ]


async def test_how_a_line_ends_is_no_difference(office: Office) -> None:
    id_ = await office.decide(reasons=await office.seal("One.\r\nTwo."))
    await reword(office, id_, DRAFTER, reasons="One.\nTwo.", strengths="Other.")
    assert [title for title, _, _, _ in await changes(office, id_)] == ["Strengths"]


async def test_a_letter_is_never_without_its_reasons_and_the_words_of_what_it_asks(
    office: Office,
) -> None:
    id_ = await office.decide(asks=(await office.ask_for("Your decision."),))
    for part in ("reasons", "request-1"):
        with pytest.raises(Refused) as empty:
            await reword(office, id_, DRAFTER, **{part: ""})
        assert (empty.value.code, empty.value.field) == ("refused", f"texts/{part}")


async def test_who_approves_has_read_what_goes_out(office: Office) -> None:
    id_ = await office.decide()
    await office.change(id_, office.letters.prepare, DRAFTER)
    async with office.db.read() as conn:
        letter = (await LETTERS.read(conn, [id_]))[id_]
        read = await office.letters.read(conn, letter, date(2026, 6, 8))
    await reword(office, id_, DRAFTER, reasons="Other reasons.")
    with pytest.raises(Refused) as changed:
        await office.change(id_, office.letters.approve, COLLEAGUE, "", read.digest)
    assert changed.value.code == "changed"


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
