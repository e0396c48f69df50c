"""A poller that says what it was waiting for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def until(what: str, ask: Callable[[], Awaitable[T]], wait_s_max: float = 10) -> T:
    """The first truthy answer; fails by saying what never came, and the last answer."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait_s_max
    while True:
        answer = await ask()
        if answer:
            return answer
        assert loop.time() < deadline, f"waited {wait_s_max} s for {what}; last: {answer!r}"
        await asyncio.sleep(0.02)
