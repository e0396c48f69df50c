"""Files as people really save them, read right."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.http_notify import NotificationBody
from services.notify.notification import checks
from supplier.cspr_supplier import schema
from supplier.cspr_supplier.children import A_SUM
from supplier.cspr_supplier.columns import columns
from supplier.cspr_supplier.fake import notifications
from supplier.cspr_supplier.items import Book
from supplier.cspr_supplier.kinds import READ_AS_1252, READ_AS_UTF16
from supplier.cspr_supplier.mess import Format, file_of
from supplier.cspr_supplier.reading import read
from supplier.cspr_supplier.rules import check
from supplier.cspr_supplier.template import SCHEMA_NAME, csv_template, metadata
from tests.support.files import SHARED, a_row, a_table, a_workbook, edited, renamed, text_of
from tests.support.notifications import a_notification

TODAY = date(2026, 4, 10)
UTF16 = ("utf-16", "utf-16-le", "utf-16-be")
SHEET = "xl/worksheets/sheet1.xml"


def bodies(content: bytes) -> list[Any]:
    """The notifications of a file that has nothing wrong."""
    book = read(content)
    assert [str(wrong) for item in book.items for wrong in item.wrong] == []
    return [item.body for item in book.items]


def name_in(book: Book) -> str:
    """The family name of the first child."""
    name: str = book.items[0].body["children"][0]["family_name"]
    return name


@pytest.mark.parametrize("how", get_args(Format))
@settings(max_examples=15)
@given(seed=st.integers(0, 9999), count=st.integers(1, 12))
def test_whatever_it_is_saved_as_the_same_notifications_are_read(
    how: Format, seed: int, count: int
) -> None:
    made = notifications(count, "990", TODAY, seed)
    assert bodies(file_of(count, "990", TODAY, seed, how, "none")) == made
    assert bodies(file_of(count, "990", TODAY, seed, how, "look")) == made


@pytest.mark.need("I14")
@pytest.mark.parametrize("seed", range(5))
def test_what_is_made_up_is_in_order_for_the_service(seed: int) -> None:
    for body in bodies(file_of(20, "990", TODAY, seed, "json", "none")):
        checks.read(NotificationBody.model_validate(body).model_dump_json().encode(), TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", *UTF16])
def test_a_name_beyond_ascii_is_read_right_in_each_encoding(encoding: str) -> None:
    book = read(a_table(a_row(child_family_name="Zoë O’Brien-Renée"), encoding=encoding))
    assert name_in(book) == "Zoë O’Brien-Renée"
    said = {"cp1252": [READ_AS_1252]} | {one: [READ_AS_UTF16] for one in UTF16}
    assert list(book.notes) == said.get(encoding, [])


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    assert bodies(b"\xef\xbb\xbf" + a_table()) == bodies(a_table())


@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_delimiter_is_seen_and_said(delimiter: str, word: str) -> None:
    row = a_row(outline="Fractures; old ones, too.")
    book = read(text_of([row], delimiter).encode())
    assert book.items[0].body["outline"] == "Fractures; old ones, too."
    assert list(book.notes) == [f"The columns of this file are parted by {word}."]


@pytest.mark.parametrize(
    "heading",
    ["Date of Birth", " date_of_birth ", "DOB", "Child's date of birth", "child-date-of-birth"],
)
def test_a_heading_may_be_written_in_many_ways(heading: str) -> None:
    text = text_of([a_row()]).replace("child_date_of_birth", heading)
    assert bodies(text.encode()) == bodies(a_table())


def test_blank_rows_and_trailing_empty_columns_are_passed_over() -> None:
    first, second, *_ = text_of([a_row()]).splitlines()
    text = f"{first},,\r\n\r\n,,,\r\n{second},, \r\n,,,\r\n"
    book = read(text.encode())
    assert [item.place.row for item in book.items] == [4]


def test_a_cell_may_have_several_lines_and_the_row_is_that_of_the_spreadsheet() -> None:
    book = read(a_table(a_row(outline="One.\nTwo."), a_row(sender_reference="B", child_sex="?")))
    assert book.items[0].body["outline"] == "One.\nTwo."
    assert [str(one) for one in book.items[1].wrong] == [
        "Row 3, column J (child_sex): Choose one of: male, female, not_known."
    ]


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-26", "26/03/2026", "26.3.2026", "26-03-2026", "26 March 2026", "26-Mar-2026"),
        *("2026-03-26 00:00:00", "26/03/2026 14:30", "2026-03-26T14:30:00", date(2026, 3, 26)),
    ],
)
def test_a_day_may_be_written_in_many_ways(written: Any) -> None:
    [body] = bodies(a_workbook(a_row(occurred_on=written)))
    assert body["occurred_on"] == "2026-03-26"


def test_codes_may_be_written_as_words() -> None:
    row = a_row(kind_of_incident="Serious harm", child_sex="F", child_looked_after="Not known")
    [body] = bodies(a_table({**row, "child_placement": "Birth parents", "child_ethnicity": "WBRI"}))
    [child] = body["children"]
    assert (body["kind_of_incident"], child["sex"]) == ("serious_harm", "female")
    assert (child["looked_after"], child["placement"]) == ("not_known", "birth_parents")
    assert child["ethnicity"] == "WBRI"


def test_rows_of_one_reference_are_one_notification_wherever_they_stand() -> None:
    others = dict.fromkeys(SHARED, "") | {
        "authority_code": "990",
        "sender_reference": "ASH-CS-4471",
    }
    again = a_row(**others, child_family_name="Other")
    book = read(a_table(a_row(), a_row(sender_reference="B"), again))
    assert [len(one.body["children"]) for one in book.items] == [2, 1]
    assert book.items[0].at("/children/1/sex", "").row == 4


def test_children_may_be_numbered() -> None:
    row = a_row(child_number="2")
    first = a_row(child_number="1", child_family_name="Other")
    [body] = bodies(a_table(row, first))
    assert [child["family_name"] for child in body["children"]] == ["Other", "Quillfeather"]


def test_positions_and_other_areas_have_columns_of_their_own() -> None:
    row = a_row(
        police_position="Disagreed",
        police_stated_on="01/04/2026",
        other_area_2_role="residence",
        other_area_2_authority_code="991",
    )
    book = read(a_table(row))
    [item] = book.items
    assert item.body["positions"] == [
        {"partner": "police", "position": "disagreed", "stated_on": "2026-04-01"}
    ]
    assert item.body["other_areas"] == [{"role": "residence", "authority_code": "991"}]
    assert item.at("/positions/0/stated_on", "").heading == "police_stated_on"
    assert item.at("/other_areas/0/role", "").heading == "other_area_2_role"


def test_excel_dates_are_days_in_both_of_its_calendars() -> None:
    content = a_workbook(a_row(occurred_on=date(2026, 3, 26)))
    [body] = bodies(content)
    assert body["occurred_on"] == "2026-03-26"
    mac = edited(content, "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
    [moved] = bodies(mac)
    assert moved["occurred_on"] == "2030-03-27"


def test_excel_numbers_are_the_digits_that_were_typed() -> None:
    row = a_row(authority_code=990, sender_reference=4471, child_nhs_number=9990001235)
    [body] = bodies(a_workbook(row))
    assert (body["authority_code"], body["sender_reference"]) == ("990", "4471")
    assert body["children"][0]["nhs_number"] == "9990001235"


@pytest.mark.parametrize("name", ["xl/SharedStrings.xml", "xl/words.xml"])
def test_the_words_of_a_workbook_are_where_it_says_they_are(name: str) -> None:
    """Large and small letters are one in the names of parts, and some programs mix them."""
    words, links = "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
    content = a_workbook(a_row())
    if name == "xl/words.xml":
        content = edited(content, links, "sharedStrings.xml", "words.xml")
    [body] = bodies(renamed(content, words, name))
    assert body["sender_reference"] == "ASH-CS-4471"


def test_merged_cells_hold_for_each_row_they_cover() -> None:
    second = {"child_family_name": "Other", "child_sex": "female"}
    content = a_workbook(
        a_row(), dict.fromkeys(SHARED) | {**a_row(), **dict.fromkeys(SHARED)} | second
    )
    merged = '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    [body] = bodies(edited(content, SHEET, "</sheetData>", merged))
    assert [child["sex"] for child in body["children"]] == ["male", "female"]


def test_a_title_above_the_headings_is_passed_over() -> None:
    book = read(a_workbook(a_row(), before=[["Notifications of 2026"], []]))
    assert [item.place.row for item in book.items] == [4]


def test_a_formula_is_read_as_the_value_that_was_saved_with_it() -> None:
    content = a_workbook(a_row(sender_reference=4471))
    [body] = bodies(edited(content, SHEET, "<v>4471</v>", "<f>A1+1</f><v>4472</v>"))
    assert body["sender_reference"] == "4472"


def test_a_hidden_sheet_is_not_read() -> None:
    content = a_workbook(a_row())
    extra = edited(
        content,
        "xl/workbook.xml",
        "</sheets>",
        '<sheet name="Old" sheetId="2" state="hidden" r:id="rId1"/></sheets>',
    )
    book = read(extra)
    assert len(book.items) == 1
    assert list(book.notes) == [
        "The sheet with the template's headings was read; others were not (1)."
    ]


def test_rows_that_a_filter_hides_are_read_and_said() -> None:
    made = a_workbook(a_row(), a_row(sender_reference="ASH-2"))
    book = read(edited(made, SHEET, '<row r="3">', '<row r="3" hidden="1">'))
    assert len(book.items) == 2
    assert list(book.notes) == ["Rows that are hidden, by hand or by a filter, were read too (1)."]


def test_a_line_of_totals_is_said_to_be_one_and_a_name_is_none() -> None:
    empty = dict.fromkeys(a_row(), "")
    table = a_table(a_row(child_family_name="Total"), {**empty, "child_family_name": "Total:"})
    first, total = read(table).items
    assert first.wrong == ()
    assert [str(one) for one in total.wrong] == [f"Row 3, column H (child_family_name): {A_SUM}"]
    assert check(total, TODAY) == total.wrong


def test_the_template_has_a_column_for_every_field_of_a_notification() -> None:
    fields = set(NotificationBody.model_fields)
    levels = {one.level for one in columns().values()}
    told = {one.field.split(".")[0] for one in columns().values() if one.level == "notification"}
    assert told == fields - {"children", "positions", "other_areas"}
    assert levels == {"notification", "child", "positions", "other_areas"}
    assert csv_template().strip().split(",") == list(columns())


def test_the_description_for_machines_says_what_the_model_says() -> None:
    told = metadata()
    required = {one["name"] for one in told["tableSchema"]["columns"] if one["required"]}
    must = {n for n, f in NotificationBody.model_fields.items() if f.is_required()} - {"children"}
    child = NotificationBody.model_fields["children"].annotation
    [model, *_] = get_args(child)
    must |= {f"child_{n}" for n, f in model.model_fields.items() if f.is_required()}
    assert required == must | {"sender_reference"}
    assert told["dc:conformsTo"] == SCHEMA_NAME
    by_name = {one["name"]: one for one in told["tableSchema"]["columns"]}
    assert by_name["child_sex"]["datatype"]["format"] == "male|female|not_known"
    assert by_name["occurred_on"]["datatype"] == {"base": "date", "format": "yyyy-MM-dd"}


def test_the_kit_understands_every_word_of_the_schema() -> None:
    assert schema.unknown_words(schema.notification()) == set()
    assert schema.unknown_words({"properties": {"a": {"multipleOf": 2}}}) == {"multipleOf"}


def test_the_newest_frozen_schema_is_the_one_that_is_read() -> None:
    said = schema.notification()["properties"].keys()
    assert said == NotificationBody.model_fields.keys()


def test_one_document_several_or_one_a_line() -> None:
    one = NotificationBody.model_validate(a_notification()).model_dump_json().encode()
    assert [read(one).kind, read(b"[" + one + b"," + one + b"]").kind] == ["json", "json"]
    lines = read(one + b"\n\n" + one + b"\n")
    assert (lines.kind, [item.place.row for item in lines.items]) == ("ndjson", [1, 3])
