"""What is the database's trouble and what is the message's: only the latter is ever parked."""

import asyncpg
import pytest
from pydantic import BaseModel, ValidationError

from chassis.errors import NotFound, Refused
from chassis.retry import is_ours, may_pass

OF_THE_DATABASE = (
    asyncpg.SerializationError("two at once"),
    asyncpg.CannotConnectNowError("starting up"),
    asyncpg.QueryCanceledError("statement_timeout"),
    asyncpg.ReadOnlySQLTransactionError("a replica that is not promoted yet"),
    asyncpg.IdleInTransactionSessionTimeoutError("frozen for too long"),
    asyncpg.DiskFullError("no room"),
    asyncpg.PostgresIOError("the disk can not be read"),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
    ConnectionResetError(),
    TimeoutError(),
)
OF_THE_MESSAGE = (
    asyncpg.CheckViolationError("a row that may not be"),
    asyncpg.UniqueViolationError("a row that is there"),
    Refused("no", code="no"),
    KeyError("a field"),
)


def _invalid() -> ValidationError:
    class Wanted(BaseModel):
        number: int

    with pytest.raises(ValidationError) as caught:
        Wanted.model_validate({})
    return caught.value


@pytest.mark.parametrize("error", OF_THE_DATABASE, ids=lambda error: type(error).__name__)
def test_the_database_is_tried_again_and_nothing_is_parked(error: Exception) -> None:
    assert may_pass(error)
    assert not is_ours(error)


@pytest.mark.parametrize("error", [*OF_THE_MESSAGE, _invalid()], ids=lambda e: type(e).__name__)
def test_a_message_that_can_not_be_handled_is_not_tried_again(error: Exception) -> None:
    assert not may_pass(error)
    assert is_ours(error)


def test_an_object_that_is_not_there_yet_is_tried_again_and_then_parked() -> None:
    error = NotFound("no such case yet")
    assert may_pass(error)
    assert is_ours(error)
