"""The case reference people speak and type: ``CSPR-2026-00123-X``, with a check letter."""

import re
from datetime import date

from chassis.conn import Conn

WRITTEN = re.compile(r"CSPR-([0-9]{4})-([0-9]{5,9})-([A-Z])")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"  # 23, a prime: any one digit wrong, or two swapped, is seen


def check_letter(year: int, number: int) -> str:
    """Weighted sum of the nine digits modulo 23."""
    digits = f"{year:04}{number:05}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return LETTERS[total % len(LETTERS)]


def reference_of(year: int, number: int) -> str:
    """The reference of the ``number``-th notification of a year."""
    return f"CSPR-{year:04}-{number:05}-{check_letter(year, number)}"


def is_reference(text: str) -> bool:
    """Whether the text is a well-formed reference whose check letter holds."""
    parts = WRITTEN.fullmatch(text.strip().upper())
    return parts is not None and parts[3] == check_letter(int(parts[1]), int(parts[2]))


async def next_references(conn: Conn, on: date, many: int) -> list[str]:
    """The next references of the year; never reused, because the counter only moves on commit.

    Another process waits for the counter's row, so it is asked once for all that are taken.
    """
    last = await conn.fetchval(
        """
        insert into reference_counter (year, last_number) values ($1, $2)
        on conflict (year) do update
        set last_number = reference_counter.last_number + excluded.last_number
        returning last_number
        """,
        on.year,
        many,
    )
    return [reference_of(on.year, number) for number in range(last - many + 1, last + 1)]
