"""What FastStream's own document says of a service's broker, against the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from faststream.kafka import KafkaBroker
from faststream.specification import AsyncAPI

from contracts.catalogue import CATALOGUE
from contracts.sender_topics import SENDER_TOPICS
from contracts.topic import Topic
from contracts.topics import TOPICS

Said = Mapping[str, set[str]]
ALL_TOPICS = (*TOPICS, *SENDER_TOPICS)


def said_by(broker: KafkaBroker) -> tuple[Said, Said]:
    """Topic -> names of its payloads: what the broker receives, and what it sends."""
    document = AsyncAPI(broker, schema_version="3.0.0").to_specification().to_jsonable()
    received: dict[str, set[str]] = {}
    sent: dict[str, set[str]] = {}
    for operation in document.get("operations", {}).values():
        channel = _resolve(document, operation["channel"])
        into = received if operation["action"] == "receive" else sent
        address = channel["address"].removesuffix("$")  # where a pattern ends
        into.setdefault(address, set()).update(_payloads(document, channel))
    return received, sent


def _resolve(document: Mapping[str, Any], node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[unquote(part).replace("~1", "/").replace("~0", "~")]
        node = found
    return node


def _payloads(document: Mapping[str, Any], channel: Mapping[str, Any]) -> Iterable[str]:
    for message in channel["messages"].values():
        payload = _resolve(document, _resolve(document, message)["payload"])
        for one in payload.get("anyOf") or payload.get("oneOf") or [payload]:
            yield str(_resolve(document, one).get("title", "nameless"))


def differences(
    service: str, broker: KafkaBroker, topics: tuple[Topic, ...] = ALL_TOPICS
) -> list[str]:
    """Where the running code and the catalogue disagree; an empty list is the aim."""
    received, sent = said_by(broker)
    may_read = {topic.name for topic in topics if service in topic.readers}
    may_write = {topic.name for topic in topics if service in topic.writers}
    found = [
        f"{service} reads {t}, the catalogue does not say so" for t in received.keys() - may_read
    ]
    found += [f"{service} does not read {topic}" for topic in may_read - received.keys()]
    found += [
        f"{service} writes {t}, the catalogue does not say so" for t in sent.keys() - may_write
    ]
    found += [f"{service} does not write {topic}" for topic in may_write - sent.keys()]
    for topic in may_write & sent.keys():
        listed = {e.model.__name__ for e in CATALOGUE if e.topic.name == topic}
        found += [f"{topic}: {name} is on one side only" for name in listed ^ sent[topic]]
    return sorted(found)
