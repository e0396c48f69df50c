"""AsyncAPI 3.0 assembled from the catalogue."""

import re
from typing import Any

from contracts.catalogue import CATALOGUE, Entry
from contracts.http_catalogue import HTTP
from contracts.http_notify import NotificationBody
from contracts.sender_topics import NOTIFY_INTAKE, SENDER_TOPICS
from contracts.tools.samples import data_of
from contracts.tools.schema import schema_of
from contracts.topic import Topic
from contracts.topics import TOPICS

ALL_TOPICS = (*TOPICS, *SENDER_TOPICS)
_TEXT = {"type": "string"}
_MAYBE = ("ce_traceparent", "traceparent", "ce_actor")
_HEADERS: dict[str, dict[str, Any]] = {
    "content-type": {"type": "string", "const": "application/json"},
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {"type": "string", "format": "uuid"},
    "ce_type": _TEXT,
    "ce_source": _TEXT,
    "ce_subject": _TEXT,
    "ce_time": {"type": "string", "format": "date-time"},
    "ce_dataschema": {"type": "string", "format": "uri"},
    "ce_sequence": {"type": "string", "description": "counts per stream and key, from 1"},
    "ce_correlationid": {"type": "string", "description": "the same for all that follows from one"},
    "ce_causationid": {"type": "string", "description": "the id of the message that led to this"},
    "ce_partitionkey": {"type": "string", "format": "uuid"},
    "ce_protectivemarking": _TEXT,
    "ce_traceparent": {"type": "string", "description": "W3C trace context, when there is a trace"},
    "traceparent": {"type": "string", "description": "the same, where tracers of Kafka look"},
    "ce_actor": {"type": "string", "description": "who or what acted, as kind:id"},
    "ce_actorroles": {
        "type": "string",
        "description": "the sender's roles at that moment, sorted, with spaces between",
    },
}


def headers_of(topic: Topic) -> dict[str, Any]:
    """The headers of a topic's messages; who acted does not leave the four services."""
    kept_back = {"ce_actor"} if topic.outside else set()
    kept_back |= set() if topic.senders else {"ce_actorroles"}
    said = {name: one for name, one in _HEADERS.items() if name not in kept_back}
    required = [name for name in said if name not in _MAYBE]
    return {"type": "object", "required": required, "properties": said}


def _trait(topic: Topic) -> str:
    if topic.senders:
        return "cloudevent_command"
    return "cloudevent_outside" if topic.outside else "cloudevent"


def name_of(entry: Entry) -> str:
    """The message's name in the document."""
    return entry.model.__name__


def channel_of(topic: Topic) -> str:
    """The channel's name in the document."""
    return re.sub(r"\W", "_", topic.name)


def document() -> dict[str, Any]:
    """The whole AsyncAPI document."""
    return {
        "asyncapi": "3.0.0",
        "id": "urn:uk:cspr",
        "info": {
            "title": "CSPR facts, commands and answers",
            "version": "1.0.0",
            "description": "CloudEvents 1.0 in binary mode: attributes in ce_* headers, the value is the"
            " data document alone. Made-up examples.",
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "channels": {channel_of(topic): _channel(topic) for topic in ALL_TOPICS},
        "operations": _operations(),
        "components": {
            "messages": {name_of(entry): _message(entry) for entry in CATALOGUE}
            | {NotificationBody.__name__: _notification()},
            "messageTraits": {_trait(topic): {"headers": headers_of(topic)} for topic in TOPICS},
        },
    }


def told_of(topic: Topic) -> str:
    """A topic in one line."""
    kept = "for ever" if topic.retention_ms < 0 else f"{topic.retention_ms // 86_400_000} days"
    return (
        f"Owned by {topic.owner}; key: {topic.key} id; kept {kept}"
        + ("; compacted" if topic.compacted else "")
        + ("; open to outside subscribers" if topic.outside and not topic.by_sender else "")
        + ("; one a sender, and no other sees it" if topic.by_sender else "")
    )


def _channel(topic: Topic) -> dict[str, Any]:
    names = [name_of(entry) for entry in CATALOGUE if entry.topic == topic]
    names += [NotificationBody.__name__] if topic == NOTIFY_INTAKE else []
    about = {"sender": {"description": "the sender's client id in the register"}}
    return {
        "address": topic.name,
        **({"parameters": about} if topic.by_sender else {}),
        "description": told_of(topic),
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operations() -> dict[str, Any]:
    sends = {
        f"publish_{channel_of(topic)}": _operation("send", f"{writer} publishes", topic)
        for topic in ALL_TOPICS
        for writer in topic.writers
    }
    receives = {
        f"{reader}_reads_{channel_of(topic)}": _operation("receive", f"{reader} reads", topic)
        for topic in ALL_TOPICS
        for reader in topic.readers
    }
    return sends | receives


def _operation(action: str, title: str, topic: Topic) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{channel_of(topic)}"}
    return {"action": action, "title": title, "channel": channel}


def _notification() -> dict[str, Any]:
    """What senders put on their own topic: the body that HTTPS takes, no header and no key is needed."""
    [entry] = [entry for entry in HTTP if entry.model is NotificationBody]
    return {
        "name": entry.type,
        "title": NotificationBody.__name__,
        "summary": (NotificationBody.__doc__ or "").splitlines()[0],
        "contentType": "application/json",
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": schema_of(entry),
        },
        "examples": [{"name": "made-up", "payload": data_of(entry)}],
    }


def _message(entry: Entry) -> dict[str, Any]:
    schema = schema_of(entry)
    return {
        "name": entry.type,
        "title": name_of(entry),
        "summary": (entry.model.__doc__ or "").splitlines()[0],
        "contentType": "application/json",
        "traits": [{"$ref": f"#/components/messageTraits/{_trait(entry.topic)}"}],
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": schema,
        },
        "bindings": {
            "kafka": {"key": {"type": "string", "format": "uuid"}, "bindingVersion": "0.5.0"}
        },
        "examples": [{"name": "made-up", "payload": data_of(entry)}],
    }
