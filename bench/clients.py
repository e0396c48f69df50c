"""Case systems that keep their connections open: requests written by hand, so that asking costs little."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import httpx

from bench.material import body_of_notification
from deploy.local.system import LocalSystem

CLIENT = "ashmere-case-system"
ANSWER_S_MAX = 30


@dataclass(frozen=True)
class Answered:
    """One request: when it was sent, when it was answered, and the reference in its receipt."""

    sent_s: float
    answered_s: float
    reference: str


def token(system: LocalSystem) -> str:
    """An access token of the made-up case system."""
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT,
        "client_secret": system.client_secret,
    }
    answer = httpx.post(f"{system.url('signin')}/token", data=form)
    return str(answer.raise_for_status().json()["access_token"])


def request(bearer: str, number: int) -> bytes:
    """One ``POST /v1/notifications``, with a key and a child of its own."""
    content = body_of_notification(number)
    head = (
        "POST /v1/notifications HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {bearer}\r\nIdempotency-Key: {uuid4()}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


class Connection:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Made by ``connect``."""
        self._reader, self._writer = reader, writer

    async def ask(self, raw: bytes) -> Answered:
        """Send one request and read its whole answer; anything but 201 is a failure of the round."""
        sent = time.time()
        self._writer.write(raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        length = next(line for line in lines if line.startswith("content-length:"))
        content = await self._reader.readexactly(int(length.partition(":")[2]))
        assert " 201 " in lines[0], f"{lines[0]}: {content[:300]!r}"
        return Answered(sent, time.time(), json.loads(content)["reference"])

    def close(self) -> None:
        """Close it."""
        self._writer.close()


async def connect(port: int, number: int) -> list[Connection]:
    """So many connections."""
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(number)]
    return [Connection(*streams) for streams in opened]


async def all_at_once(port: int, clients: int, requests: Sequence[bytes]) -> list[Answered]:
    """Closed loop: each client sends its next request when the last is answered."""
    connections = await connect(port, clients)
    waiting = list(requests)
    answered: list[Answered] = []

    async def work(connection: Connection) -> None:
        while waiting:
            answered.append(await connection.ask(waiting.pop()))

    await asyncio.gather(*map(work, connections))
    for connection in connections:
        connection.close()
    return answered


async def at_a_rate(
    port: int, clients: int, requests: Sequence[bytes], per_s: float
) -> list[Answered]:
    """Open loop: a request is due when its time comes, whether or not a connection is free."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for connection in await connect(port, clients):
        free.put_nowait(connection)
    began = time.time()

    async def one(number: int, raw: bytes) -> Answered:
        due = began + number / per_s
        await asyncio.sleep(max(due - time.time(), 0))
        connection = await free.get()
        answered = await connection.ask(raw)
        free.put_nowait(connection)
        return Answered(due, answered.answered_s, answered.reference)

    async with asyncio.timeout(len(requests) / per_s + ANSWER_S_MAX):
        found = await asyncio.gather(*(one(*pair) for pair in enumerate(requests)))
    while not free.empty():
        free.get_nowait().close()
    return list(found)
