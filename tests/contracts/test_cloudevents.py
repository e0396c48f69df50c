"""CloudEvents' own SDK reads what we write, and we read what it writes: every type."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import (
    KafkaMessage,
    from_binary,
    to_binary,
    to_structured,
)
from cloudevents.core.formats.json import JSONFormat
from uuid_utils.compat import uuid7

from chassis.cloudevents import Incoming, read, write_headers
from contracts.catalogue import CATALOGUE, Entry
from contracts.tools.samples import data_of
from tests.integration.chassis.polls import Polled

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TIME = datetime(2026, 4, 10, 15, 45, 12, 345678, tzinfo=UTC)
IDS = [entry.type for entry in CATALOGUE]


def a_row(entry: Entry) -> dict[str, Any]:
    """A journal row of this type, as the relay reads it."""
    return {
        "id": uuid7(),
        "kind": entry.model.kind,
        "object": uuid7(),
        "key": uuid7(),
        "time": TIME,
        "sequence": 7,
        "correlation": "a correlation",
        "causation": uuid7(),
        "traceparent": TRACE,
        "actor": "person:secretary",
        "roles": "member secretary",
        "service": "correspondence",
    }


def sent(entry: Entry, row: dict[str, Any]) -> Polled:
    value = entry.model.model_validate(data_of(entry)).model_dump_json().encode()
    headers = tuple(write_headers(entry, row))
    return Polled(entry.topic.name, str(row["key"]).encode(), value, headers)


@pytest.mark.need("I13")
@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
def test_the_sdk_reads_what_we_write(entry: Entry) -> None:
    row = a_row(entry)
    record = sent(entry, row)
    message = KafkaMessage(dict(record.headers), record.key, record.value or b"")
    event = from_binary(message, JSONFormat())
    assert event.get_specversion() == "1.0"
    assert (event.get_id(), event.get_type()) == (str(row["id"]), entry.type)
    assert event.get_time() == TIME
    assert event.get_subject() == str(row["object"])
    assert event.get_dataschema() == entry.dataschema
    assert event.get_datacontenttype() == "application/json"
    writer = entry.topic.writers[0]
    assert event.get_source() == f"/cspr/{writer}"
    assert event.get_data() == json.loads(record.value or b"")
    extensions = {
        "sequence": "7",
        "correlationid": "a correlation",
        "causationid": str(row["causation"]),
        "partitionkey": str(row["key"]),
        "traceparent": TRACE,
        "protectivemarking": entry.topic.marking,
        "actor": None if entry.topic.outside else "person:secretary",
        "actorroles": "member secretary" if entry.model.kind == "command" else None,
    }
    assert {name: event.get_extension(name) for name in extensions} == extensions


def theirs(entry: Entry) -> Any:
    """The same event as the SDK has it."""
    record = sent(entry, a_row(entry))
    message = KafkaMessage(dict(record.headers), record.key, record.value or b"")
    return from_binary(message, JSONFormat())


def same(incoming: Incoming, event: Any, entry: Entry) -> None:
    assert str(incoming.id) == event.get_id()
    assert (incoming.type, incoming.sequence, incoming.time) == (entry.type, 7, TIME)
    assert incoming.key == UUID(event.get_extension("partitionkey"))
    assert incoming.traceparent == TRACE
    said = event.get_extension("actorroles") or ""
    assert incoming.roles == frozenset(said.split())
    assert incoming.causation == event.get_extension("causationid")
    body = entry.model.model_validate_json(incoming.body)
    assert body == entry.model.model_validate(data_of(entry))


@pytest.mark.need("I13")
@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
@pytest.mark.parametrize("mode", [to_binary, to_structured], ids=["binary", "structured"])
def test_we_read_what_the_sdk_writes(entry: Entry, mode: Any) -> None:
    event = theirs(entry)
    made = mode(event, JSONFormat())
    key = made.key if isinstance(made.key, bytes) else str(made.key).encode()
    record = Polled(entry.topic.name, key, made.value, tuple(made.headers.items()))
    same(read(record, entry.topic.name), event, entry)


def test_who_acted_is_not_told_outside() -> None:
    for entry in CATALOGUE:
        names = {name for name, _ in write_headers(entry, a_row(entry))}
        assert ("ce_actor" in names) is not entry.topic.outside
