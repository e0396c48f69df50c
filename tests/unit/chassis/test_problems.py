"""A database that is away is no fault of the request: it is asked to come again, and told nothing more."""

from typing import Annotated

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, Field, ValidationError

from chassis.web.problems import AWAY, add_problem_handlers, pointers

AWAY_ERRORS = (
    asyncpg.CannotConnectNowError("the database system is starting up"),
    asyncpg.ConnectionDoesNotExistError("connection was closed"),
    asyncpg.DiskFullError("no room"),
    asyncpg.ReadOnlySQLTransactionError("a replica"),
    asyncpg.InterfaceError("pool is closing"),
    ConnectionRefusedError("127.0.0.1:5432"),
    TimeoutError(),
)
OUR_FAULTS = (asyncpg.DataError("a value that the driver can not send"), KeyError("a field"))


async def answer_to(error: Exception) -> httpx.Response:
    """What a client gets when its request meets ``error``."""
    app = FastAPI()
    add_problem_handlers(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        return await client.get("/")


@pytest.mark.parametrize("error", AWAY_ERRORS, ids=lambda error: type(error).__name__)
async def test_an_absent_database_is_answered_with_try_again(error: Exception) -> None:
    answer = await answer_to(error)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json()["detail"] == AWAY


@pytest.mark.parametrize("error", OUR_FAULTS, ids=lambda error: type(error).__name__)
async def test_a_fault_of_ours_stays_one(error: Exception) -> None:
    answer = await answer_to(error)
    assert answer.status_code == 500
    assert answer.json()["code"] == "failed"


class _Said(BaseModel):
    one: Annotated[str, Field(min_length=1)]
    several: Annotated[str, Field(min_length=3)]


def test_what_is_too_short_is_told_how_long_it_must_be() -> None:
    with pytest.raises(ValidationError) as wrong:
        _Said(one="", several="no")
    assert [one["reason"] for one in pointers(wrong.value.errors())] == [
        "This must not be empty.",
        "This is shorter than 3 characters.",
    ]
