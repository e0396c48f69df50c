"""Fact, Command, Answer and the CloudEvents envelope that carries them."""

import re
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

T = TypeVar("T")
Schema = dict[str, Any]


class Sensitivity(StrEnum):
    """What a field tells about a child; decides where it may travel."""

    OPEN = "open"
    CASE = "case"
    TEXT = "text"
    IDENTITY = "identity"

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Write the tag beside the field it stands on."""
        return {**handler(core), "x-sensitivity": self.value}


Open = Annotated[T, Sensitivity.OPEN]
Case = Annotated[T, Sensitivity.CASE]
Identity = Annotated[T, Sensitivity.IDENTITY]

Sealed = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$",
        max_length=60_000,
    ),
    Sensitivity.TEXT,
]
"""Free text as a compact JWE under the incident's key."""


class Code(StrEnum):
    """A closed code list whose members carry their words."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the words beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        return member


class OpenCode(Code):
    """A code list that may grow: a value from the future is read as ``other``."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls("other") if isinstance(value, str) and value != "other" else None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Tell readers that the list is open."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["x-open-enum"] = True
        return schema


class Document(BaseModel):
    """Anything published: immutable, and deaf to fields it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", json_schema_serialization_defaults_required=True
    )


class Body(BaseModel):
    """Anything received over HTTP: unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Message(Document):
    """A document with a type name of its own, ``uk.cspr.<service>.<name>.v<major>``."""

    kind: ClassVar[Literal["fact", "command", "answer"]]


class Fact(Message):
    """Something that happened; past tense."""

    kind = "fact"


class Command(Message):
    """Something asked of the service that owns the object; imperative."""

    kind = "command"


class Answer(Message):
    """The owner's one answer to a command: done, or refused with its reason and source."""

    kind = "answer"
    command_id: Case[UUID]
    command_type: Open[str]
    outcome: Open[Literal["done", "refused"]]
    facts: Case[tuple[UUID, ...]] = ()
    code: Open[str | None] = None
    reason: Open[str | None] = None
    source: Open[str | None] = None
    field: Open[str | None] = None


M = TypeVar("M", bound=Message)


class Envelope(BaseModel, Generic[M]):
    """The CloudEvents 1.0 attributes of one message; binary mode on Kafka, structured in files."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    dataschema: str
    sequence: int
    correlationid: str
    causationid: str
    partitionkey: str
    protectivemarking: str
    traceparent: str | None = None
    actor: str
    data: M


@cache
def kebab(name: str) -> tuple[str, int]:
    """``DecisionRecordedV1`` -> ``("decision-recorded", 1)``."""
    match = re.fullmatch(r"(\w+?)V(\d+)", name)
    assert match, f"{name} does not end in V<major>"
    words = re.findall(r"[A-Z][a-z0-9]*", match[1])
    return "-".join(word.lower() for word in words), int(match[2])
