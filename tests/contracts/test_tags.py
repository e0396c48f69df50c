"""What may travel where: each hole through which a name or a story could slip, planted and found."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field, StringConstraints

from contracts.catalogue import Entry
from contracts.envelope import (
    Case,
    Command,
    Document,
    Fact,
    Identity,
    Open,
    Sealed,
    Sensitivity,
    Token,
    Words,
)
from contracts.sender_topics import NOTIFY_INTAKE, SENDER_TOPICS
from contracts.tools.tags import misplaced
from contracts.topics import NOTIFY_INCIDENT, REVIEW_COMMAND, REVIEW_DECISION, TOPICS


class LeakV1(Fact):
    """A planted leak."""

    family_name: Identity[str]
    story: Sealed
    untagged: int = 0


@pytest.mark.need("J3")
def test_identity_may_stand_on_no_topic_and_text_not_on_an_open_one() -> None:
    found = misplaced((Entry(LeakV1, NOTIFY_INCIDENT), Entry(LeakV1, REVIEW_DECISION)))
    assert [f for f in found if "family_name is identity" in f and "incident" in f]
    assert [f for f in found if "story is text" in f and "decision" in f]
    assert [f for f in found if "untagged has no" in f]
    identity = [t.name for t in TOPICS if "identity" in {s.value for s in t.may_carry}]
    outside = [t for t in TOPICS if t.outside]
    assert identity == []
    assert [t for t in SENDER_TOPICS if Sensitivity.IDENTITY in t.may_carry] == [NOTIFY_INTAKE]
    assert (NOTIFY_INTAKE.readers, NOTIFY_INTAKE.outside) == (("notify",), False)
    assert 0 < NOTIFY_INTAKE.retention_ms <= 72 * 3_600_000
    assert all({s.value for s in t.may_carry} <= {"open", "case"} for t in outside)


class Child(Document):
    """What must not travel, inside something else."""

    family_name: Identity[Token]


class Other(Document):
    """Another alternative, without harm; its field has the same name."""

    family_name: Case[Token]


class Tree(Document):
    """A model that holds itself."""

    name: Identity[Token]
    below: Case[tuple[Tree, ...]] = ()


HIDDEN: dict[str, Any] = {
    "in a list of perhaps": Case[tuple[Child | None, ...]],
    "in a list of either": Case[tuple[Child | Other, ...]],
    "in a list of either, last": Case[tuple[Other | Child, ...]],
    "in a list of lists": Case[tuple[tuple[Child, ...], ...]],
    "in perhaps a list of lists": Case[tuple[tuple[Child | None, ...] | None, ...] | None],
    "in a model that holds itself": Case[Tree | None],
    "in a list of names": Case[tuple[Identity[Token], ...]],
    "under a milder tag inside": Identity[tuple[Case[Token], ...]],
}


def planted(annotation: Any) -> list[str]:
    """What is found wrong with a fact whose one field is annotated so."""
    space = {
        "__annotations__": {"field": annotation},
        "__module__": __name__,
        "__doc__": "Planted.",
    }
    return misplaced((Entry(type("PlantedV1", (Fact,), space), NOTIFY_INCIDENT),))


@pytest.mark.need("J3")
@pytest.mark.parametrize("where", HIDDEN)
def test_identity_is_found_wherever_it_hides(where: str) -> None:
    found = planted(HIDDEN[where])
    assert [f for f in found if "is identity: uk.cspr.notify.incident.v1 may not carry it" in f]


FREE: dict[str, tuple[Any, str]] = {
    "a bare text": (Case[str], "may hold free text"),
    "an open text": (Open[str], "may hold free text"),
    "perhaps a text": (Case[str | None], "may hold free text"),
    "a list of texts": (Case[tuple[str, ...]], "may hold free text"),
    "a text too long for words": (
        Case[Annotated[str, StringConstraints(max_length=301)]],
        "may hold free text",
    ),
    "a pattern that takes a story": (
        Case[Annotated[str, StringConstraints(pattern=r"^.{1,900}$")]],
        "may hold free text",
    ),
    "a format that bounds nothing": (
        Case[Annotated[str, Field(json_schema_extra={"format": "password"})]],
        "may hold free text",
    ),
    "anything": (Case[Any], "may hold anything"),
    "a list of anything": (Case[tuple[Any, ...]], "may hold anything"),
    "text that is not sealed": (Annotated[str, Sensitivity.TEXT], "is text, and not Sealed"),
    "words called text": (Annotated[Words, Sensitivity.TEXT], "is text, and not Sealed"),
}


@pytest.mark.need("J4")
@pytest.mark.parametrize("what", FREE)
def test_free_text_is_sealed_or_refused(what: str) -> None:
    annotation, why = FREE[what]
    assert [f for f in planted(annotation) if why in f]


FINE: dict[str, Any] = {
    "a token": Case[Token],
    "short words": Case[Words | None],
    "sealed text": Sealed,
    "several sealed texts": tuple[Sealed, ...],
    "a number": Case[int | None],
}


@pytest.mark.parametrize("what", FINE)
def test_what_is_coded_or_sealed_passes(what: str) -> None:
    assert planted(FINE[what]) == []


class TypedV1(Command):
    """A planted command whose words a person would type."""

    why: Case[Words]


@pytest.mark.need("J4")
def test_a_command_may_not_hold_words_that_need_no_pattern() -> None:
    assert [f for f in misplaced((Entry(TypedV1, REVIEW_COMMAND),)) if "may hold free text" in f]
