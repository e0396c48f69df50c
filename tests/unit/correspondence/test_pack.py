"""A pack: chosen by work, reader and theme; as a tagged document, and as a table with the meaning of its columns."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from pdfua import validate

from contracts.review.advice import AdviceTopic
from contracts.review.lcspr_advice import Milestone
from services.correspondence.pack import files
from services.correspondence.pack.domain import NONE, SECTIONS, Entry, Pack, arranged, speaks_of
from services.correspondence.policy import guidance
from services.correspondence.policy.packs import Role, Work, pack_rule

FOUND = (
    Entry("guidance", "Working Together 2026", "Chapter 5", "https://g.example", date(2026, 3, 18)),
    Entry("learning", "Digest", "Hear the child.\n#early", themes=("neglect", "handover")),
    Entry("examples", "=cmd()", "What is known: little."),
)
WORKS, ROLES = pack_rule().works.values(), pack_rule().roles.values()


def a_pack(*sections: str) -> Pack:
    whole = arranged(sections or tuple(SECTIONS), FOUND)
    return Pack("A review", "Lead.", "Reviewer", "", date(2026, 6, 8), "packs-1", whole)


def test_a_reader_has_the_sections_that_are_theirs_in_their_order() -> None:
    pack = a_pack("learning", "template", "figures", "guidance")
    assert [code for code, _ in pack.sections] == ["learning", "figures", "guidance"]
    assert [one.title for one in pack.entries] == ["Digest", "Working Together 2026"]
    assert "figures" in NONE, "an empty section says that nothing has been released"
    assert speaks_of("", ())
    assert not speaks_of("neglect", ("handover",))


@pytest.mark.parametrize("work", WORKS, ids=lambda one: one.code)
def test_what_a_work_rests_on_is_guidance_that_is_in_force(work: Work) -> None:
    known = {(one.document, one.paragraph) for one in guidance.paragraphs(date(2026, 6, 8))}
    assert set(work.guidance) <= known
    assert work.milestones <= {one.value for one in Milestone}
    assert work.topics <= {one.value for one in AdviceTopic}


@pytest.mark.parametrize("role", ROLES, ids=lambda one: one.code)
def test_the_sections_of_a_role_are_sections(role: Role) -> None:
    assert set(role.sections) <= set(SECTIONS)
    assert len(set(role.sections)) == len(role.sections)


@pytest.mark.need("K2")
@pytest.mark.need("K3")
def test_the_document_is_tagged_and_the_same_pack_gives_the_same_bytes(tmp_path: Path) -> None:
    made = files.pdf(a_pack(), "The Panel", made_up=True)
    path = tmp_path / "pack.pdf"
    path.write_bytes(made)
    assert validate(path).findings == ()
    assert files.pdf(a_pack(), "The Panel", made_up=True) == made


@pytest.mark.need("K2")
def test_the_table_has_a_meaning_for_each_column_and_no_cell_is_a_formula() -> None:
    head, *rows = csv.reader(StringIO(files.table(a_pack())))
    [_, *meanings] = csv.reader(StringIO(files.dictionary()))
    assert head == [name for name, *_ in meanings]
    assert all(meaning and values for _, meaning, values in meanings)
    assert rows[0] == [
        *("Guidance it rests on", "Working Together 2026", "Chapter 5", "https://g.example"),
        *("2026-03-18", ""),
    ]
    assert rows[1][2:] == ["Hear the child.\n#early", "", "", "neglect handover"]
    assert rows[2][1] == "'=cmd()"
