"""AsyncAPI 3.0 assembled from the catalogue, and the index page that people read."""

from collections.abc import Sequence
from html import escape
from typing import Any

from contracts.catalogue import CATALOGUE, TOPICS, Entry
from contracts.tools.samples import data_of
from contracts.tools.schema import schema_of, sensitivities
from contracts.topic import Topic

HEADERS = {
    "type": "object",
    "required": ["ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_sequence"],
    "properties": {
        "content-type": {"type": "string", "const": "application/json"},
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "format": "uuid"},
        "ce_type": {"type": "string"},
        "ce_source": {"type": "string"},
        "ce_subject": {"type": "string"},
        "ce_time": {"type": "string", "format": "date-time"},
        "ce_dataschema": {"type": "string", "format": "uri"},
        "ce_sequence": {"type": "string", "description": "counts per stream and key, from 1"},
        "ce_correlationid": {"type": "string"},
        "ce_causationid": {"type": "string"},
        "ce_partitionkey": {"type": "string"},
        "ce_protectivemarking": {"type": "string"},
        "ce_traceparent": {"type": "string"},
        "ce_actorroles": {
            "type": "string",
            "description": "on commands: the sender's roles at that moment, sorted, with spaces between",
        },
    },
}


def name_of(entry: Entry) -> str:
    """The message's name in the document."""
    return entry.model.__name__


def channel_of(topic: Topic) -> str:
    """The channel's name in the document."""
    return topic.name.replace(".", "_").replace("-", "_")


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
        "channels": {channel_of(topic): _channel(topic) for topic in TOPICS},
        "operations": _operations(),
        "components": {"messages": {name_of(entry): _message(entry) for entry in CATALOGUE}},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    entries = [entry for entry in CATALOGUE if entry.topic == topic]
    kept = "for ever" if topic.retention_ms < 0 else f"{topic.retention_ms // 86_400_000} days"
    return {
        "address": topic.name,
        "description": f"Owned by {topic.owner}; key: {topic.key} id; kept {kept}"
        + ("; compacted" if topic.compacted else "")
        + ("; open to outside subscribers" if topic.outside else ""),
        "messages": {
            name_of(entry): {"$ref": f"#/components/messages/{name_of(entry)}"} for entry in entries
        },
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
        for topic in TOPICS
        for writer in topic.writers
    }
    receives = {
        f"{reader}_reads_{channel_of(topic)}": _operation("receive", f"{reader} reads", topic)
        for topic in TOPICS
        for reader in topic.readers
    }
    return sends | receives


def _operation(action: str, title: str, topic: Topic) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{channel_of(topic)}"}
    return {"action": action, "title": title, "channel": channel}


def _message(entry: Entry) -> dict[str, Any]:
    schema = schema_of(entry)
    return {
        "name": entry.type,
        "title": name_of(entry),
        "summary": (entry.model.__doc__ or "").splitlines()[0],
        "contentType": "application/json",
        "headers": HEADERS,
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": schema,
        },
        "bindings": {
            "kafka": {"key": {"type": "string", "format": "uuid"}, "bindingVersion": "0.5.0"}
        },
        "examples": [{"name": "made-up", "payload": data_of(entry)}],
    }


def index() -> str:
    """One page: every topic, every type, every field with its tag."""
    parts = [_HEAD]
    for topic in TOPICS:
        entries = [entry for entry in CATALOGUE if entry.topic == topic]
        parts.append(
            f"<h2><code>{topic.name}</code></h2><p>{escape(_channel(topic)['description'])}</p>"
        )
        parts += _types(entries)
    return "\n".join([*parts, "</main></body></html>\n"])


def _types(entries: Sequence[Entry]) -> list[str]:
    made = []
    for entry in entries:
        summary = escape((entry.model.__doc__ or "").splitlines()[0])
        rows = "".join(
            f"<tr><td><code>{escape(path)}</code></td><td>{tag}</td></tr>"
            for path, tag in sensitivities(entry).items()
        )
        made.append(
            f"<h3 id='{entry.model.__name__}'>{entry.model.__name__}</h3><p>{summary}</p>"
            f"<p><code>{entry.type}</code></p><table><caption>Fields</caption><tr><th scope=col>Field</th>"
            f"<th scope=col>Sensitivity</th></tr>{rows}</table>"
        )
    return made


_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>CSPR contracts</title><style>
body{font-family:Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #b1b4b6;text-align:left;padding:.3rem}
h2{border-top:4px solid #1d3557;padding-top:1rem}caption{text-align:left;font-weight:bold}
</style></head><body><main><h1>CSPR contracts</h1>
<p>Written from the models by <code>make contracts</code>. Each field carries a sensitivity tag: open, case
(coded facts about one case) or text (sealed). Identity never travels.</p>"""
