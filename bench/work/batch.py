"""``POST /v1/notifications:batch`` to the durable receipts: one worker, one batch, everything else running."""

import asyncio
import json
import re
import time
from pathlib import Path

from bench import clients
from bench.figures import Target, rate
from bench.lab import Round
from bench.material import body_of_notification
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from bench.work.receipt import started

BATCH_S_MAX = 300
PROMISED = "what is promised"
PER_S = 1000.0
FEWER = "a tenth of the items"


def ours(round_: Round) -> Figures:
    """One batch of all items."""
    port = started(round_, round_.lab.template("notify"))
    asyncio.run(answers(port, clients.token(round_.lab.system), 1, "warm"))
    bearer = clients.token(round_.lab.system)
    moments = asyncio.run(answers(port, bearer, round_.items, "own"))
    peak = peak_bytes(round_.children[-1].process.pid)
    return {"rate": rate(moments), "peak_mb": peak / 1e6}


def promised(_round: Round) -> Figures:
    """So many a second, whatever the machine."""
    return {"rate": PER_S}


async def answers(port: int, bearer: str, items: int, name: str) -> list[float]:
    """Send a batch while its answers are read; when each receipt came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024 * 1024)
    sending = asyncio.create_task(send(writer, bearer, items, name))
    moments: list[float] = []
    async with asyncio.timeout(BATCH_S_MAX):
        assert b" 200 " in await reader.readline(), "the batch was refused"
        while (line := await reader.readline()) != b"0\r\n":
            if line.startswith(b'{"item"'):
                assert "receipt" in json.loads(line), line[:300]
                moments.append(time.time())
        await sending
    writer.close()
    assert len(moments) == items, f"{len(moments)} receipts of {items}"
    return moments


async def send(writer: asyncio.StreamWriter, bearer: str, items: int, name: str) -> None:
    """The whole batch as NDJSON, each notification with a reference of its own."""
    lines = [body_of_notification(n, f"{name}-{n}") + b"\n" for n in range(items)]
    writer.write(
        b"POST /v1/notifications:batch HTTP/1.1\r\nHost: bench\r\n"
        b"Content-Type: application/x-ndjson\r\n"
        + f"Authorization: Bearer {bearer}\r\nContent-Length: {sum(map(len, lines))}\r\n\r\n".encode()
    )
    for line in lines:
        writer.write(line)
        await writer.drain()


def peak_bytes(pid: int) -> int:
    """The most memory that a process has held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found, "the kernel tells of every process"
    return int(found[1]) * 1024


WORK = Work(
    name="batch",
    title="POST /v1/notifications:batch to the durable receipts, one worker",
    figure="rate",
    unit="receipts/s",
    full=Size(10_000, 3),
    quick=Size(10_000, 1),
    contestants=(
        Contestant(OURS, ours),
        Contestant(FEWER, ours, share=0.1),
        Contestant(PROMISED, promised),
    ),
    ratios=(
        Ratio("rate", PROMISED, Target(1.0)),
        Ratio("peak_mb", FEWER, Target(1.2, at_least=False)),
    ),
)
