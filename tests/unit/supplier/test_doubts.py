"""What is not wrong, and a person should look at."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.notify.notification.look_again import look_again
from supplier.cspr_supplier.cli import main
from supplier.cspr_supplier.doubts import NO_SUCH_CODE, SWAPPED, doubts
from supplier.cspr_supplier.items import Item, Numbered
from supplier.cspr_supplier.mess import Format, Level, file_of
from supplier.cspr_supplier.reading import read
from tests.support.files import a_row, a_table
from tests.support.notifications import a_child, a_notification

TODAY = date(2026, 4, 10)


def family(*names: str, **more: Any) -> dict[str, Any]:
    return a_notification(children=[a_child(family_name=name) for name in names], **more)


def told(*bodies: dict[str, Any]) -> list[str]:
    return list(doubts([Item(one, Numbered(n)) for n, one in enumerate(bodies, start=1)], TODAY))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Marrowby", "Oakenshaw"), ("Oakenshaw", "Marrowby")),
        (("Marrowby", "Marrowby", "oakenshaw"), ("Oakenshaw", "MARROWBY", "Oakenshaw")),
    ],
)
def test_two_children_that_changed_places_are_told_once(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    assert told(family(*first), family("Penhallow"), family(*second)) == [SWAPPED.format(1, 3)]


@pytest.mark.parametrize(
    "second", [("Oakenshaw", "Oakenshaw"), ("Penhallow", "Zięba"), ("Marrowby",), ()]
)
def test_families_with_several_names_are_no_doubt(second: tuple[str, ...]) -> None:
    assert told(family("Marrowby", "Oakenshaw"), family(*second)) == []


def test_the_row_of_a_table_is_the_childs() -> None:
    said = {"occurred_on": "2026-03-26"}
    rows = [
        a_row(child_family_name=name, sender_reference=own, **said)
        for own, name in (
            ("A", "Marrowby"),
            ("A", "Oakenshaw"),
            ("B", "Oakenshaw"),
            ("B", "Marrowby"),
        )
    ]
    assert list(doubts(read(a_table(*rows)).items, TODAY)) == [SWAPPED.format(3, 5)]


def test_a_code_that_no_list_has_is_told_and_the_service_decides() -> None:
    odd = a_notification(location_kind="moon", children=[a_child(ethnicity="XXXX")])
    assert told(odd) == [
        "Row 1 (location_kind): " + NO_SUCH_CODE.format("location_kind"),
        "Row 1 (children.0.ethnicity): " + NO_SUCH_CODE.format("child_ethnicity"),
    ]
    assert told(a_notification()) == []


def test_the_mess_of_made_up_files_has_children_who_changed_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "messy.csv"
    path.write_bytes(file_of(20, "990", TODAY, 1, "csv", "content"))
    assert main(["validate", str(path), "--today", "2026-04-10"]) == 1
    said = capsys.readouterr().out
    assert "may have changed places" in said
    assert "Made up, for the sandbox alone: 20, whose references begin with FAKE-." in said


@pytest.mark.parametrize(("how", "level"), [("csv", "none"), ("ndjson", "none"), ("xlsx", "look")])
def test_of_what_is_made_up_clean_neither_the_kit_nor_the_service_doubts_anything(
    how: Format, level: Level
) -> None:
    items = read(file_of(300, "990", TODAY, 7, how, level)).items
    bodies = [item.body for item in items]
    assert [one for body in bodies for one in look_again(body, TODAY)] == []
    assert list(doubts(items, TODAY)) == []
    assert {body["kind_of_incident"] for body in bodies} == {"serious_harm", "child_death"}
    outcomes = {child["outcome"] for body in bodies for child in body["children"]}
    assert outcomes == {"harmed", "died"}
