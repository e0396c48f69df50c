"""The pages of legal moves are as the tables have them, and readable by who never saw the code."""

from pathlib import Path

import pytest

from services.review.legal.__main__ import HOME, check, findings, write
from services.review.legal.pages import diagram, page, pages
from services.review.legal.tables import TABLES
from tests.house.test_tidy import ROOT


def test_the_pages_are_as_the_tables_have_them() -> None:
    assert findings() == [], "make contracts"


def test_a_page_that_was_edited_or_that_nobody_writes_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    assert check(tmp_path) == 0
    (tmp_path / "lcspr.md").write_text("edited")
    (tmp_path / "gone.md").write_text("of a table that is no more")
    assert findings(tmp_path) == ["lcspr.md", "gone.md"]
    assert check(tmp_path) == 1
    assert "make contracts" in capsys.readouterr().out
    write(tmp_path)
    assert findings(tmp_path) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_move_stands_on_its_page_with_who_may_make_it_and_its_source(table: object) -> None:
    text = page(table)  # type: ignore[arg-type]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    for row in table.rows:  # type: ignore[attr-defined]
        [line] = [one for one in lines if f" | {row.says}<br>`" in one or f"| {row.says} |" in one]
        assert all(source in line for source in row.sources)
    assert not {line.count("|") for line in lines if line.count("|") not in (3, 7)}


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_diagram_says_nothing_that_mermaid_would_read_as_its_own(table: object) -> None:
    for line in diagram(table):  # type: ignore[arg-type]
        label = line.partition(": ")[2]
        assert not set(label) & set(';:#"{}'), line
    drawn = "\n".join(diagram(table))  # type: ignore[arg-type]
    assert all(f" as s_{code}" in drawn for code in table.named)  # type: ignore[attr-defined]


def test_the_front_page_leads_to_every_other() -> None:
    front = pages()["README.md"]
    assert all(f"({name})" in front for name in pages() if name != "README.md")
    assert HOME == ROOT / "docs" / "states"
