"""Trouble that may pass: tried again after a pause, a few times."""

import asyncpg

from chassis.errors import CsprError, NotFound, Transient

PAUSES_S = (0.6, 1.8, 5.4)
DATABASE = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,  # a former primary, or one that is not yet promoted
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.PostgresSystemError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # asked between the server's farewell and the end of its connection
    OSError,
)
"""Trouble of the database, or of what lies before it."""
MAY_PASS = (Transient, NotFound, *DATABASE)


def may_pass(error: Exception) -> bool:
    """Whether trying again makes sense; a value that the driver can not send stays as it is."""
    return isinstance(error, MAY_PASS) and not isinstance(error, ValueError)


def is_ours(error: Exception) -> bool:
    """Whether the error is about the message, and not about the database or what lies before it."""
    return isinstance(error, CsprError) or not may_pass(error)
