"""What a cell says, as its column wants it: people and spreadsheets write one thing in many ways."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .columns import Column, Kind


@dataclass(frozen=True)
class Fault:
    """A cell that shows an error of the spreadsheet, such as ``#REF!``."""


Cell = str | int | float | bool | date | Fault
FAULTS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
TIME = r"(?:[ t]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d\d?)[-/.](\d\d?){TIME}")
DAY_FIRST = re.compile(rf"(\d\d?)[-/.](\d\d?)[-/.](\d{{4}}){TIME}")
IN_WORDS = re.compile(r"(\d\d?)[- ]([a-z]{3})[a-z]*[- ](\d{4})")
SHORT_YEAR = re.compile(r"\d\d?[-/. ](\d\d?|[a-z]{3,9})[-/. ]\d\d", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBER = re.compile(r"\d+(\.\d+)?")
SHORTENED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
EXACT_MAX = 10**15
YES, NO = ("true", "yes", "y", "1"), ("false", "no", "n", "0")
NOT_REAL = "This is not a real date. Write it as 2026-03-26 or 26/03/2026: the day comes first."
NO_DATE = "Give a date as 2026-03-26 or 26/03/2026."
NO_YEAR = "Give the year with four digits, as in 2026-03-26."
NUMBER_AS_DATE = (
    "This is a number and not a date. Format the column as a date, or write it as 2026-03-26."
)
LOST_DIGITS = (
    "The spreadsheet has shortened this number, and digits are lost. Format the column as text and"
    " enter it again."
)
TURNED = (
    "The spreadsheet has turned this into a date. Format the column as text and enter it again."
)
FAULTY = "The spreadsheet shows an error here. Correct the formula, or write the value itself."


class NotThis(ValueError):
    """Why a cell does not say what its column wants."""


def value_of(column: Column, cell: Cell | None) -> Any:
    """The value of a cell, None when it is empty; raises NotThis."""
    if isinstance(cell, str):
        cell = cell.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
    if cell is None or cell == "":
        return None
    if isinstance(cell, Fault) or cell in FAULTS:
        raise NotThis(FAULTY)
    return READERS[column.kind](column, cell)


def text_of(cell: Cell) -> str:
    """A cell as text; a number as it was typed. Raises NotThis for one that lost digits."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        if abs(cell) >= EXACT_MAX:
            raise NotThis(LOST_DIGITS)
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, date):
        raise NotThis(TURNED)
    return str(cell)


def _text(column: Column, cell: Cell) -> str:
    text = text_of(cell)
    if isinstance(cell, str) and SHORTENED.fullmatch(text) and column.field == "nhs_number":
        raise NotThis(LOST_DIGITS)
    return text


def _date(_column: Column, cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = text_of(cell).casefold()
    if NUMBER.fullmatch(text):
        raise NotThis(NUMBER_AS_DATE)
    if found := YEAR_FIRST.fullmatch(text):
        return _real(*found.groups())
    if found := DAY_FIRST.fullmatch(text):
        return _real(*reversed(found.groups()))
    if (found := IN_WORDS.fullmatch(text)) and found[2] in MONTHS:
        return _real(found[3], str(MONTHS.index(found[2]) + 1), found[1])
    raise NotThis(NO_YEAR if SHORT_YEAR.fullmatch(text) else NO_DATE)


def _real(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise NotThis(NOT_REAL) from None


def _code(column: Column, cell: Cell) -> str:
    word = _as_code(text_of(cell))
    short = {"y": "yes", "n": "no", "m": "male", "f": "female"}.get(word, word)
    for known in column.allowed:
        if known.casefold() in (word, short):
            return known
    raise NotThis(f"Choose one of: {', '.join(column.allowed)}.")


def _coded(_column: Column, cell: Cell) -> str:
    """A code of a list that is not in the schema: words are put as codes are, capitals are codes."""
    text = text_of(cell)
    return text if text.isupper() else _as_code(text)


def _as_code(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip()).casefold()


def _list(column: Column, cell: Cell) -> list[str]:
    parts = [one.strip() for one in text_of(cell).split(";")]
    if column.allowed:
        return [_code(column, one) for one in parts if one]
    return [_coded(column, one) for one in parts if one]


def _flag(_column: Column, cell: Cell) -> bool:
    word = text_of(cell).casefold()
    if word not in (*YES, *NO):
        raise NotThis("Answer with yes or no.")
    return word in YES


def _number(_column: Column, cell: Cell) -> int:
    text = text_of(cell)
    if not text.isdecimal() or not 1 <= int(text[:4]) <= 999:
        raise NotThis("Give a whole number, 1 or more.")
    return int(text)


READERS: Mapping[Kind, Callable[[Column, Cell], Any]] = {
    "text": _text,
    "code": _code,
    "coded": _coded,
    "date": _date,
    "flag": _flag,
    "list": _list,
    "number": _number,
}
