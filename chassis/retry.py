"""Trouble that may pass: tried again after a pause, a few times."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from chassis.errors import CsprError, NotFound, Transient

TRIES_MAX = 4
DELAY_S = 0.2
MAY_PASS = (
    Transient,
    NotFound,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.LockNotAvailableError,
    asyncpg.InterfaceError,
    OSError,
)


def may_pass(error: Exception) -> bool:
    """Whether trying again makes sense; a value that the driver can not send stays as it is."""
    return isinstance(error, MAY_PASS) and not isinstance(error, ValueError)


def is_ours(error: Exception) -> bool:
    """Whether the error is about the message, and not about the database or what lies before it."""
    return isinstance(error, CsprError) or not may_pass(error)


async def retried(work: Callable[[], Awaitable[None]]) -> None:
    """Do ``work``, again when its trouble may pass; raises what does not."""
    for attempt in range(1, TRIES_MAX + 1):
        try:
            return await work()
        except Exception as error:
            if attempt == TRIES_MAX or not may_pass(error):
                raise
            await asyncio.sleep(DELAY_S * 3**attempt)
    return None
