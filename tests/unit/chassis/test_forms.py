"""From what a browser sends to a model, and from what is wrong to a page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated

import pytest
from pydantic import BaseModel, Field
from starlette.datastructures import FormData
from uuid_utils.compat import uuid7

from chassis.errors import Refused
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, Form, Posted, nested, texts_of
from chassis.web.problems import Invalid
from chassis.web.sign_in import own_path
from chassis.web.words import day, moment


class Child(BaseModel):
    name: str
    born: date | None = None


class Family(Form):
    place: Annotated[str, Field(max_length=5)]
    children: tuple[Child, ...] = ()
    tags: list[int] = []


def post(**values: str | list[str]) -> Posted:
    named = {name.replace("__", "."): value for name, value in values.items()}
    return Posted(uuid7(), named, {})


def test_dotted_names_become_a_document_and_empty_ones_are_absent() -> None:
    flat: dict[str, str | list[str]] = {
        "place": "",
        "children.1.name": "B",
        "children.0.name": "A",
        "tags": ["1"],
    }
    assert nested(flat) == {"children": [{"name": "A"}, {"name": "B"}], "tags": ["1"]}


def test_what_no_person_typed_is_left_out_of_a_text() -> None:
    copied = FormData([("reason", " a\x0cb\0c\r\nd\te "), ("tags[]", "\x1bone"), ("tags[]", "two")])
    assert texts_of(copied) == {"reason": "abc\r\nd\te", "tags": ["one", "two"]}


def test_three_boxes_are_one_date() -> None:
    boxes = {"at-day": "9", "at-month": "4", "at-year": "2026"}
    assert nested(boxes) == {"at": "2026-04-09"}
    assert nested({"at-day": "", "at-month": "", "at-year": ""}) == {}


def test_a_good_form_is_its_model() -> None:
    form = post(place=" Hill ", children__0__name="A", tags=["1", "2"]).read(Family)
    assert form.model == Family(place="Hill", children=(Child(name="A"),), tags=[1, 2])
    assert not form.errors


def test_each_wrong_field_is_told_once_with_the_id_of_its_input() -> None:
    sent = post(place="Hilltop", children__0__name="", tags=["1", "x", "y"])
    form = sent.read(Family)
    assert [(e.id, e.reason) for e in form.errors] == [
        ("place", "This is longer than 5 characters."),
        ("tags", "Enter a whole number."),
    ]
    assert form.value("place") == "Hilltop"
    assert form.chosen("tags") == ["1", "x", "y"]


def test_a_wrong_date_leads_to_its_first_box() -> None:
    values: dict[str, str | list[str]] = {
        "place": "Hill",
        "children.0.name": "A",
        "children.0.born-day": "31",
        "children.0.born-month": "2",
        "children.0.born-year": "2020",
    }
    [error] = Posted(uuid7(), values, {}).read(Family).errors
    assert error == FieldError("children.0.born", "There is no 31 February 2020.", "day")
    assert error.id == "children-0-born-day"
    [error] = Posted(uuid7(), {**values, "children.0.born-day": ""}, {}).read(Family).errors
    assert error.reason == "Enter the day too."
    read = Posted(uuid7(), {**values, "children.0.born-month": "Dec"}, {}).read(Family)
    assert read.model is not None
    assert read.model.children[0].born == date(2020, 12, 31)


def test_a_field_that_no_form_has_is_refused() -> None:
    assert post(place="Hill", admin="yes").read(Family).errors[0].name == "admin"


def test_what_rules_say_stands_on_the_form() -> None:
    form: Filled[Family] = Filled({"place": "Hill"})
    assert form.but(Refused("Closed.", "rule 7", "place")).error("place") == "Closed. (rule 7)"
    dated: Filled[Family] = Filled({"born-day": "31", "born-month": "2", "born-year": "2020"})
    assert [e.id for e in dated.but(Refused("Not yet.", "", "/born")).errors] == ["born-day"]
    both = form.but(Invalid([{"pointer": "/children/0/name", "reason": "Say who."}]))
    assert both.errors[0].id == "children-0-name"
    assert both.value("place") == "Hill"


@pytest.mark.parametrize(
    "away", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/\nx", "cases"]
)
def test_after_signing_in_nobody_is_sent_elsewhere(away: str) -> None:
    assert own_path(away) == "/"


def test_days_and_moments_read_in_englands_time() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert (day(late), moment(late)) == ("2 July 2026", "2 July 2026 at 12:30am")
    assert (day(None), moment(None)) == ("", "")


class Row(Form):
    theme: str | None = None
    text: str | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        if self.theme and not self.text:
            yield "text", "Write the text"


class Rows(Form):
    place: str = Field(max_length=5, json_schema_extra={"error": "Enter the place"})
    rows: list[Row] = []


def test_a_rule_over_several_fields_is_told_beside_what_else_is_wrong() -> None:
    form = post(place="", rows__0__theme="a", rows__1__text="b").read(Rows)
    assert [(e.id, e.reason) for e in form.errors] == [
        ("place", "Enter the place"),
        ("rows-0-text", "Write the text"),
    ]
    assert post(place="Hill", rows__0__theme="a", rows__0__text="b").read(Rows).model


def test_rows_are_counted_as_on_the_page_when_earlier_ones_are_empty() -> None:
    sent = post(place="Hill", rows__0__theme="", rows__0__text="", rows__2__theme="a")
    assert [e.name for e in sent.read(Rows).errors] == ["rows.2.text"]


def test_what_is_too_long_is_not_called_missing() -> None:
    assert post(place="Hilltop").read(Rows).error("place") == "This is longer than 5 characters."
