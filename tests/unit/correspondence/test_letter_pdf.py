"""The PDF of every kind of letter: tagged, in one language, titled, and the same words as the text."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import validate

from services.correspondence.letter_types import LETTER_TYPES
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import words
from services.correspondence.render.pdf import pdf
from tests.support.programs import needs

every_type = pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)


def opened(kind: LetterType) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf(kind.render(kind.sample))))


def tags(element: Any) -> Iterator[Any]:
    """Every structure element, in reading order."""
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield element
    children = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from tags(child)


@pytest.mark.need("D14", "K3")
@every_type
def test_a_letter_is_tagged_has_a_language_and_shows_its_title(kind: LetterType) -> None:
    with opened(kind) as found:
        root = found.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with found.open_metadata() as metadata:
            assert metadata["dc:title"] == kind.render(kind.sample).title
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert all(page.get("/Tabs") == "/S" for page in found.pages if "/Annots" in page)


@every_type
def test_headings_do_not_skip_and_every_section_has_one(kind: LetterType) -> None:
    with opened(kind) as found:
        levels = [str(t.S) for t in tags(found.Root.StructTreeRoot) if str(t.S).startswith("/H")]
    assert levels == ["/H1", *["/H2"] * len(kind.render(kind.sample).sections)]


@every_type
def test_tables_have_header_cells_with_a_scope_and_nothing_is_a_picture(kind: LetterType) -> None:
    with opened(kind) as found:
        elements = list(tags(found.Root.StructTreeRoot))
        kinds = [str(t.S) for t in elements]
        assert kinds.count("/Table") == 3
        heads = [t for t in elements if str(t.S) == "/TH"]
        assert len(heads) == 2 + 4 + 2
        assert all("/Scope" in attributes(t) for t in heads)
        assert "/Figure" not in kinds
        resources = [page.get("/Resources", {}) for page in found.pages]
        assert not any(len(one.get("/XObject", {})) for one in resources)


def attributes(element: Any) -> list[str]:
    given = element.get("/A", [])
    return [
        key
        for one in (given if isinstance(given, pikepdf.Array) else [given])
        if isinstance(one, pikepdf.Dictionary)
        for key in one.keys()  # noqa: SIM118 - a pikepdf dictionary is not iterable so
    ]


@every_type
def test_what_is_drawn_is_either_tagged_or_an_artifact(kind: LetterType) -> None:
    with opened(kind) as found:
        for page in found.pages:
            depth, drawn = 0, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                if name in ("Tj", "TJ", "Do", "S", "f", "B", "f*", "'"):
                    drawn += 1
                    assert depth > 0, f"{name} {operands} is neither tagged nor an artifact"
            assert (depth, drawn > 0) == (0, True)


@every_type
def test_the_pdf_says_what_the_text_says_in_the_same_order(
    kind: LetterType, tmp_path: Path
) -> None:
    needs("pdftotext", "poppler-utils")
    letter = kind.render(kind.sample)
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(letter))
    read = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    shown = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    seen = shown.replace("\f", " ").split()
    missing = [w for line in words(letter) for w in line.split() if w not in seen]
    assert missing == []
    assert f"Page 1 of {shown.count(chr(12))}" in shown


@pytest.mark.need("D14", "K3")
@every_type
def test_the_rules_of_pdf_ua_that_a_program_can_check_are_kept(
    kind: LetterType, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(kind.render(kind.sample)))
    report = validate(path)
    assert report.findings == ()
    assert len(report.outcomes) >= 10


def test_a_pdf_without_tags_does_not_pass(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(path)
    assert len(validate(path).findings) > 2


def test_the_same_letter_gives_the_same_bytes() -> None:
    [kind] = [one for one in LETTER_TYPES if one.code == "advise_lcspr"]
    assert pdf(kind.render(kind.sample)) == pdf(kind.render(kind.sample))
    other = a_sample(reasons="Other reasons.")
    assert pdf(kind.render(other)) != pdf(kind.render(kind.sample))


def test_typed_words_cannot_become_commands_of_the_typesetter() -> None:
    [kind] = [one for one in LETTER_TYPES if one.code == "advise_lcspr"]
    typed = '#panic("no") $x$ *b* _i_ `r` <l> @r \\ // c /* d */ [e] = h\n- item'
    assert pdf(kind.render(a_sample(reasons=typed, strengths=typed))).startswith(b"%PDF-")
