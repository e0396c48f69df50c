"""A meeting that is moved is the same meeting in a calendar, and one that is called off is struck from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import icalendar
import pytest
from uuid_utils.compat import uuid7

from contracts.review.meeting import DialogueOfferedV1
from contracts.review.meeting_changes import DialogueCalledOffV1, DialogueMovedV1
from contracts.topics import REVIEW_CASE
from tests.integration.correspondence.letters_fixtures import (
    MAILBOXES,
    ORGANISER,
    REFERENCE,
    Office,
    office,
)
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import page

__all__ = ["office", "pages"]
LINK = "https://meet.example/made-up-room"


async def facts(office: Office) -> tuple[Any, Any, Any]:
    own: dict[str, Any] = {
        "incident_id": office.incident,
        "reference": REFERENCE,
        "dialogue_id": uuid7(),
        "reason": await office.seal("To look at it together."),
    }
    offered = DialogueOfferedV1(
        **own, starts_at=datetime.fromisoformat("2026-06-10T14:00:00+01:00"), minutes=60
    )
    moved = DialogueMovedV1(
        **own,
        starts_at=datetime.fromisoformat("2026-06-11T10:00:00+01:00"),
        minutes=30,
        changes=1,
        join_link=await office.seal(LINK),
    )
    return offered, moved, DialogueCalledOffV1(**own, changes=2)


async def in_calendar(pages: Pages, sub: str, id_: UUID) -> tuple[str, Any]:
    """What a person's calendar is asked to do, and the event."""
    browser = await pages.browser(sub)
    root = "desk" if sub == "secretary" else "partner"
    answer = await browser.get(f"{ADDRESS}/{root}/cases/{REFERENCE}/meetings/{id_}.ics")
    calendar = icalendar.Calendar.from_ical(answer.text)
    [event] = calendar.walk("VEVENT")
    method = str(calendar["method"])
    assert answer.headers["content-type"].endswith(f"method={method}")
    return method, event


@pytest.mark.need("D4")
async def test_an_invitation_follows_its_meeting_to_another_day_and_off_the_calendar(
    pages: Pages,
) -> None:
    office = pages.office
    offered, moved, off = await facts(office)
    id_ = offered.dialogue_id
    await office.deliverer.give(offered, office.incident)
    method, first = await in_calendar(pages, "ashmere-police", id_)
    assert (method, first["sequence"], first.get("location")) == ("REQUEST", 0, None)
    record = office.deliverer.record(moved, office.incident)
    await office.deliverer.poll(REVIEW_CASE, [record, record])
    method, second = await in_calendar(pages, "ashmere-police", id_)
    assert (method, second["sequence"], second["uid"]) == ("REQUEST", 1, first["uid"])
    assert second["dtstart"].to_ical() == b"20260611T090000Z"
    assert second["dtend"].to_ical() == b"20260611T093000Z"
    assert (str(second["location"]), str(second["url"])) == (LINK, LINK)
    assert str(second["organizer"]) == f"mailto:{ORGANISER}"
    kept = await office.db.pool.fetchval(
        "select string_agg(ics || sealed_link, '') from invitation"
    )
    assert LINK not in kept, "it goes with the key of its case"
    await office.deliverer.give(off, office.incident)
    method, third = await in_calendar(pages, "secretary", id_)
    assert (method, third["sequence"], third["uid"]) == ("CANCEL", 2, first["uid"])
    assert (str(third["status"]), third["dtstart"]) == ("CANCELLED", second["dtstart"])
    await _told(pages, id_)


async def test_where_to_join_stays_when_a_meeting_moves_and_nothing_is_said_of_it(
    pages: Pages,
) -> None:
    offered, moved, _off = await facts(pages.office)
    again = moved.model_copy(update={"join_link": None, "changes": 2})
    for fact in (offered, moved, again):
        await pages.office.deliverer.give(fact, pages.office.incident)
    _method, event = await in_calendar(pages, "ashmere-police", offered.dialogue_id)
    assert (event["sequence"], str(event["url"])) == (2, LINK)


async def _told(pages: Pages, id_: UUID) -> None:
    """Each partner is told three times, once of each; the pages say how it stands."""
    office = pages.office
    await office.rounds()
    sent = [m for m in office.post.sent.values() if m.kind == "invitation"]
    before = 3  # of the meeting that the pages begin with
    assert len(sent) == before + 3 * 3 == len({m.reference for m in sent})
    assert {m.to for m in sent} == set(MAILBOXES.values())
    told = [f for f in await office.facts("invitation-sent") if f["dialogue_id"] == str(id_)]
    assert [(f["changes"], f["starts_at"]) for f in told] == [
        (0, "2026-06-10T13:00:00Z"),
        (1, "2026-06-11T09:00:00Z"),
    ]
    assert len(await office.facts("invitation-withdrawn")) == 1
    desk = await pages.browser("secretary")
    shown = await page(desk, f"{ADDRESS}/desk/cases/{REFERENCE}")
    assert "11 June 2026 at 10:00am Called off Strike it from your calendar" in shown.text
    assert "Meeting with the partners called off" in shown.text
    form = await page(desk, f"{ADDRESS}/desk/cases/{REFERENCE}/moves/move-dialogue")
    assert "11 June 2026" not in form.text, "what is called off is not moved"
    form = await page(desk, f"{ADDRESS}/desk/cases/{REFERENCE}/moves/record-dialogue")
    assert "11 June 2026" in form.text, "it may have been held all the same"
