"""CloudEvents 1.0 on Kafka: binary mode out, binary or structured mode in."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar
from uuid import NAMESPACE_URL, UUID

from uuid_utils.compat import uuid5

from contracts.catalogue import Entry, by_model, by_type
from contracts.envelope import Message

T = TypeVar("T")
STRUCTURED = "application/cloudevents+json"
REQUIRED = ("id", "type", "source", "time", "sequence", "correlationid", "causationid")
SEQUENCE_MAX = 2**63 - 1


class Record(Protocol):
    """What is used of a consumed Kafka record."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Iterable[tuple[str, bytes]]


class Columns(Protocol):
    """A row, read by its columns' names: no copy is made of a record from the database."""

    def __getitem__(self, name: str, /) -> Any:
        """One column."""


class Malformed(ValueError):
    """The envelope can not be read; the message is parked with its bytes."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One consumed message, its envelope read and its body not yet."""

    place: UUID
    topic: str
    id: UUID
    type: str
    key: UUID
    sequence: int
    time: datetime
    correlation: str
    causation: str
    actor: str
    roles: frozenset[str]
    traceparent: str | None
    body: bytes
    headers: Mapping[str, str]

    @property
    def stream(self) -> str:
        """The topic without its major version."""
        return self.topic.rsplit(".v", 1)[0]


def place_of(record: Record) -> UUID:
    """A stable id for one place in a topic: redelivery gives the same."""
    return uuid5(NAMESPACE_URL, f"{record.topic}/{record.partition}/{record.offset}")


def storable(text: str) -> str:
    """Text as PostgreSQL can keep it: what is no character is shown escaped."""
    if text.isprintable():  # as nearly every header is
        return text
    return text.encode(errors="backslashreplace").decode().replace("\0", "\\x00")


def readable_headers(record: Record) -> dict[str, str]:
    """Headers as text; bytes that are not UTF-8 are shown escaped."""
    return {
        storable(name): storable((value or b"").decode(errors="backslashreplace"))
        for name, value in record.headers
    }


def read(record: Record, topic: str) -> Incoming:
    """Read the envelope of ``record`` as it stands on the catalogue's ``topic``.

    Raises Malformed naming the attribute that is missing or wrong.
    """
    headers = readable_headers(record)
    body = record.value or b""
    if headers.get("content-type", "").startswith(STRUCTURED):
        headers, body = _structured(body)
    missing = [name for name in REQUIRED if f"ce_{name}" not in headers]
    if missing:
        message = f"CloudEvents attributes are missing: {', '.join(missing)}"
        raise Malformed(message)
    entry = by_type().get(headers["ce_type"])
    if entry and entry.topic.name != topic:
        message = "a message of this type does not belong on this topic"
        raise Malformed(message)
    return from_parts(place_of(record), topic, key_of(record), headers, body)


def from_parts(
    place: UUID, topic: str, key: UUID, headers: Mapping[str, str], body: bytes
) -> Incoming:
    """An Incoming from stored or received parts; raises Malformed on a wrong attribute."""
    return Incoming(
        place=place,
        topic=topic,
        id=_attribute(headers, "id", UUID),
        type=headers["ce_type"],
        key=key,
        sequence=_attribute(headers, "sequence", _sequence),
        time=_attribute(headers, "time", _time),
        correlation=headers["ce_correlationid"],
        causation=headers["ce_causationid"],
        actor=headers.get("ce_actor", "unknown"),
        roles=frozenset(headers.get("ce_actorroles", "").split()),
        traceparent=headers.get("ce_traceparent"),
        body=body,
        headers=headers,
    )


def _attribute(headers: Mapping[str, str], name: str, convert: Callable[[str], T]) -> T:
    try:
        return convert(headers[f"ce_{name}"])
    except ValueError:
        message = f"the CloudEvents attribute {name} can not be read"
        raise Malformed(message) from None


def _sequence(text: str) -> int:
    number = int(text)
    if not 1 <= number <= SEQUENCE_MAX:
        raise ValueError
    return number


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError
    return time


def key_of(record: Record) -> UUID:
    """The Kafka key; raises Malformed when it is no UUID."""
    try:
        return UUID((record.key or b"").decode())
    except ValueError:
        message = "the Kafka key is not a UUID"
        raise Malformed(message) from None


def _structured(body: bytes) -> tuple[dict[str, str], bytes]:
    try:
        document = dict(json.loads(body))
        data = json.dumps(document.pop("data"), ensure_ascii=False).encode()
        return {f"ce_{storable(name)}": storable(str(v)) for name, v in document.items()}, data
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "the structured CloudEvent is not a JSON object with data"
        raise Malformed(message) from None


def write_headers(entry: Entry, row: Columns) -> list[tuple[str, bytes]]:
    """The ``ce_*`` headers of one journal row; who acted stays inside, and a command says in which roles.

    The trace stands there twice: as CloudEvents' attribute, and where tracers of Kafka look.
    """
    command = row["kind"] == "command"
    headers = [
        *_unchanging(entry.model),
        ("ce_id", str(row["id"]).encode()),
        ("ce_source", f"/cspr/{row['service'] if command else entry.topic.owner}".encode()),
        ("ce_subject", str(row["object"]).encode()),
        ("ce_time", row["time"].isoformat().encode()),
        ("ce_sequence", str(row["sequence"]).encode()),
        ("ce_correlationid", row["correlation"].encode()),
        ("ce_causationid", str(row["causation"]).encode()),
        ("ce_partitionkey", str(row["key"]).encode()),
    ]
    if not entry.topic.outside:
        headers.append(("ce_actor", row["actor"].encode()))
    if command:
        headers.append(("ce_actorroles", row["roles"].encode()))
    if trace := row["traceparent"]:
        headers += [(name, trace.encode()) for name in ("ce_traceparent", "traceparent")]
    return headers


@cache
def _unchanging(model: type[Message]) -> tuple[tuple[str, bytes], ...]:
    """What is the same in every message of a type."""
    entry = by_model()[model]
    return (
        ("content-type", b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_type", entry.type.encode()),
        ("ce_dataschema", entry.dataschema.encode()),
        ("ce_protectivemarking", entry.topic.marking.encode()),
    )
