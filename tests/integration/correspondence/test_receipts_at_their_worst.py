"""Receipts are lost, late, doubled and out of order, processes die: each attempt is one message and ends right."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest

from deploy.local.notify_provider import Faults, Provider
from deploy.local.notify_provider import Message as Sent
from deploy.local.notify_stand_in import build
from services.correspondence.delivery.rounds import GAVE_UP, Deliveries
from services.correspondence.post import Message, Receipt, Rejected, Retry, receipt_of
from tests.integration.correspondence.letters_fixtures import (
    CALLBACK_TOKEN,
    MAILBOXES,
    Office,
    office,
)
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving

__all__ = ["office"]
HOUR_S, HOURS = 3600.0, 80
WINDOW_S = 72 * HOUR_S
GRACE_S = 12 * HOUR_S
WORST: dict[str, dict[str, Any]] = {
    "lost calls": {"lose": 0.7},
    "lost for good": {"mute": 0.5},
    "delayed": {"delay_s": 40 * HOUR_S},
    "later than the window": {"delay_s": 79 * HOUR_S},
    "doubled": {"copies": 3},
    "disordered": {"disorder": True, "delay_s": 6 * HOUR_S},
}
TOGETHER = {"lose": 0.4, "mute": 0.2, "delay_s": 79 * HOUR_S, "copies": 2, "disorder": True}


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Line:
    """A post over the provider, on a line that breaks before or after, and a process that dies there."""

    provider: Provider
    chance: random.Random
    now: float = 0.0
    breaks: float = 0.0
    deaths: int = 0
    searched: Counter[str] = field(default_factory=Counter)

    def perhaps(self) -> None:
        """Trouble, as it falls out."""
        drawn = self.chance.random()
        if drawn < self.breaks / 2:
            self.deaths += 1
            raise Killed
        if drawn < self.breaks:
            raise Retry("the line broke")

    async def send(self, message: Message) -> str:
        """What was sent under the reference is found first, as the real one does."""
        self.perhaps()
        self.searched[message.reference] += 1
        known = self.provider.search(message.reference, self.now)
        said = {"email_address": message.to, "reference": message.reference}
        id_ = str(known[0]["id"]) if known else self.provider.take(said, self.now).id
        self.perhaps()
        return id_

    async def fate(self, provider_id: str) -> Receipt:
        """As the provider says."""
        self.perhaps()
        if (found := self.provider.ask(provider_id, self.now)) is None:
            raise Rejected("the provider answered 404")
        return receipt_of(found["status"])


async def live_through(office: Office, line: Line) -> None:
    """Eighty hours, in steps of one: what is due is done, by a process that begins anew after each death."""
    for _ in range(HOURS):
        line.now += HOUR_S
        await office.db.pool.execute(
            "update delivery set opened_at = opened_at - interval '1 hour',"
            " due_at = clock_timestamp()"
        )
        deliveries = Deliveries(office.db, line, "http://desk.test")
        for receipt in line.provider.calls(line.now):
            status = receipt_of(receipt["status"])
            assert await deliveries.receipt(receipt["reference"], status)
        for _ in range(2):  # sent, and asked for at once
            try:
                await deliveries.round()
            except Killed:
                await office.due_now()  # its leases run out, long before the hour is over


async def check(office: Office, line: Line, letters: list[UUID]) -> None:
    """One message an attempt; one end, one fact; a task for each failure, and for nothing else."""
    sent = {str(m.said["reference"]): m for m in line.provider.taken.values()}
    assert len(sent) == len(line.provider.taken), "an attempt was sent twice"
    attempts = [one for id_ in letters for one in await office.attempts(id_)]
    assert len(attempts) == 3 * len(letters) == len(sent)
    delivered = Counter(_key(f) for f in await office.facts("letter-delivered"))
    failed = Counter(_key(f) for f in await office.facts("letter-delivery-failed"))
    reasons = {_key(f): f["reason"] for f in await office.facts("letter-delivery-failed")}
    for one in attempts:
        message, key = sent[one.message_reference], (str(one.subject_id), one.partner)
        assert delivered[key] == (one.status == "delivered")
        assert failed[key] <= 1
        if message.mute:
            assert [at for at in message.asked if at >= WINDOW_S - GRACE_S], "asked to the end"
        if line.breaks and message.lost and abs(message.known_at - WINDOW_S) < GRACE_S:
            continue  # whether it was still asked after in time is a matter of the line's breaks
        assert one.status == ("delivered" if arrived(message, line) else "failed")
        if one.status == "failed":
            late = message.mute or message.known_at > WINDOW_S
            assert reasons[key] == (GAVE_UP if late else "the address does not exist")
    assert len(await office.tasks()) == len([one for one in attempts if one.status == "failed"])


def arrived(message: Sent, line: Line) -> bool:
    """Whether anybody was told so: in time to who asks, or ever by a receipt that is called in."""
    until = WINDOW_S if message.lost else line.now
    return message.fate == "delivered" and not message.mute and message.known_at <= until


def _key(fact: dict[str, Any]) -> tuple[str, str]:
    assert fact["attempt"] == 1
    return fact["letter_id"], fact["partner"]


@pytest.mark.need("L2", "L3", "D6")
@pytest.mark.parametrize("worst", [*WORST, "all together"])
async def test_whatever_becomes_of_receipts_each_attempt_is_one_message_with_one_end(
    office: Office, worst: str
) -> None:
    letters = [await office.issue() for _ in range(3)]
    faults = Faults(**WORST.get(worst, TOGETHER))
    provider = Provider(seed=7, faults=faults, bouncing={MAILBOXES["police"]})
    breaks = 0.2 if worst == "all together" else 0.0
    line = Line(provider, random.Random(7), breaks=breaks)
    await live_through(office, line)
    await check(office, line, letters)
    assert bool(line.deaths) == bool(breaks)
    if worst == "lost for good":
        assert 0 < len([m for m in provider.taken.values() if m.mute]) < len(provider.taken)


async def test_a_receipt_after_the_window_takes_the_task_away(office: Office) -> None:
    [id_] = [await office.issue()]
    provider = Provider(faults=Faults(delay_s=0))
    line = Line(provider, random.Random(1))
    deliveries = Deliveries(office.db, line, "http://desk.test")
    await deliveries.round()
    for message in provider.taken.values():
        message.known_at = WINDOW_S * 2
    await office.db.pool.execute("update delivery set opened_at = opened_at - interval '73 hours'")
    await office.rounds(deliveries)
    assert len(await office.tasks()) == 3
    for receipt in provider.calls(WINDOW_S * 2):
        await deliveries.receipt(receipt["reference"], receipt_of(receipt["status"]))
    assert await office.tasks() == []
    assert {one.status for one in await office.attempts(id_)} == {"delivered"}


async def test_who_was_too_slow_does_not_send_what_another_process_has_by_now(
    office: Office,
) -> None:
    await office.issue()
    line = Line(Provider(), random.Random(1))
    other = Deliveries(office.db, line, "http://desk.test")

    @dataclass
    class Slow(Line):
        async def send(self, message: Message) -> str:
            id_ = await super().send(message)
            if len(self.provider.taken) == 1:
                await office.rounds(other)
            return id_

    slow = Slow(line.provider, line.chance)
    await Deliveries(office.db, slow, "http://desk.test").round()
    assert len(line.provider.taken) == 3
    assert sum(slow.searched.values()) == 1, "what it no longer held, it did not touch"


async def test_the_stand_in_calls_receipts_in_as_it_is_switched(office: Office) -> None:
    id_ = await office.issue()
    await Deliveries(office.db, Line(Provider(), random.Random(1)), "http://desk.test").round()
    async with (
        serving(office.app) as ours,
        serving(build()) as url,
        httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX) as http,
    ):
        call = f"{ours}/v1/receipts/govuk-notify"
        wrong = await http.post("/switches/receipts", json={"lose": 2})
        assert wrong.status_code == 422
        worst = {"copies": 2, "disorder": True, "call_url": call, "call_token": CALLBACK_TOKEN}
        await http.post("/switches/receipts", json=worst)
        await http.post("/switches/bounce", json={"address": MAILBOXES["police"]})
        for one in await office.attempts(id_):
            said = {"email_address": one.mailbox, "reference": one.message_reference}
            await http.post("/v2/notifications/email", json=said)
        assert (await http.post("/switches/call")).json() == {"called": 18}
    ends = {one.partner: one.status for one in await office.attempts(id_)}
    assert ends == {"authority": "delivered", "health": "delivered", "police": "failed"}
    assert len(await office.facts("letter-delivered")) == 2
    assert len(await office.tasks()) == 1
