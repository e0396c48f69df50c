"""The optional template: what is written into its fields is read back, and is what the form holds."""

import re
from datetime import date
from io import BytesIO
from uuid import UUID
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import Refused
from chassis.web.forms import Posted
from services.correspondence.document.types import media_type_of
from services.correspondence.template import docx
from services.correspondence.template import rapid_review as template
from services.correspondence.web.moves.rapid_review import Submit

REFERENCE = "CSPR-2026-00088-X"
KNOWN = template.Known(REFERENCE, "Ashmere", "Ashmere Partnership", date(2026, 5, 1), ("Police",))
RECORD = str(UUID(int=81))
VALUES: dict[str, str | list[str]] = {
    "template_version": template.TEMPLATE_VERSION,
    "partnership_view": "no",
    "rationale": "Because <this> & that.\nIn two lines.",
    "reason_codes": ["recurrent_theme", "other"],
    "summary": "What happened.",
    "themes": ["whole_family", "neglect"],
    "positions.0.partner": "authority",
    "positions.0.view": "no",
    "positions.1.partner": "health",
    "positions.2.partner": "police",
    "positions.2.view": "defer",
    "positions.2.reservation": "An arrest is planned.",
    "positions.2.withheld": ["yes"],
    "sections.4.text": "The child's voice.",
    "learning.0.theme": "neglect",
    "learning.0.text": "Absences were not seen.",
    "learning.0.owner": "Head of service",
    "learning.0.due_on-year": "2026",
    "learning.0.due_on-month": "6",
    "learning.0.due_on-day": "30",
    "learning.0.learning_id": RECORD,
    **{f"sections.{n}.section": one.value for n, one in enumerate(template.SECTIONS)},
}
FILLED = docx.written("Rapid review", template.parts(KNOWN, VALUES))


def changed(content: bytes, edit: tuple[str, str], name: str = docx.MAIN) -> bytes:
    """The document with something typed otherwise in one of its parts."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(held, "w") as new:
        for one in old.namelist():
            text = old.read(one).decode()
            new.writestr(one, text.replace(*edit) if one == name else text)
    return held.getvalue()


@pytest.mark.need("B4")
def test_the_document_and_the_web_form_give_one_record_and_the_version_is_kept() -> None:
    by_document = template.values_of(docx.read(FILLED), REFERENCE)
    assert by_document == VALUES
    record = Posted(UUID(int=1), by_document, {}).read(Submit)
    by_form = Posted(UUID(int=2), VALUES, {}).read(Submit)
    assert not record.errors
    assert record.model == by_form.model
    assert record.model
    assert record.model.template_version == template.TEMPLATE_VERSION


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(str.strip)


@settings(max_examples=60)
@given(rationale=TEXTS, summary=TEXTS, owner=TEXTS)
def test_any_text_comes_back_as_it_was_typed(rationale: str, summary: str, owner: str) -> None:
    typed = {"rationale": rationale, "summary": summary, "learning.3.owner": owner}
    written = docx.written("x", template.parts(KNOWN, typed))
    found = template.values_of(docx.read(written), REFERENCE)
    assert {n: found.get(n, "") for n in typed} == typed


def test_it_is_a_word_document_with_headings_a_title_and_a_language() -> None:
    assert media_type_of(FILLED).endswith("wordprocessingml.document")
    with ZipFile(BytesIO(FILLED)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for text in parts.values():
        ET.fromstring(text)
    assert f"Rapid review {REFERENCE}" in parts[docx.MAIN]
    assert 'w:val="Heading1"' in parts[docx.MAIN]
    assert "<dc:title>Rapid review</dc:title>" in parts["docProps/core.xml"]
    assert 'w:lang w:val="en-GB"' in parts["word/styles.xml"]
    tags = re.findall(r'w:tag w:val="([^"]+)"', parts[docx.MAIN])
    assert len(tags) == len(set(tags)), "a field's name stands once"


def test_the_same_fields_give_the_same_bytes() -> None:
    assert docx.written("Rapid review", template.parts(KNOWN, VALUES)) == FILLED


def test_what_a_person_chooses_ticks_and_strikes_out_is_read() -> None:
    chosen = changed(FILLED, (">No LCSPR<", ">Hold an LCSPR<"))
    assert docx.read(chosen)["partnership_view"] == "yes"
    unticked = f"{docx.EMPTY} Domestic abuse"
    typed = changed(FILLED, (unticked, f"{docx.TICKED} Domestic abuse"))
    assert docx.read(typed)["themes.domestic_abuse"] == "yes"
    run = '<w:r><w:t xml:space="preserve">What happened.</w:t></w:r>'
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    assert docx.read(changed(FILLED, (run, deleted + run)))["summary"] == "What happened."


def test_what_is_written_outside_of_the_fields_is_left_alone() -> None:
    more = changed(FILLED, ("<w:sectPr/>", "<w:p><w:r><w:t>More.</w:t></w:r></w:p><w:sectPr/>"))
    assert docx.read(more) == docx.read(FILLED)


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [
        ("2026-06-30", ("2026", "6", "30")),
        ("30/6/2026", ("2026", "6", "30")),
        ("30 6 2026", ("2026", "6", "30")),
        ("soon", ("", "", "soon")),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, boxes: tuple[str, str, str]) -> None:
    written = changed(FILLED, ("2026-06-30<", f"{typed}<"))
    found = template.values_of(docx.read(written), REFERENCE)
    assert tuple(found[f"learning.0.due_on-{p}"] for p in ("year", "month", "day")) == boxes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "kind"),
        (b"PK\x03\x04 nothing", "kind"),
        (changed(FILLED, ("<w:tag ", "<w:no ")), "kind"),
        (changed(FILLED, ("<w:body>", "")), "kind"),
        (changed(FILLED, ("<w:document", "<!DOCTYPE w><w:document")), "kind"),
        (changed(FILLED, ("<w:sectPr/>", "x" * 5_000_001)), "too_large"),
        (changed(FILLED, (">rapid-review-1<", ">rapid-review-0<")), "version"),
        (docx.written("x", [docx.Field("reference", "Case", REFERENCE)]), "version"),
        (changed(FILLED, (REFERENCE, "CSPR-2026-00099-X")), "other_case"),
    ],
)
def test_what_is_not_this_cases_template_is_refused_with_the_reason(
    content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        template.values_of(docx.read(content), REFERENCE)
    assert (caught.value.code, caught.value.field) == (code, "document")
    assert caught.value.source
