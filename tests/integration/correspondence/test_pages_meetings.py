"""Meetings of the national body from the pages: the first one too, true answers, members with dates."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chassis.clock import LONDON
from contracts.review.meeting import Attendance, AttendanceRecordedV1, MeetingArrangedV1
from deploy.local.people import BY_SUB
from services.correspondence.policy.members import MADE_UP, members
from services.correspondence.read_models.members import Member
from tests.integration.correspondence.letters_fixtures import MONDAY, REFERENCE, office
from tests.integration.correspondence.pages_fixtures import (
    ADDRESS,
    MEETING,
    MEETING_AT,
    Pages,
    pages,
)
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
MEETINGS = f"{ADDRESS}/desk/meetings"
NEW = {"on-day": "25", "on-month": "6", "on-year": "2026", "at": "10:30"}
EVERYBODY = [one.id for one in members(MADE_UP)]


async def test_the_first_meeting_can_be_arranged_with_everybody_invited(pages: Pages) -> None:
    await pages.office.db.pool.execute("delete from decision_meeting")
    browser = await pages.browser("secretary")
    first = await page(browser, MEETINGS)
    assert "No meeting is to come." in first.text
    done = await pages.answering(submit(browser, first, NEW))
    assert "The meeting is arranged." in done.text
    [command] = await pages.commands()
    assert command["starts_at"] == "2026-06-25T10:30:00+01:00"
    assert [one["member_id"] for one in command["members"]] == EVERYBODY
    assert {one["sector"] for one in command["members"]} >= {"health", "police", "law"}
    await submit(browser, first, NEW)
    assert len(await pages.commands()) == 1


async def test_a_case_is_not_listed_where_no_meeting_can_be_chosen(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    move = f"{ADDRESS}/desk/cases/{REFERENCE}/moves/list-for-meeting"
    assert (await page(browser, move)).soup.select_one("form[action$='list-for-meeting'] button")
    await pages.office.db.pool.execute("delete from decision_meeting")
    shown = await page(browser, move)
    assert "No meeting is arranged from today on." in shown.text
    assert shown.soup.select_one("main a[href='/desk/meetings']")
    assert not shown.soup.select("form[action$='list-for-meeting'] button")


async def test_a_refused_meeting_is_not_called_arranged(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    typed = {**NEW, "members[]": ["chair", "member-law"]}
    shown = await pages.answering(
        submit(browser, await page(browser, MEETINGS), typed, status=409),
        "refused",
        reason="Another time.",
        source="standing rule",
        field="starts_at",
    )
    assert shown.errors == {"on-day": "Another time. (standing rule)"}
    assert "arranged." not in shown.text
    assert shown.soup.select_one("input[name=at][value='10:30']")
    assert len(shown.soup.select("input[name='members[]'][checked]")) == 2


async def test_while_review_is_away_it_is_being_recorded_and_a_refusal_is_told_later(
    pages: Pages,
) -> None:
    pages.at_once()
    browser = await pages.browser("secretary")
    shown = await submit(browser, await page(browser, MEETINGS), NEW)
    assert "It is being recorded" in shown.text

    async def nothing() -> None: ...

    await pages.answering(nothing(), "refused", reason="Another time.")
    assert "Another time." in (await page(browser, f"{ADDRESS}/desk/refused")).text


async def test_an_empty_form_says_all_that_is_missing(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    empty = {"members[]": []}
    shown = await submit(browser, await page(browser, MEETINGS), empty, status=422)
    assert shown.errors == {
        "on-day": "Enter the day of the meeting",
        "at": "Enter the time, as in 14:00",
        "members": "Choose who is invited",
    }


async def test_the_nearest_meeting_stands_first_however_many_lie_ahead(pages: Pages) -> None:
    for weeks in range(30):
        id_, at = uuid4(), MEETING_AT + timedelta(weeks=weeks + 1)
        await pages.office.deliverer.give(
            MeetingArrangedV1(meeting_id=id_, starts_at=at, members=()), id_
        )
    shown = await page(await pages.browser("secretary"), MEETINGS)
    assert [one.get_text() for one in shown.soup.select("main td a")][:2] == [
        "18 June 2026 at 2:00pm",
        "25 June 2026 at 2:00pm",
    ]


async def test_who_was_present_is_recorded_on_the_day_also_of_one_who_was_not_invited(
    pages: Pages,
) -> None:
    browser = await pages.browser("secretary")
    before = await page(browser, f"{MEETINGS}/{MEETING}")
    assert "recorded on the day" in before.text
    pages.office.at(datetime(2026, 6, 18, 17, tzinfo=LONDON))
    came = {"members[]": ["member-law"]}
    shown = await page(browser, f"{MEETINGS}/{MEETING}")
    wrong = await submit(browser, shown, {}, status=422)
    assert wrong.errors == {"members": "Choose who was present"}
    done = await pages.answering(submit(browser, shown, came))
    assert "Who was present is recorded." in done.text
    [command] = await pages.commands()
    assert command["members"] == [
        {"member_id": "member-health", "sector": "health", "present": False},
        {"member_id": "member-law", "sector": "law", "present": True},
    ]


async def test_who_may_not_arrange_reads_and_changes_nothing(pages: Pages) -> None:
    chair = await pages.browser("chair")
    shown = await page(chair, MEETINGS)
    assert not shown.soup.select("main form")
    sent = {**NEW, "members[]": ["chair"], "token": await pages.token(chair)}
    for address in (MEETINGS, f"{MEETINGS}/{MEETING}"):
        assert (await chair.post(address, data=sent, headers=HTML)).status_code == 403
    assert await pages.commands() == []


async def test_a_stranger_can_not_be_invited(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    typed = {**NEW, "members[]": ["nobody"]}
    shown = await submit(browser, await page(browser, MEETINGS), typed, status=409)
    assert shown.errors == {"members": "The list of members has changed: choose again."}


async def test_a_meeting_names_a_guest_whom_the_register_does_not(pages: Pages) -> None:
    id_ = uuid4()
    guest = Attendance(member_id="guest", sector="education", present=False)
    fact = MeetingArrangedV1(meeting_id=id_, starts_at=MONDAY, members=(guest,))
    await pages.office.deliverer.give(fact, id_)
    shown = await page(await pages.browser("secretary"), f"{MEETINGS}/{id_}")
    assert "guest, education" in shown.text


def test_a_member_serves_from_the_first_day_to_the_last() -> None:
    one = Member("a", "A", "law", date(2026, 1, 2), date(2026, 3, 4))
    days = {date(2026, 1, 1): 0, date(2026, 1, 2): 1, date(2026, 3, 4): 1, date(2026, 3, 5): 0}
    assert {day: one.serves(day) for day in days} == days
    assert one.words == "A, law"


def test_a_wrong_register_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "members.toml"
    file.write_text('[[member]]\nid = "a"\nname = "A"\nfrom = 2026-01-02\n')
    with pytest.raises(ValueError, match=r"members.toml: member 1, sector: Field required"):
        members(file)


def test_there_is_no_register_but_the_one_that_is_named() -> None:
    assert members(None) == ()


def test_the_made_up_members_are_people_who_can_sign_in() -> None:
    known: dict[str, Any] = {sub: person.name for sub, person in BY_SUB.items()}
    assert [known.get(one.id) for one in members(MADE_UP)] == [one.name for one in members(MADE_UP)]


async def test_who_came_and_was_no_member_on_that_day_is_said_not_to_count(pages: Pages) -> None:
    at, id_ = datetime(2024, 5, 2, 10, tzinfo=LONDON), uuid4()
    both = [("member-health", "health"), ("member-law", "law")]
    came = tuple(Attendance(member_id=one, sector=of, present=True) for one, of in both)
    for fact in (
        MeetingArrangedV1(meeting_id=id_, starts_at=at, members=came),
        AttendanceRecordedV1(
            meeting_id=id_, held_on=at.date(), members=came, counted=1, needed=5, sectors_missing=()
        ),
    ):
        await pages.office.deliverer.give(fact, id_)
    shown = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/meetings/{id_}")
    assert "Rafiq Osei, law (does not count: no member on that day)" in shown.text
    assert "Tobias Fenwick, health (does" not in shown.text
