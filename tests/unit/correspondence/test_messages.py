"""The account at GOV.UK Notify has a template for each message: listed in one place, and asked for at the start."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.correspondence.post import KINDS
from services.correspondence.settings import CorrespondenceSettings
from tests.unit.correspondence.test_own_identity import OWN, TEMPLATES

ROOT = Path(__file__).resolve().parents[3]
SQL = ROOT / "services/correspondence/sql"
OF_NEWS = {"subscription", "news"}
ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


def listed() -> dict[str, set[str]]:
    """What operators are told to make: each kind with what is filled in."""
    page = (ROOT / "docs/operations.md").read_text()
    part = page.partition("## GOV.UK Notify's templates")[2].partition("\n## ")[0]
    return {kind: set(re.findall(r"\(\((\w+)\)\)", words)) for kind, words in ROW.findall(part)}


def test_operators_read_of_every_template_and_of_no_other() -> None:
    assert tuple(listed()) == KINDS


def test_each_template_is_filled_with_what_its_message_has() -> None:
    sent = {"reference", "link"}
    assert listed() == {kind: sent | ({"leave"} if kind == "news" else set()) for kind in KINDS}


def test_whatever_is_delivered_about_a_case_has_a_template() -> None:
    """The table of deliveries says which kinds there are; its last word counts."""
    said = "".join(file.read_text() for file in sorted(SQL.glob("*.sql")))
    *_, kinds = re.findall(r"check \(kind in \((['a-z, ]+)\)\) not valid", said)
    assert set(re.findall(r"\w+", kinds)) == set(KINDS) - OF_NEWS


@pytest.mark.parametrize("kind", KINDS)
def test_production_does_not_start_without_a_template(kind: str) -> None:
    lacking = {name: id_ for name, id_ in TEMPLATES.items() if name != kind}
    given: dict[str, Any] = {**OWN, "organiser": "a@panel.test", "notify_templates": lacking}
    with pytest.raises(ValidationError, match=f"notify_templates for {kind}"):
        CorrespondenceSettings(**given)
    assert CorrespondenceSettings(**{**given, "environment": "local"}).templates[kind]


def test_a_message_goes_by_the_template_that_the_settings_name() -> None:
    given = {**OWN, "organiser": "a@panel.test"}
    assert CorrespondenceSettings(**given).templates == {
        kind: UUID(str(id_)) for kind, id_ in TEMPLATES.items()
    }
