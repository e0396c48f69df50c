"""The national body prepares, sits, dissents and advises: what is told, to the register and by it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.review.advice import AskAdviceV1, GiveAdviceV1, GuidanceRef, RelyOnAdviceV1
from contracts.review.consideration import RecuseMemberV1
from contracts.review.member import (
    MEMBER_REGISTER,
    DeclareInterestV1,
    EndMemberTermV1,
    MemberEntry,
    RegisterMembersV1,
)
from contracts.review.minutes import AgreeMinutesV1
from contracts.review.preparation import (
    AllocateReadersV1,
    CommentAsReaderV1,
    DeclareConflictV1,
    RecordDissentV1,
    TriageCaseV1,
)
from contracts.topics import REVIEW_COMMAND
from tests.integration.review.conftest import SEALED, Review
from tests.support.statements import counted

ALL = "chair member partner_health partnership_manager secretary"
SECTORS = ("health", "police", "law", "social_care", "voluntary", "health", "police")


def entry(n: int, **more: Any) -> MemberEntry:
    return MemberEntry.model_validate(
        {
            "member_id": f"member-{n}",
            "name": f"Member {'abcdefg'[n]}",
            "sector": SECTORS[n],
            "serves_from": "2024-04-01",
            "inducted_on": "2024-04-01",
            **more,
        }
    )


async def registered(review: Review, *entries: MemberEntry) -> None:
    review.deliverer.roles = ALL
    found = entries or tuple(entry(n) for n in range(7))
    await review.done(RegisterMembersV1(members=found), MEMBER_REGISTER)


@pytest.mark.need("C15")
async def test_a_file_of_members_is_entered_once(review: Review) -> None:
    await registered(review)
    await registered(review, entry(0, sector="law"), entry(6))
    told = await review.facts("member-registered")
    assert [one["member"]["member_id"] for one in told] == [f"member-{n}" for n in range(7)]
    assert told[0]["member"]["sector"] == "health"


@pytest.mark.need("C5", "C15")
async def test_who_may_not_count_does_not_and_the_decision_says_so(review: Review) -> None:
    await registered(review)
    ends = EndMemberTermV1(member_id="member-0", last_day=date(2026, 4, 9))
    await review.done(ends, MEMBER_REGISTER)
    tie = DeclareInterestV1(member_id="member-1", partnership="ashmere")
    await review.done(tie, MEMBER_REGISTER)
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    recuse = RecuseMemberV1(incident_id=incident, member_id="member-2", reason=SEALED)
    await review.done(recuse, incident)
    answer = await review.refused(review.decision(incident, meeting), incident)
    assert answer["code"] == "inquorate"
    assert "4 members" in answer["reason"]


@pytest.mark.need("C5", "C15")
async def test_who_considered_a_case_is_told_by_sector_with_what_is_warned_of(
    review: Review,
) -> None:
    old = {"practised_until": "2019-01-31", "inducted_on": None}
    await registered(review, *(entry(n) for n in range(6)), entry(6, sector="education", **old))
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    recuse = RecuseMemberV1(incident_id=incident, member_id="member-2", reason=SEALED)
    await review.done(recuse, incident)
    await review.done(review.decision(incident, meeting), incident)
    [told] = await review.facts("case-considered")
    apart = {one["member_id"]: one["apart"] for one in told["members"] if one["apart"]}
    assert apart == {"member-2": "recused"}
    assert len(told["members"]) == 7
    assert told["sectors_missing"] == ["law"]
    assert told["sectors_not_recent"] == ["education"]
    assert told["not_inducted"] == ["member-6"]
    [attended] = await review.facts("attendance-recorded")
    assert (attended["counted"], attended["needed"]) == (7, 5)


@pytest.mark.need("C5", "C16")
async def test_a_case_is_looked_through_read_and_commented_on(review: Review) -> None:
    await registered(review)
    first, second = await review.case(), await review.case()
    for one in (first, second):
        await review.done(review.submission(one), one)
    triage = TriageCaseV1(incident_id=first, route="routine", sectors=("law",))
    await review.done(triage, first)
    await review.done(AllocateReadersV1(incident_id=first), first)
    [told] = await review.facts("readers-allocated")
    assert [one["member_id"] for one in told["readers"]] == ["member-2", "member-0"]
    assert (told["by_load"], told["sectors_missing"]) == (True, [])
    await review.done(AllocateReadersV1(incident_id=second), second)
    other = (await review.facts("readers-allocated"))[-1]
    assert [one["member_id"] for one in other["readers"]] == ["member-1", "member-3"]
    assert [one["load"] for one in other["readers"]] == [0, 0]
    says = CommentAsReaderV1(
        incident_id=first, member_id="member-2", comment=SEALED, proposes="agree_no_lcspr"
    )
    await review.done(says, first)
    refused = await review.refused(says.model_copy(update={"member_id": "member-1"}), first)
    assert refused["code"] == "no_reader"
    assert (await review.state(first))["stage"] == "with_national_body"


@pytest.mark.need("C5")
async def test_a_reader_who_declares_a_tie_comments_no_more(review: Review) -> None:
    await registered(review)
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    readers = ("member-0", "member-1")
    await review.done(AllocateReadersV1(incident_id=incident, member_ids=readers), incident)
    tie = DeclareInterestV1(member_id="member-0", partnership="ashmere")
    await review.done(tie, MEMBER_REGISTER)
    says = CommentAsReaderV1(incident_id=incident, member_id="member-0", comment=SEALED)
    assert (await review.refused(says, incident))["code"] == "conflicted"
    await review.done(says.model_copy(update={"member_id": "member-1"}), incident)


async def test_two_cases_of_one_poll_do_not_go_to_the_same_readers(review: Review) -> None:
    await registered(review)
    cases = [await review.case(), await review.case()]
    for one in cases:
        await review.done(review.submission(one), one)
    records = [
        review.deliverer.record(AllocateReadersV1(incident_id=one), one, roles=ALL) for one in cases
    ]
    await review.deliverer.poll(REVIEW_COMMAND, records)
    told = await review.facts("readers-allocated")
    read = [one["member_id"] for fact in told for one in fact["readers"]]
    assert len(set(read)) == 4


async def test_allocating_more_cases_in_one_poll_asks_the_database_no_more(review: Review) -> None:
    await registered(review)
    asked = []
    for number in (1, 4):
        cases = [await review.case() for _ in range(number)]
        for one in cases:
            await review.done(review.submission(one), one)
        given = [(AllocateReadersV1(incident_id=one), one) for one in cases]
        records = [review.deliverer.record(*one, roles=ALL) for one in given]
        async with counted(review.service.db) as statements:
            await review.deliverer.poll(REVIEW_COMMAND, records)
        asked.append(len(statements))
    assert len(await review.facts("readers-allocated")) == 5
    assert asked[0] == asked[1], asked


@pytest.mark.need("C5")
async def test_a_member_declares_a_conflict_and_takes_no_part(review: Review) -> None:
    await registered(review)
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    await review.done(AllocateReadersV1(incident_id=incident), incident)
    [told] = await review.facts("readers-allocated")
    reader = told["readers"][0]["member_id"]
    await review.done(
        DeclareConflictV1(incident_id=incident, member_id=reader, reason=SEALED), incident
    )
    [recused] = await review.facts("member-recused")
    assert recused["member_id"] == reader
    again = AllocateReadersV1(incident_id=incident, member_ids=(reader,))
    assert (await review.refused(again, incident))["code"] == "conflicted"


@pytest.mark.need("C5")
async def test_dissent_is_told_of_the_decision_and_only_by_who_sat(review: Review) -> None:
    await registered(review)
    incident = await review.case()
    decided = await review.decided(incident, "2026-04-10")
    dissent = RecordDissentV1(incident_id=incident, member_id="member-3", reason=SEALED)
    await review.done(dissent, incident)
    [told] = await review.facts("dissent-recorded")
    assert (told["decision_id"], told["round"]) == (decided["decision_id"], 1)
    stranger = dissent.model_copy(update={"member_id": "stranger"})
    assert (await review.refused(stranger, incident))["code"] == "did_not_sit"


@pytest.mark.need("C5")
async def test_minutes_are_agreed_by_the_chair_and_opened_by_a_correction(
    review: Review,
) -> None:
    await registered(review)
    meeting = await review.meeting("2026-04-10")
    await review.done(AgreeMinutesV1(meeting_id=meeting), meeting)
    await review.done(AgreeMinutesV1(meeting_id=meeting), meeting)
    [told] = await review.facts("minutes-agreed")
    assert (told["held_on"], told["agreed_on"]) == ("2026-04-10", "2026-04-10")
    forbidden = await review.deliverer.give(
        AgreeMinutesV1(meeting_id=meeting), meeting, roles="secretary"
    )
    assert (await review.answer_to(forbidden))["code"] == "forbidden"


@pytest.mark.need("B2")
async def test_advice_is_asked_given_and_relied_on(review: Review) -> None:
    review.deliverer.roles = ALL
    incident = await review.case()
    assert await review.is_open(incident, "ask-advice")
    assert not await review.is_open(incident, "rely-on-advice")
    ask = AskAdviceV1(incident_id=incident, partner="health", topic="process", question=SEALED)
    await review.done(ask, incident)
    [asked] = await review.facts("advice-asked")
    give = GiveAdviceV1(
        incident_id=incident,
        advice_id=UUID(asked["advice_id"]),
        topic="process",
        advice=SEALED,
        guidance=(GuidanceRef(document="Panel", version="2025-06"),),
    )
    await review.done(give, incident)
    assert (await review.refused(give, incident))["code"] == "answered"
    assert await review.is_open(incident, "rely-on-advice")
    rely = RelyOnAdviceV1(incident_id=incident, partner="health", advice_id=give.advice_id)
    await review.done(rely, incident)
    [given] = await review.facts("advice-given")
    [relied] = await review.facts("advice-relied-on")
    assert (given["asked_by"], given["guidance"][0]["version"]) == ("health", "2025-06")
    assert (relied["number"], relied["partner"]) == (1, "health")
