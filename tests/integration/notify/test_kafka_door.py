"""What the Kafka door does with records, whoever brings them: no broker is needed."""

import json
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import TooOften
from chassis.intake import Sent
from services.notify.intake import IntakeDoor
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.queries import areas_of
from services.notify.sender.standing import as_sender
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.integration.notify.test_senders import CASE_SYSTEM, a_sender, registered
from tests.support.notifications import CANARY, a_child, a_notification


def door_of(notify: Notify) -> IntakeDoor:
    return IntakeDoor(Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of))


async def told(
    notify: Notify, *sent: dict[str, Any], door: IntakeDoor | None = None, **sender: Any
) -> list[dict[str, Any]]:
    """The answers to what the case system put on its topic."""
    await registered(notify, topic=True, **sender)
    records = [
        Sent(uuid4(), CASE_SYSTEM, 0, n, json.dumps(one).encode()) for n, one in enumerate(sent)
    ]
    async with notify.service.db.begin() as tx:
        await (door or door_of(notify)).take(tx, records)
    rows = await notify.service.db.pool.fetch(
        "select data from journal where type = 'uk.cspr.notify.intake-answer.v1' order by position"
    )
    return sorted((json.loads(row["data"]) for row in rows), key=lambda one: one["offset"])


NAMED: dict[str, Any] = {
    "sender_reference": f"{CANARY}-1",
    "children": [a_child(family_name=CANARY)],
}


@pytest.mark.parametrize("beside", [{}, {"kind_of_incident": "?"}])
async def test_a_reference_that_tells_of_a_child_is_not_told_again(
    notify: Notify, beside: dict[str, Any]
) -> None:
    """Neither where it is refused for that, nor where something else is wrong and nobody looked."""
    one, other = await told(
        notify, a_notification(**NAMED, **beside), a_notification(aware_on="2026-05-01")
    )
    assert (one["code"], one["sender_reference"]) == ("invalid", None)
    assert (other["code"], other["sender_reference"]) == ("invalid", "ASH-CS-4471")
    assert CANARY not in json.dumps(one)


async def test_each_record_is_counted_and_none_is_refused_for_it(notify: Notify) -> None:
    """Nobody would send it again; at the doors that can say when to come again, its sender waits."""
    door = door_of(notify)
    sent = [a_notification(sender_reference=f"own-{n}") for n in range(5)]
    answers = await told(notify, *sent, door=door, per_minute=2)
    assert [one["outcome"] for one in answers] == ["done"] * 5
    with pytest.raises(TooOften) as refused:
        await door.notifications.admit(as_sender(a_sender(), frozenset({"case_system"})))
    assert refused.value.retry_after_s > 100
