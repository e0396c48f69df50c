"""What can be done without any account: check a file, make one up, write the template, list the codes."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from .codes import codes_of, list_of, table_of_codes
from .columns import column_named, columns
from .doubts import doubts
from .made_up import PREFIX, is_made_up
from .mess import Format, file_of
from .reading import ITEMS_MAX
from .rules import check
from .saying import (
    ALL_IN,
    SOME_REFUSED,
    WRONG_CALL,
    book_of,
    counted,
    refuse_to_overwrite,
    show,
    told,
)
from .sending import own_of
from .template import CODES_NAME, files_of

TEMPLATES = (".csv", ".xlsx")
NAMED: Mapping[str, Format] = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}
OTHER_NAME = "{} is the name of another kind of file than {}: say another --out, or --format {}."


def validate(said: argparse.Namespace) -> int:
    """Check a file without sending anything."""
    _, book = book_of(said.file)
    found = [check(item, said.today) for item in book.items]
    for wrong in found:
        print(*wrong, sep="\n", end="\n" if wrong else "")
    bad = sum(1 for wrong in found if wrong)
    show([f"Look again. {one}" for one in doubts(book.items, said.today)], "more to look at")
    if made_up := sum(1 for item in book.items if is_made_up(own_of(item))):
        print(f"Made up, for the sandbox alone: {made_up}, whose references begin with {PREFIX}.")
    print(
        f"{counted(len(book.items), 'notification')} in {counted(book.rows, 'row')};"
        f" {bad} can not be sent as {'it is' if bad == 1 else 'they are'}."
    )
    return SOME_REFUSED if bad else ALL_IN


def fake(said: argparse.Namespace) -> int:
    """Write a made-up file."""
    if not 1 <= said.count <= ITEMS_MAX:
        return told(f"--count is between 1 and {ITEMS_MAX}.", WRONG_CALL)
    named = NAMED.get(said.out.suffix.casefold()) if said.out else None
    how = said.format or named or "csv"
    if named not in (None, how):
        return told(OTHER_NAME.format(said.out, how, named), WRONG_CALL)
    path = said.out or Path(f"fake-{said.seed}-{said.mess}.{how}")
    refuse_to_overwrite([path], force=said.force)
    content = file_of(said.count, said.authority, said.today, said.seed, how, said.mess)
    path.write_bytes(content)
    print(f"{path}: {counted(said.count, 'made-up notification')}. Nobody in them exists.")
    return ALL_IN


def template(said: argparse.Namespace) -> int:
    """Write the template and, beside it, what its columns are and which codes they take."""
    if said.out.suffix.casefold() not in TEMPLATES:
        return told("--out ends with .csv or .xlsx.", WRONG_CALL)
    made = files_of(said.out, said.today)
    refuse_to_overwrite(made, force=said.force)
    for path, content in made.items():
        path.write_bytes(content)
        print(path)
    return ALL_IN


def codes(said: argparse.Namespace) -> int:
    """Say which codes a column takes, or which columns take any."""
    if not said.column:
        for column in columns().values():
            if many := len(codes_of(column, said.today)):
                print(f"{column.name}: {counted(many, 'code')}")
        print(f"The codes of one: codes COLUMN. All of them: {CODES_NAME}, beside the template.")
        return ALL_IN
    found = column_named(said.column)
    if found is None:
        return told(f"There is no column {said.column}.", WRONG_CALL)
    several = "; several are parted by ;" if found.kind == "list" else ""
    print(f"{found.name}{several}" if list_of(found) or found.allowed else found.name)
    for _, code, means in table_of_codes(said.today, found.name):
        print(f"  {code:40} {means}")
    if not codes_of(found, said.today):
        print("  takes no codes")
    return ALL_IN
