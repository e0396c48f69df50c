"""One delivery to each partner, whatever fails on the way; receipts by asking and by being told."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import icalendar
import pytest
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from contracts.codes import Partner
from contracts.review.meeting import DialogueOfferedV1
from contracts.topics import REVIEW_CASE
from services.correspondence.delivery.rounds import Deliveries
from services.correspondence.invitation import handlers as invitation
from services.correspondence.post import FakePost, Message, Receipt
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.use_cases.actions import Actions
from tests.integration.correspondence.letters_fixtures import (
    CALLBACK_TOKEN,
    MAILBOXES,
    REFERENCE,
    Office,
    office,
)
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving

__all__ = ["office"]
POLICE, CORRECTED = MAILBOXES["police"], "reviews@police.ashmere.example"
SECRETARY = Actor(
    "person:secretary",
    "Secretary",
    "person",
    frozenset({"secretary"}),
    "national_body",
    "national_body",
)


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Dying(FakePost):
    """The provider takes a message, and this process dies before it can note so."""

    deaths: int = 1

    async def send(self, message: Message) -> str:
        """Take it and die."""
        id_ = await super().send(message)
        if self.deaths:
            self.deaths -= 1
            raise Killed
        return id_


@dataclass
class Silent(FakePost):
    """Takes messages and says nothing of them; counts the questions."""

    asked: list[str] = field(default_factory=list)

    async def fate(self, provider_id: str) -> Receipt:
        """Still on its way."""
        self.asked.append(provider_id)
        return Receipt("sending")


def served_by(office: Office, post: FakePost) -> Deliveries:
    return Deliveries(office.db, post, "http://desk.test")


async def correct(office: Office, mailbox: str, actor: Actor = SECRETARY) -> None:
    settings = office.service.settings
    assert isinstance(settings, CorrespondenceSettings)
    actions = Actions(office.service, settings, office.letters)
    task = await office.db.pool.fetchval("select id from task where closed_at is null")
    await actions.correct_address(task, mailbox, actor)


@pytest.mark.need("D6")
async def test_every_partner_gets_exactly_one_at_the_same_time(office: Office) -> None:
    id_ = await office.issue()
    await office.rounds()
    await office.rounds()
    assert sorted(m.to for m in office.post.sent.values()) == sorted(MAILBOXES.values())
    delivered = await office.facts("letter-delivered")
    assert sorted(f["partner"] for f in delivered) == ["authority", "health", "police"]
    assert {f["attempt"] for f in delivered} == {1}
    assert {one.status for one in await office.attempts(id_)} == {"delivered"}
    assert {m.link for m in office.post.sent.values()} == {
        f"http://desk.test/partner/cases/{REFERENCE}"
    }


@pytest.mark.need("L2")
async def test_a_death_between_sending_and_noting_is_still_one_message(office: Office) -> None:
    id_ = await office.issue()
    post = Dying()
    with pytest.raises(Killed):
        await served_by(office, post).round()
    assert "due" in {one.status for one in await office.attempts(id_)}
    await office.rounds(served_by(office, post))
    assert len(post.sent) == 3
    assert len(await office.facts("letter-delivered")) == 3


async def test_two_processes_at_once_do_not_send_twice(office: Office) -> None:
    await office.issue()
    calls: list[str] = []

    @dataclass
    class Counting(FakePost):
        async def send(self, message: Message) -> str:
            calls.append(message.to)
            return await super().send(message)

    post = Counting()
    await asyncio.gather(served_by(office, post).round(), served_by(office, post).round())
    assert sorted(calls) == sorted(MAILBOXES.values())


async def test_while_the_provider_is_down_attempts_wait_ever_longer(office: Office) -> None:
    id_ = await office.issue()
    office.post.down = True
    waits = []
    for _ in range(4):
        await office.due_now()
        assert await office.deliveries.round() == 0
        waits.append(
            await office.db.pool.fetchval(
                "select extract(epoch from max(due_at) - clock_timestamp())::float from delivery"
            )
        )
    assert [round(float(w)) for w in waits] == [2, 4, 8, 16]
    assert await office.facts("letter-delivery-failed") == []
    office.post.down = False
    await office.rounds()
    assert len(office.post.sent) == 3
    assert {one.status for one in await office.attempts(id_)} == {"delivered"}


async def test_after_three_days_a_person_is_told(office: Office) -> None:
    await office.issue()
    office.post.down = True
    await office.db.pool.execute("update delivery set opened_at = opened_at - interval '73 hours'")
    await office.rounds()
    failed = await office.facts("letter-delivery-failed")
    assert {f["reason"] for f in failed} == {"no answer came within three days"}
    assert len(await office.tasks()) == 3


async def test_a_refused_address_fails_at_once_and_is_not_tried_again(office: Office) -> None:
    id_ = await office.issue()
    office.post.refused.add(POLICE)
    await office.rounds()
    [failed] = await office.facts("letter-delivery-failed")
    assert (failed["partner"], failed["reason"]) == ("police", "the provider refused the address")
    by = {one.partner: one for one in await office.attempts(id_)}
    assert (by["police"].status, by["police"].tries) == ("failed", 1)


@pytest.mark.need("D6", "L3")
async def test_a_bounce_opens_a_task_and_a_corrected_address_is_attempt_two(
    office: Office,
) -> None:
    id_ = await office.issue()
    office.post.bouncing.add(POLICE)
    await office.rounds()
    [failed] = await office.facts("letter-delivery-failed")
    assert (failed["partner"], failed["attempt"]) == ("police", 1)
    assert failed["reason"] == "the address does not exist"
    assert await office.tasks() == ["The letter to the police failed: the address does not exist."]
    office.at(datetime(2026, 6, 9, 8, 15, tzinfo=UTC))
    await correct(office, CORRECTED)
    await office.rounds()
    assert await office.tasks() == []
    told = [(f["partner"], f["attempt"]) for f in await office.facts("letter-delivered")]
    assert sorted(told) == [("authority", 1), ("health", 1), ("police", 2)]
    last = [f for f in await office.facts("letter-delivered") if f["partner"] == "police"]
    assert last[0]["delivered_on"] == "2026-06-09"
    assert [m.to for m in office.post.sent.values()].count(CORRECTED) == 1
    assert len(await office.attempts(id_)) == 4


async def test_the_next_letter_goes_to_the_corrected_address_until_the_register_names_another(
    office: Office,
) -> None:
    office.post.bouncing.add(POLICE)
    await office.issue()
    await office.rounds()
    await correct(office, CORRECTED)
    await office.register()
    second = await office.issue()
    assert CORRECTED in {one.mailbox for one in await office.attempts(second)}
    await office.register({**MAILBOXES, "police": "new@police.ashmere.example"})
    third = await office.issue()
    assert "new@police.ashmere.example" in {one.mailbox for one in await office.attempts(third)}


async def test_a_partner_without_an_address_is_not_forgotten(office: Office) -> None:
    await office.register({**MAILBOXES, "police": None})
    await office.issue(override="The police are called.")
    await office.rounds()
    [failed] = await office.facts("letter-delivery-failed")
    assert (failed["partner"], failed["reason"]) == ("police", "no address is known")
    assert len(await office.tasks()) == 1
    await correct(office, CORRECTED)
    await office.rounds()
    assert len(await office.facts("letter-delivered")) == 3


async def test_a_receipt_that_does_not_come_is_asked_for_ever_more_seldom(office: Office) -> None:
    id_ = await office.issue()
    post = Silent()
    deliveries = served_by(office, post)
    assert await deliveries.round() == 3
    assert await deliveries.round() == 0
    assert len(post.asked) == 3
    assert await deliveries.round() == 0
    assert len(post.asked) == 3, "nothing is due yet"
    assert {one.status for one in await office.attempts(id_)} == {"sent"}


async def call_in(url: str, body: Any, token: str | None = CALLBACK_TOKEN) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX) as http:
        return await http.post("/v1/receipts/govuk-notify", json=body, headers=headers)


def a_call(reference: str, status: str) -> dict[str, Any]:
    """What GOV.UK Notify posts."""
    return {
        "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
        "reference": reference,
        "to": POLICE,
        "status": status,
        "created_at": "2026-06-08T09:00:00.000000Z",
        "completed_at": "2026-06-08T09:00:05.000000Z",
        "sent_at": "2026-06-08T09:00:01.000000Z",
        "notification_type": "email",
        "template_id": "b0f6b5a1-0000-4000-8000-000000000001",
        "template_version": 1,
    }


async def of_police(office: Office, id_: UUID) -> str:
    return next(a.message_reference for a in await office.attempts(id_) if a.partner == "police")


async def test_the_provider_may_call_in_a_receipt_once_or_more(office: Office) -> None:
    id_ = await office.issue()
    await served_by(office, Silent()).round()
    reference = await of_police(office, id_)
    async with serving(office.app) as url:
        assert (await call_in(url, a_call(reference, "sending"))).status_code == 204
        assert await office.facts("letter-delivered") == []
        for _ in range(3):
            assert (await call_in(url, a_call(reference, "delivered"))).status_code == 204
        late = await call_in(url, a_call(reference, "permanent-failure"))
    assert late.status_code == 204
    [delivered] = await office.facts("letter-delivered")
    assert delivered["partner"] == "police"
    assert await office.facts("letter-delivery-failed") == []
    assert await office.tasks() == []


async def test_a_bounce_that_is_called_in_opens_a_task_even_before_the_sending_was_noted(
    office: Office,
) -> None:
    id_ = await office.issue()
    reference = await of_police(office, id_)
    async with serving(office.app) as url:
        answer = await call_in(url, a_call(reference, "permanent-failure"))
    assert answer.status_code == 204
    assert len(await office.facts("letter-delivery-failed")) == 1
    assert len(await office.tasks()) == 1
    await office.rounds()
    assert POLICE not in {m.to for m in office.post.sent.values()}


@pytest.mark.parametrize("token", [None, "", "another", CALLBACK_TOKEN + "x"])
async def test_only_the_provider_may_call_in(office: Office, token: str | None) -> None:
    id_ = await office.issue()
    reference = await of_police(office, id_)
    async with serving(office.app) as url:
        answer = await call_in(url, a_call(reference, "delivered"), token)
    assert answer.status_code == 401
    assert await office.facts("letter-delivered") == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (a_call("nonsense", "delivered"), 404),
        (a_call(f"{UUID(int=1)}-ashmere-police-1", "delivered"), 404),
        ({"reference": "x"}, 422),
        ({"reference": "x" * 201, "status": "delivered"}, 422),
    ],
)
async def test_a_receipt_of_something_else_is_told_so(
    office: Office, body: Any, status: int
) -> None:
    async with serving(office.app) as url:
        assert (await call_in(url, body)).status_code == status


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
async def test_an_invitation_says_13_00_in_utc_and_names_nothing_but_the_reference(
    office: Office,
) -> None:
    offer = an_offer(office)
    record = office.deliverer.record(offer, office.incident)
    await office.deliverer.poll(REVIEW_CASE, [record, record])
    async with office.db.read() as conn:
        text = await invitation.text_of(
            conn, office.service.keys, office.incident, offer.dialogue_id
        )
    assert text
    calendar = icalendar.Calendar.from_ical(text)
    assert str(calendar["method"]) == "REQUEST"
    [event] = calendar.walk("VEVENT")
    assert event["dtstart"].to_ical() == b"20260610T130000Z"
    assert event["dtend"].to_ical() == b"20260610T140000Z"
    assert str(event["uid"]) == f"{offer.dialogue_id}@cspr.example"
    assert sorted(str(a) for a in event["attendee"]) == [
        f"mailto:{box}" for box in sorted(MAILBOXES.values())
    ]
    assert str(event["summary"]) == f"Meeting about {REFERENCE}"
    assert "complex" not in text
    [sent] = await office.facts("invitation-sent")
    assert sent["starts_at"] == "2026-06-10T13:00:00Z"
    assert sorted(sent["recipients"]) == sorted(Partner)


@pytest.mark.need("D4", "D6")
async def test_an_invitation_reaches_each_partner_once_and_a_bounce_is_seen(
    office: Office,
) -> None:
    offer = an_offer(office)
    office.post.bouncing.add(POLICE)
    await office.deliverer.give(offer, office.incident)
    post = Dying(bouncing=office.post.bouncing)
    with pytest.raises(Killed):
        await served_by(office, post).round()
    await office.rounds(served_by(office, post))
    assert sorted(m.to for m in post.sent.values()) == sorted(MAILBOXES.values())
    assert {m.kind for m in post.sent.values()} == {"invitation"}
    assert await office.tasks() == [
        "The invitation to the police failed: the address does not exist."
    ]
    assert await office.facts("letter-delivery-failed") == []
    await correct(office, CORRECTED)
    await office.rounds(served_by(office, post))
    last = [one for one in await office.attempts(offer.dialogue_id) if one.partner == "police"]
    assert [(one.attempt, one.status) for one in last] == [(1, "failed"), (2, "delivered")]
