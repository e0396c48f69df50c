"""A sender's topics at a broker that rules who may do what, and at one that does not."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.protocol.admin import DescribeAclsRequest

from chassis import sender_topics
from chassis.sender_topics import (
    CLOSED,
    CLOSED_TO_NOBODY,
    NO_AUTHORIZER,
    RULED,
    close_topics,
    open_topics,
    rights_of,
)
from chassis.settings import ServiceSettings
from contracts.sender_topics import SENDER_TOPICS
from deploy.local import kafka
from deploy.local.home import Home
from deploy.topics import delete_topics
from deploy.unconnected import SHARED
from tests.conftest import Infra
from tests.support.until import until

pytestmark = pytest.mark.timeout(120)
ANY = 1
RULES = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
}


def settings(bootstrap: str, suffix: str = "") -> ServiceSettings:
    given = {**SHARED, "service": "notify", "kafka_bootstrap": bootstrap, "topic_suffix": suffix}
    return ServiceSettings(**given)


@pytest.fixture
def ruled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A broker of its own with an authorizer."""
    monkeypatch.setattr(kafka, "SETTINGS", {**kafka.SETTINGS, **RULES})
    home = Home(tmp_path / "home")
    home.prepare()
    broker = kafka.launch_kafka(home)
    try:
        broker.wait()
        yield broker.bootstrap
    finally:
        broker.stop()


async def rules_of(bootstrap: str, sender: str) -> set[tuple[str, int]]:
    """What the broker lets a user do: the resource's name and the operation."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        asked = DescribeAclsRequest(ANY, None, ANY, f"User:{sender}", None, ANY, ANY)  # type: ignore[arg-type]
        answer: Any = await admin._send_request(asked)
    finally:
        await admin.close()
    return {(name, acl[2]) for _, name, _, acls in answer.resources for acl in acls}


async def test_where_the_broker_rules_a_sender_has_its_own_topics_and_loses_them(
    ruled: str,
) -> None:
    told = [await open_topics(settings(ruled), "ashmere") for _ in range(2)]
    await open_topics(settings(ruled), "brackenford")
    assert told == [RULED, RULED]
    given = {(right.name, right.operation) for right in rights_of("ashmere", "")}
    assert await rules_of(ruled, "ashmere") == given
    assert ("uk.cspr.notify.intake.ashmere.v1", sender_topics.WRITE) in given
    assert ("uk.cspr.notify.receipt.ashmere.v1", sender_topics.READ) in given
    assert ("ashmere.", sender_topics.READ) in given
    assert len(given) == 5
    assert await close_topics(settings(ruled), "ashmere") == CLOSED
    assert await rules_of(ruled, "ashmere") == set()
    assert len(await rules_of(ruled, "brackenford")) == 5


@pytest.fixture
async def suffix(infra: Infra) -> AsyncIterator[str]:
    made = f".{uuid4().hex[:8]}"
    yield made
    await delete_topics(infra.bootstrap, [t.of("ashmere").name + made for t in SENDER_TOPICS])


async def test_where_nothing_rules_it_is_said(infra: Infra, suffix: str) -> None:
    plain = settings(infra.bootstrap, suffix)
    assert await open_topics(plain, "ashmere") == NO_AUTHORIZER
    assert await close_topics(plain, "ashmere") == CLOSED_TO_NOBODY


async def test_the_topics_are_kept_as_long_as_the_contract_says(infra: Infra, suffix: str) -> None:
    await open_topics(settings(infra.bootstrap, suffix), "ashmere")
    names = [topic.of("ashmere").name + suffix for topic in SENDER_TOPICS]
    admin = AIOKafkaAdminClient(bootstrap_servers=infra.bootstrap)
    await admin.start()
    try:
        wanted = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]

        async def all_told() -> dict[str, str]:
            """A topic that was just made is not known to its broker at once."""
            told = [r for answer in await admin.describe_configs(wanted) for r in answer.resources]
            kept = {one[3]: {entry[0]: entry[1] for entry in one[4]} for one in told}
            return {n: k["retention.ms"] for n, k in kept.items() if all(map(len, kept.values()))}

        found = await until("the topics to be known", all_told)
        partitions = await admin.describe_topics(names)
    finally:
        await admin.close()
    assert found == {
        name: str(topic.retention_ms) for name, topic in zip(names, SENDER_TOPICS, strict=True)
    }
    assert [len(one["partitions"]) for one in partitions] == [1, 1]
