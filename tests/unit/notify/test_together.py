"""Requests that wait at the same moment are done together, each with its own outcome."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from services.notify.notification.together import TOGETHER_MAX, Together


class Work:
    """Doubles numbers; a batch with a bad one fails, and zero alone has an outcome of its own."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.bad: set[int] = set()
        self.begun = asyncio.Event()

    async def __call__(self, batch: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(batch))
        self.begun.set()
        await asyncio.sleep(0)
        if bad := self.bad.intersection(batch):
            raise ZeroDivisionError(bad)
        return [2 * one if one else ValueError("zero") for one in batch]


async def asked(
    work: Work, numbers: Sequence[int], apart: Callable[[int], object] = lambda one: one
) -> list[int | BaseException]:
    """The outcomes of all that were asked for at one moment."""
    together: Together[int, int] = Together(work, apart)
    return await asyncio.gather(*map(together.ask, numbers), return_exceptions=True)


async def test_what_waits_at_one_moment_is_one_batch() -> None:
    work = Work()
    assert await asked(work, [1, 2, 3]) == [2, 4, 6]
    assert work.batches == [[1, 2, 3]]


async def test_what_comes_while_a_batch_is_done_is_the_next() -> None:
    work = Work()
    together: Together[int, int] = Together(work, lambda one: one)

    async def later(one: int) -> int:
        await work.begun.wait()
        return await together.ask(one)

    assert await asyncio.gather(together.ask(1), later(2), later(3)) == [2, 4, 6]
    assert work.batches == [[1], [2, 3]]


async def test_those_who_ask_again_at_once_are_together_again() -> None:
    work = Work()
    together: Together[int, int] = Together(work, lambda one: one)

    async def client(first: int, then: int, turns: int) -> int:
        await together.ask(first)
        for _ in range(turns):
            await asyncio.sleep(0)
        return await together.ask(then)

    assert await asyncio.gather(client(1, 3, 0), client(2, 4, 5)) == [6, 8]
    assert work.batches == [[1, 2], [3, 4]]


async def test_a_batch_has_a_limit() -> None:
    work = Work()
    await asked(work, range(1, TOGETHER_MAX + 2))
    assert [len(batch) for batch in work.batches] == [TOGETHER_MAX, 1]


async def test_the_same_is_never_twice_in_one_batch() -> None:
    work = Work()
    assert await asked(work, [1, 3, 2], apart=lambda one: one % 2) == [2, 6, 4]
    assert work.batches == [[1, 2], [3]]


async def test_what_is_wrong_with_one_is_its_own_outcome() -> None:
    work = Work()
    first, wrong, last = await asked(work, [1, 0, 2])
    assert (first, last) == (2, 4)
    assert isinstance(wrong, ValueError)


async def test_a_batch_that_fails_is_done_one_by_one() -> None:
    work = Work()
    work.bad = {2}
    first, bad, last = await asked(work, [1, 2, 3])
    assert (first, last) == (2, 6)
    assert isinstance(bad, ZeroDivisionError)
    assert work.batches == [[1, 2, 3], [1], [2], [3]]


async def test_who_has_gone_is_in_nobodys_way() -> None:
    work = Work()
    together: Together[int, int] = Together(work, lambda one: one)
    gone = asyncio.create_task(together.ask(1))
    stays = asyncio.create_task(together.ask(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 4
    with pytest.raises(asyncio.CancelledError):
        await gone
