"""Fact, Command, Answer, and what their fields may be. CloudEvents carry them: ``asyncapi.yaml``."""

import re
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar
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

WORDS_CHARS_MAX = 300
JWE = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$"
Wrapped = Annotated[str, StringConstraints(pattern=JWE, max_length=1000)]
"""A key as a compact JWE under another key."""
Sealed = Annotated[str, StringConstraints(pattern=JWE, max_length=120_000), Sensitivity.TEXT]
"""Free text as a compact JWE under the incident's key: whatever a person types about a case."""
Token = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:+/-]*$", max_length=120)
]
"""A code, an id, a version, a reference: nothing in which a story could be told."""
Words = Annotated[str, StringConstraints(max_length=WORDS_CHARS_MAX)]
"""Words that a register or our own code wrote; what people type is ``Sealed``."""


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
    command_type: Open[Token]
    outcome: Open[Literal["done", "refused"]]
    facts: Case[tuple[UUID, ...]] = ()
    code: Open[Token | None] = None
    reason: Open[Words | None] = None
    source: Open[Words | None] = None
    field: Open[Words | None] = None


@cache
def kebab(name: str) -> tuple[str, int]:
    """``DecisionRecordedV1`` -> ``("decision-recorded", 1)``."""
    match = re.fullmatch(r"(\w+?)V(\d+)", name)
    assert match, f"{name} does not end in V<major>"
    words = re.findall(r"[A-Z][a-z0-9]*", match[1])
    return "-".join(word.lower() for word in words), int(match[2])
