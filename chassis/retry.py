"""Trouble that may pass: tried again after a pause, a few times."""

import asyncpg

from chassis.errors import CsprError, NotFound, Transient

PAUSES_S = (0.6, 1.8, 5.4)
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
