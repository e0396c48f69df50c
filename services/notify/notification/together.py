"""Requests that wait at the same moment share one transaction, and with it one commit."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
B = TypeVar("B")
TOGETHER_MAX = 256
GATHER_S = 0.003


class Together(Generic[A, B]):
    """Does what has come in while the last batch was done; a batch that fails is done one by one."""

    def __init__(
        self,
        work: Callable[[Sequence[A]], Awaitable[Sequence[B | Exception]]],
        apart: Callable[[A], Hashable],
    ) -> None:
        """``work``: one outcome for each; two that are the same to ``apart`` are not in one batch."""
        self._work, self._apart = work, apart
        self._waiting: list[tuple[A, asyncio.Future[B]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, one: A) -> B:
        """Its outcome, once it is committed; raises its own failure."""
        answer: asyncio.Future[B] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, answer))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            batch = self._next()
            await self._answer(batch)
            if len(batch) > 1:  # those who were just answered ask again at once
                await asyncio.sleep(GATHER_S)

    def _next(self) -> list[tuple[A, asyncio.Future[B]]]:
        taken: dict[Hashable, tuple[A, asyncio.Future[B]]] = {}
        left = []
        for pair in self._waiting:
            apart = self._apart(pair[0])
            if apart in taken or len(taken) == TOGETHER_MAX:
                left.append(pair)
            else:
                taken[apart] = pair
        self._waiting = left
        return list(taken.values())

    async def _answer(self, batch: Sequence[tuple[A, asyncio.Future[B]]]) -> None:
        try:
            outcomes = await self._work([one for one, _ in batch])
        except Exception as failure:
            if len(batch) > 1:
                await asyncio.gather(*(self._answer([pair]) for pair in batch))
                return
            outcomes = [failure]
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            if answer.done():  # whoever asked has gone
                continue
            if isinstance(outcome, Exception):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)
