"""The PDF of every kind of letter: tagged, in one language, titled, and the same words as the text."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import validate

from services.correspondence.letter_types import BY_CODE, LETTER_TYPES
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Letter, Rows, words
from services.correspondence.render.pdf import pdf
from tests.support.programs import needs

MARK = (
    "The Panel withdrew this letter on Monday 8 June 2026. It holds no longer.",
    "Why: it erred.",
)
every_letter = pytest.mark.parametrize(
    ("code", "mark"),
    [(kind.code, mark) for kind in LETTER_TYPES for mark in ((), MARK)],
    ids=[f"{kind.code}-{state}" for kind in LETTER_TYPES for state in ("sent", "withdrawn")],
)


@cache
def letter(code: str, mark: tuple[str, ...]) -> Letter:
    """The sample of a kind, as it was sent or marked as withdrawn."""
    [kind] = [one for one in LETTER_TYPES if one.code == code]
    render: Any = kind.render
    return replace(render(kind.sample), withdrawn=mark)


@cache
def printed(code: str, mark: tuple[str, ...]) -> bytes:
    return pdf(letter(code, mark))


def opened(code: str, mark: tuple[str, ...]) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(printed(code, mark)))


def tags(element: Any) -> Iterator[Any]:
    """Every structure element, in reading order."""
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield element
    children = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from tags(child)


@pytest.mark.need("D14", "K3")
@every_letter
def test_a_letter_is_tagged_has_a_language_and_shows_its_title(
    code: str, mark: tuple[str, ...]
) -> None:
    with opened(code, mark) as found:
        root = found.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with found.open_metadata() as metadata:
            assert metadata["dc:title"] == letter(code, mark).title
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert all(page.get("/Tabs") == "/S" for page in found.pages if "/Annots" in page)


@every_letter
def test_headings_do_not_skip_and_every_section_has_one(code: str, mark: tuple[str, ...]) -> None:
    with opened(code, mark) as found:
        levels = [str(t.S) for t in tags(found.Root.StructTreeRoot) if str(t.S).startswith("/H")]
    assert levels == ["/H1", *["/H2"] * len(letter(code, mark).sections)]


@every_letter
def test_tables_have_header_cells_with_a_scope_and_nothing_is_a_picture(
    code: str, mark: tuple[str, ...]
) -> None:
    with opened(code, mark) as found:
        elements = list(tags(found.Root.StructTreeRoot))
        kinds = [str(t.S) for t in elements]
        headers = [
            one.header
            for section in letter(code, mark).sections
            for one in section.blocks
            if isinstance(one, Rows)
        ]
        assert headers
        assert kinds.count("/Table") == len(headers)
        heads = [t for t in elements if str(t.S) == "/TH"]
        assert len(heads) == sum(map(len, headers))
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


@every_letter
def test_what_is_drawn_is_either_tagged_or_an_artifact(code: str, mark: tuple[str, ...]) -> None:
    with opened(code, mark) as found:
        for page in found.pages:
            depth, drawn = 0, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                if name in ("Tj", "TJ", "Do", "S", "f", "B", "f*", "'"):
                    drawn += 1
                    assert depth > 0, f"{name} {operands} is neither tagged nor an artifact"
            assert (depth, drawn > 0) == (0, True)


def read(code: str, mark: tuple[str, ...], folder: Path) -> str:
    """The words of a letter line by line as they are printed, a form feed after each page."""
    needs("pdftotext", "poppler-utils")
    path = folder / "letter.pdf"
    path.write_bytes(printed(code, mark))
    words_of = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(words_of, check=True, capture_output=True, text=True).stdout


@every_letter
def test_no_page_ends_on_the_words_before_a_list_and_no_reference_is_broken(
    code: str, mark: tuple[str, ...], tmp_path: Path
) -> None:
    shown = read(code, mark, tmp_path)
    last = [page.splitlines()[-2] for page in shown.split("\f") if page]
    assert not [line for line in last if line.endswith(":")]
    assert not re.findall(r"CSPR-[\d-]*$", shown, re.MULTILINE)


@every_letter
def test_the_pdf_says_what_the_text_says_in_the_same_order(
    code: str, mark: tuple[str, ...], tmp_path: Path
) -> None:
    shown = read(code, mark, tmp_path)
    feet = re.findall(r"^CSPR-.* Page \d of \d$", shown, re.MULTILINE)
    assert len(feet) == shown.count("\f")
    assert all(("(withdrawn)" in foot) is bool(mark) for foot in feet), "on every page"
    seen, place = (
        "".join(re.sub(r"^CSPR-.* Page \d of \d$", "", shown, flags=re.MULTILINE).split()),
        0,
    )
    for line in words(letter(code, mark)):
        found = seen.find("".join(line.split()), place)
        assert found >= 0, f"{line!r} does not come after {seen[max(0, place - 80) : place]!r}"
        place = found


@pytest.mark.need("D14", "K3")
@every_letter
def test_the_rules_of_pdf_ua_that_a_program_can_check_are_kept(
    code: str, mark: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(printed(code, mark))
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
    kind = BY_CODE["advise_lcspr"]
    for mark in ((), MARK):
        assert printed(kind.code, mark) == pdf(letter(kind.code, mark))
    other = a_sample(reasons="Other reasons.")
    assert pdf(kind.render(other)) != printed(kind.code, ())


def test_typed_words_cannot_become_commands_of_the_typesetter() -> None:
    kind = BY_CODE["advise_lcspr"]
    typed = '#panic("no") $x$ *b* _i_ `r` <l> @r \\ // c /* d */ [e] = h\n- item'
    assert pdf(kind.render(a_sample(reasons=typed, strengths=typed))).startswith(b"%PDF-")


@pytest.mark.parametrize("sign", ["\uf0b7", "\U0001f44d", "王", "ਪ", "\x02", "\uffff"])
def test_a_sign_that_no_font_has_is_replaced_and_stops_no_letter(sign: str, tmp_path: Path) -> None:
    kind = BY_CODE["advise_lcspr"]
    made, replaced = (
        pdf(kind.render(a_sample(reasons=f"Heard {one} late."))) for one in (sign, "\ufffd")
    )
    assert made == replaced
    path = tmp_path / "letter.pdf"
    path.write_bytes(made)
    assert validate(path).findings == ()


def test_signs_that_are_written_together_are_replaced_too() -> None:
    kind = BY_CODE["advise_lcspr"]
    assert pdf(kind.render(a_sample(reasons="ক্ষি, 王 and 👨‍👩‍👧."))).startswith(b"%PDF-")
