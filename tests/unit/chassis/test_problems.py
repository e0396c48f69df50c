"""A database that is away is no fault of the request: it is asked to come again, and told nothing more."""

from enum import StrEnum
from typing import Annotated, Literal

import asyncpg
import httpx
import pytest
from fastapi import FastAPI, Request
from pydantic import BaseModel, Field, ValidationError

from chassis.log import wrong_fields
from chassis.web.error_pages import back_from, named
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


class _Sort(StrEnum):
    ONE = "first_one"
    OTHER = "other"


class _Chosen(BaseModel):
    sort_of_it: _Sort
    outcome: Literal["died", "harmed", "other"]


def test_an_answer_outside_a_list_is_told_in_plain_words_with_its_field() -> None:
    with pytest.raises(ValidationError) as wrong:
        _Chosen.model_validate({"sort_of_it": "x", "outcome": "dead"})
    told = pointers(wrong.value.errors())
    assert [one["reason"] for one in told] == [
        "Choose one of: first_one or other.",
        "Choose one of: died, harmed or other.",
    ]
    assert [named(one) for one in told] == [
        "Sort of it: Choose one of: first_one or other.",
        "Outcome: Choose one of: died, harmed or other.",
    ]
    assert wrong_fields(wrong.value) == (
        "/sort_of_it: Choose one of: first_one or other;"
        " /outcome: Choose one of: died, harmed or other"
    )


def test_what_is_wrong_as_a_whole_or_in_a_list_is_told_without_a_number() -> None:
    assert named({"pointer": "", "reason": "This is no JSON."}) == "This is no JSON."
    assert named({"pointer": "/children/0", "reason": "Why."}) == "Children: Why."


def asked(method: str, path: str, came_from: str) -> Request:
    headers = [(b"host", b"service.test"), (b"referer", came_from.encode())]
    where = {"scheme": "http", "path": path, "query_string": b"", "headers": headers}
    return Request({"type": "http", "method": method, **where})


@pytest.mark.parametrize(
    ("method", "path", "came_from", "leads_to"),
    [
        ("GET", "/", "", ""),
        ("GET", "/", "http://service.test/", ""),
        ("GET", "/files", "http://service.test/files", "/"),
        ("GET", "/files", "http://elsewhere.test/x", "/"),
        ("GET", "/files/1", "http://service.test/files?page=2", "/files?page=2"),
        ("POST", "/", "http://service.test/", "/"),
    ],
)
def test_a_page_that_does_not_open_leads_to_another(
    method: str, path: str, came_from: str, leads_to: str
) -> None:
    assert back_from(asked(method, path, came_from)) == leads_to
