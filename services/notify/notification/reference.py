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
    return f"CSPR-{year}-{number:05}-{check_letter(year, number)}"


def is_reference(text: str) -> bool:
    """Whether the text is a well-formed reference whose check letter holds."""
    parts = WRITTEN.fullmatch(text.strip().upper())
    return parts is not None and parts[3] == check_letter(int(parts[1]), int(parts[2]))


async def next_reference(conn: Conn, on: date) -> str:
    """The next reference of the year; never reused, because the counter only moves on commit."""
    number = await conn.fetchval(
        """
        insert into reference_counter (year, last_number) values ($1, 1)
        on conflict (year) do update set last_number = reference_counter.last_number + 1
        returning last_number
        """,
        on.year,
    )
    return reference_of(on.year, number)
