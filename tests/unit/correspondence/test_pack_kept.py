"""A pack as a file is made once while it says the same, and never two at a time."""

import asyncio
from dataclasses import replace
from datetime import date
from threading import current_thread, main_thread
from time import sleep

from services.correspondence.pack.domain import Asked, Pack
from services.correspondence.pack.kept import Kept

PACK = Pack("A title", "Lead", "Reviewer", "", date(2026, 6, 8), "packs-1", [])
MINE, OTHER = Asked("local_review", "reviewer"), Asked("rapid_review", "reviewer")


class Setter:
    """Counts how often it sets, and how many of these at once."""

    def __init__(self) -> None:
        self.times = self.now = self.most = 0

    def __call__(self) -> bytes:
        assert current_thread() is not main_thread(), "the loop answers others meanwhile"
        self.times, self.now = self.times + 1, self.now + 1
        self.most = max(self.most, self.now)
        sleep(0.01)
        self.now -= 1
        return b"%d" % self.times


async def test_many_who_ask_at_once_get_what_is_made_once_one_at_a_time() -> None:
    kept, made = Kept(), Setter()
    found = await asyncio.gather(
        *(kept.file("pdf", asked, PACK, made) for asked in (MINE, OTHER) * 5)
    )
    assert set(found) == {b"1", b"2"}
    assert (made.times, made.most) == (2, 1)


async def test_a_pack_that_says_something_else_is_made_anew_and_few_are_kept() -> None:
    kept, made = Kept(most=1), Setter()
    tomorrow = replace(PACK, on=date(2026, 6, 9))
    for kind, asked, pack, content in (
        ("pdf", MINE, PACK, b"1"),
        ("pdf", MINE, replace(PACK), b"1"),
        ("pdf", MINE, tomorrow, b"2"),
        ("zip", MINE, tomorrow, b"3"),
        ("pdf", MINE, tomorrow, b"4"),
    ):
        assert await kept.file(kind, asked, pack, made) == content
