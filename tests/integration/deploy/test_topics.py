"""What a real broker has is what the catalogue lists, and a difference is named."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest

from contracts.topics import TOPICS
from deploy.topics import TopicsRefused, delete_topics, differences, make_topics
from tests.conftest import Infra

COMPACTED = next(topic for topic in TOPICS if topic.compacted)
KEPT = next(topic for topic in TOPICS if not topic.compacted)


@pytest.fixture
async def suffix(infra: Infra) -> AsyncIterator[str]:
    """Topics of this test's own; deleted with it."""
    made = f".{uuid4().hex[:8]}"
    yield made
    await delete_topics(infra.bootstrap, [topic.name + made for topic in TOPICS])


async def test_partitions_retention_and_compaction_are_those_of_the_catalogue(
    infra: Infra, suffix: str
) -> None:
    made = await make_topics(infra.bootstrap, suffix=suffix)
    assert made == [topic.name + suffix for topic in TOPICS]
    assert await differences(infra.bootstrap, suffix=suffix) == []
    assert await make_topics(infra.bootstrap, suffix=suffix) == [], "a second time makes none"


async def test_each_difference_is_named(infra: Infra, suffix: str) -> None:
    others = {
        COMPACTED.name: replace(COMPACTED, compacted=False),
        KEPT.name: replace(KEPT, partitions=1, retention_ms=60_000),
    }
    wrong = [others.get(topic.name, topic) for topic in TOPICS[:-1]]
    await make_topics(infra.bootstrap, suffix=suffix, topics=wrong)
    found = {
        (one.topic.removesuffix(suffix), one.what, one.is_, one.should_be)
        for one in await differences(infra.bootstrap, suffix=suffix)
    }
    expected = {
        (TOPICS[-1].name, "topic", "missing", "there"),
        (KEPT.name, "partitions", "1", str(KEPT.partitions)),
        (KEPT.name, "retention.ms", "60000", str(KEPT.retention_ms)),
        (COMPACTED.name, "cleanup.policy", "delete", "compact"),
    }
    assert expected <= found, found
    assert {name for name, *_ in found} == {name for name, *_ in expected}


async def test_what_the_broker_refuses_is_said(infra: Infra) -> None:
    with pytest.raises(TopicsRefused, match="Unable to replicate the partition 9 time"):
        await make_topics(infra.bootstrap, suffix=f".{uuid4().hex[:8]}", replication=9)
