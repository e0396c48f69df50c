"""What goes to Kafka, and what never does after its producer was closed."""

import asyncio
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from chassis.produce import Numbered, Producer
from contracts.topics import REVIEW_CASE
from tests.conftest import Infra
from tests.integration.chassis.conftest import settings_for
from tests.support.until import until


def message(number: int) -> Numbered:
    return number, (REVIEW_CASE.name, str(uuid7()).encode(), b"{}", [])


async def never(*_: Any) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("trouble", ["no leader", "no answer"])
async def test_nothing_of_a_closed_producer_is_left_that_could_send_later(
    infra: Infra, topic_suffix: str, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr("chassis.produce.END_S_MAX", 0.5)
    before = asyncio.all_tasks()
    producer = Producer(settings_for(infra, "review", "none", topic_suffix))
    assert await producer.send([message(1)]) == ([1], None)
    assert producer._producer
    client = producer._producer.client
    if trouble == "no leader":
        monkeypatch.setattr(client.cluster, "leader_for_partition", lambda _: -1)
    else:
        monkeypatch.setattr(client, "send", never)
    monkeypatch.setattr("chassis.produce.SEND_S_MAX", 0.5)
    sent, failure = await producer.send([message(2)])
    assert not sent
    assert isinstance(failure, TimeoutError)
    await producer.close()

    async def gone() -> bool:
        return asyncio.all_tasks() == before

    await until("all its tasks to end", gone)
