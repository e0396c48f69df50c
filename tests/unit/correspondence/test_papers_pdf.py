"""The papers of a meeting as a file: tagged, with its documents inside, and typed words as data."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from services.correspondence.render.content import Bullets, Paragraph, Rows, Section
from services.correspondence.render.papers import Attachment, Papers, Part, pdf

BLOCKS = (
    Paragraph("#let x = 1; *not bold* $ \\ @ref <label>"),
    Bullets(("One", "Two\nlines")),
    Rows("Each partner's position", ("Partner", "Position"), (("Police", "No LCSPR"),)),
)
PAPERS = Papers(
    title="Papers of the Panel",
    sender="The Panel",
    date="18 June 2026",
    year_month_day=(2026, 6, 18),
    lead=("Meeting of 18 June 2026; 2 cases.",),
    parts=tuple(
        Part(f"Case {n}", (Section("To look at", BLOCKS), Section("More", BLOCKS))) for n in (1, 2)
    ),
    banner="Made-up data.",
)
REVIEW = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 made up"
INSIDE = (
    Attachment("CSPR-1.pdf", "application/pdf", "The rapid review", REVIEW),
    Attachment("CSPR-2.txt", "text/plain", "A statement", b"made up"),
)


@pytest.mark.need("C16", "K3")
def test_the_rules_of_pdf_ua_that_a_program_can_check_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "papers.pdf"
    path.write_bytes(pdf(PAPERS, INSIDE))
    assert validate(path).findings == ()


def test_it_has_a_title_a_language_headings_and_its_documents() -> None:
    with pikepdf.open(BytesIO(pdf(PAPERS, INSIDE))) as found:
        assert str(found.Root.Lang) == "en-GB"
        assert found.Root.ViewerPreferences.DisplayDocTitle
        with found.open_metadata() as metadata:
            assert metadata["dc:title"] == PAPERS.title
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert found.attachments["CSPR-1.pdf"].get_file().read_bytes() == REVIEW
        assert found.attachments["CSPR-1.pdf"].get_file().mime_type == "application/pdf"
        assert [str(one.UF) for one in found.Root.AF] == ["CSPR-1.pdf", "CSPR-2.txt"]
        assert {str(one.AFRelationship) for one in found.Root.AF} == {"/Supplement"}
        assert len(found.open_outline().root) == 1


def test_the_same_papers_give_the_same_bytes() -> None:
    assert pdf(PAPERS, INSIDE) == pdf(PAPERS, INSIDE)
    assert pdf(PAPERS) != pdf(PAPERS, INSIDE)


def test_a_sign_that_no_font_has_does_not_keep_the_others_from_their_papers() -> None:
    odd, shown = (
        replace(PAPERS, lead=(f"{sign} one",), parts=(Part(sign, PAPERS.parts[0].sections),))
        for sign in ("\uf0b7", "\ufffd")
    )
    assert pdf(odd) == pdf(shown)
