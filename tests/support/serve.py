"""An application on a real port, in this process and loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from deploy.local.processes import free_port


@asynccontextmanager
async def serving(app: ASGIApp, port: int | None = None) -> AsyncIterator[str]:
    """Serve ``app`` without its lifespan; the address comes back.

    It is listened here: a server that finds its port taken ends the process, and all tests after it.
    """
    listener = socket.create_server(("127.0.0.1", port or free_port()))
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="warning"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve([listener]))
    while not server.started:
        assert not task.done(), "the server did not start"
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await _end(server, task)


async def _end(server: uvicorn.Server, task: asyncio.Task[None]) -> None:
    """Its own way to end rests three times for a tenth of a second, and a thousand tests would pay for it."""
    task.cancel()
    await asyncio.wait([task])
    for listener in server.servers:
        listener.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    if running := server.server_state.tasks:
        await asyncio.wait(running)
