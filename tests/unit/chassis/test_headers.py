"""No body beyond the limit, whatever its sender said of it; headers on every answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from chassis.web import headers
from chassis.web.headers import BODY_BYTES_MAX, Guarded


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """An application that counts what it gets."""
    app = FastAPI()
    app.add_middleware(Guarded, https=True, limits={"/more": 2 * BODY_BYTES_MAX, "/less": 1000})

    @app.post("/")
    @app.post("/more")
    @app.post("/less")
    async def count(request: Request) -> int:
        return len(await request.body())

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://site.test") as made:
        yield made


async def chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(0, size, 1024 * 1024):
        yield b"x" * 1024 * 1024


async def test_a_body_within_the_limit_arrives(client: httpx.AsyncClient) -> None:
    answer = await client.post("/", content=b"x" * 1000)
    assert answer.json() == 1000
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_a_body_said_to_be_too_large_is_refused_unread(client: httpx.AsyncClient) -> None:
    answer = await client.post("/", content=b"x" * (BODY_BYTES_MAX + 1))
    assert answer.status_code == 413


async def test_a_body_that_turns_out_too_large_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/", content=chunks(BODY_BYTES_MAX + 2 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize(("path", "most"), [("/more", 2 * BODY_BYTES_MAX), ("/less", 1000)])
async def test_a_path_may_have_a_limit_of_its_own(
    client: httpx.AsyncClient, path: str, most: int
) -> None:
    assert (await client.post(path, content=b"x" * most)).json() == most
    over = await client.post(path, content=b"x" * (most + 1))
    assert (over.status_code, str(most) in over.text) == (413, True)
    assert (await client.post(path, content=chunks(most + 1024 * 1024))).status_code == 413


async def falls_silent() -> AsyncIterator[bytes]:
    yield b"x"
    await asyncio.Event().wait()


async def drips() -> AsyncIterator[bytes]:
    for _ in range(1_000_000):
        await asyncio.sleep(0)
        yield b"x"


@pytest.mark.parametrize("slow", [falls_silent, drips])
async def test_a_body_that_comes_too_slowly_holds_nothing_for_ever(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, slow: Any
) -> None:
    monkeypatch.setattr(headers, "BODY_S_MAX", 0.05)
    monkeypatch.setattr(headers, "BYTES_A_SECOND_MIN", 1024**3)
    answer = await client.post("/", content=slow())
    assert (answer.status_code, answer.headers["connection"]) == (408, "close")
    assert (await client.post("/", content=b"x" * 1000)).json() == 1000


async def test_who_sends_at_a_poor_pace_has_the_time_for_it(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "BODY_S_MAX", 0.05)
    monkeypatch.setattr(headers, "BYTES_A_SECOND_MIN", 1)
    assert (await client.post("/", content=slowly())).json() == 3


async def slowly() -> AsyncIterator[bytes]:
    for _ in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.04)
        yield b"x"
