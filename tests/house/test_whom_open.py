"""Whom a restricted case is open to is asked in one way, by the database's own function."""

import re
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[2] / "services"

BY_HAND = re.compile(r"open_to\s+is\s+null\s+or\s+[\w.]*open_to\s+&&")


def test_no_query_asks_in_its_own_words_whether_a_case_is_open() -> None:
    found = [file for file in SERVICES.rglob("*.py") if BY_HAND.search(file.read_text())]
    assert not found, found
