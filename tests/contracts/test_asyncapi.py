"""The running code reads and writes what the catalogue says; each disagreement is seen once."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import yaml
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from chassis.cloudevents import REQUIRED, write_headers
from chassis.service import Service
from contracts.catalogue import CATALOGUE, Entry
from contracts.review.rapid_review import RapidReviewCancelledV1
from contracts.tools.asyncapi import headers_of
from contracts.tools.files import HOME
from contracts.topics import REVIEW_CASE, REVIEW_DECISION, SERVICES
from deploy.unconnected import all_services
from tests.contracts.running import ALL_TOPICS, differences, said_by
from tests.contracts.test_cloudevents import a_row


@pytest.fixture(scope="module")
def services() -> dict[str, Service]:
    return all_services()


@pytest.mark.need("I13")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_reads_and_writes_what_the_catalogue_says(
    services: dict[str, Service], name: str
) -> None:
    received, sent = said_by(services[name].broker)
    assert received or sent
    assert differences(name, services[name].broker) == []


@pytest.mark.need("I13")
@pytest.mark.parametrize("entry", CATALOGUE, ids=[entry.type for entry in CATALOGUE])
@pytest.mark.parametrize("traced", [True, False])
def test_the_headers_are_those_that_are_written_and_that_readers_need(
    entry: Entry, *, traced: bool
) -> None:
    row = a_row(entry) | ({} if traced else {"traceparent": None})
    written = {name: value.decode() for name, value in write_headers(entry, row)}
    told = headers_of(entry.topic)
    jsonschema.validate(written, told)
    maybe = set(told["properties"]) - set(told["required"])
    assert set(written) - maybe == set(told["required"])
    assert set(written) <= set(told["properties"])
    if traced:
        assert set(written) == set(told["properties"])
    assert {f"ce_{name}" for name in REQUIRED} <= set(told["required"])


def a_broker() -> KafkaBroker:
    broker = KafkaBroker("nowhere.test:9092")
    for topic in ("uk.cspr.notify.register.v1", "uk.cspr.review.case.v1"):
        broker.subscriber(topic)(take)
    return broker


async def take(_body: Any) -> None: ...


def test_a_planted_reader_is_refused() -> None:
    broker = a_broker()
    broker.subscriber("uk.cspr.notify.key.v1")(take)
    found = differences("analytics", broker)
    assert "analytics reads uk.cspr.notify.key.v1, the catalogue does not say so" in found


def test_a_reader_that_is_missing_is_named() -> None:
    found = differences("analytics", a_broker())
    assert "analytics does not read uk.cspr.notify.incident.v1" in found
    assert "analytics does not write uk.cspr.analytics.trend.v1" in found


def test_a_planted_writer_is_refused() -> None:
    broker = a_broker()
    broker.publisher(REVIEW_CASE.name, schema=RapidReviewCancelledV1)
    found = differences("analytics", broker)
    assert f"analytics writes {REVIEW_CASE.name}, the catalogue does not say so" in found


def test_a_type_that_is_not_listed_on_its_topic_is_named(services: dict[str, Service]) -> None:
    broker = KafkaBroker("nowhere.test:9092")
    broker.publisher(REVIEW_DECISION.name, schema=RapidReviewCancelledV1)
    found = differences("review", broker)
    assert f"{REVIEW_DECISION.name}: RapidReviewCancelledV1 is on one side only" in found
    assert f"{REVIEW_DECISION.name}: DecisionAnnouncedV1 is on one side only" in found


def test_a_reader_that_the_catalogue_drops_is_named(services: dict[str, Service]) -> None:
    fewer = tuple(replace(t, readers=()) if t == REVIEW_CASE else t for t in ALL_TOPICS)
    found = differences("analytics", services["analytics"].broker, fewer)
    assert found == [f"analytics reads {REVIEW_CASE.name}, the catalogue does not say so"]


@pytest.mark.need("L2")
@pytest.mark.parametrize("name", SERVICES)
def test_every_subscriber_loses_nothing_and_answers_nobody(
    services: dict[str, Service], name: str
) -> None:
    subscribers: list[Any] = list(services[name].broker.subscribers)
    assert subscribers
    for one in subscribers:
        assert one.ack_policy is AckPolicy.NACK_ON_ERROR
        assert one._no_reply
        assert one._connection_args["auto_offset_reset"] == "earliest"
        assert one._connection_args["enable_auto_commit"] is False


@pytest.mark.parametrize(
    "options",
    [
        {"ack_policy": AckPolicy.ACK, "no_reply": True, "auto_offset_reset": "earliest"},
        {"ack_policy": AckPolicy.NACK_ON_ERROR, "auto_offset_reset": "earliest"},
        {"ack_policy": AckPolicy.NACK_ON_ERROR, "no_reply": True},
    ],
    ids=["another policy", "a reply", "begins at the end"],
)
def test_a_careless_subscriber_is_refused_at_start(options: dict[str, Any]) -> None:
    service = all_services()["review"]
    service.broker.subscriber(REVIEW_CASE.name, group_id="careless", **options)(take)
    with pytest.raises(AssertionError):
        service._assert_policies()


def test_the_document_names_every_channel_message_reader_and_writer() -> None:
    document = yaml.safe_load((HOME / "asyncapi.yaml").read_text())
    assert {c["address"] for c in document["channels"].values()} == {t.name for t in ALL_TOPICS}
    names = {message["name"] for message in document["components"]["messages"].values()}
    assert names == {entry.type for entry in CATALOGUE} | {"http.notify.notification-body"}
    assert all(message["examples"] for message in document["components"]["messages"].values())
    titles = [one["title"] for one in document["operations"].values()]
    for service in SERVICES:
        assert titles.count(f"{service} reads") == sum(service in t.readers for t in ALL_TOPICS)
        assert titles.count(f"{service} publishes") == sum(service in t.writers for t in ALL_TOPICS)
