"""A TCP proxy between services and servers: it passes on, delays, cuts, or swallows."""

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

CHUNK = 65_536
Mode = Literal["pass", "refuse", "swallow"]


@dataclass
class Link:
    """One proxied server; what is set here holds for connections that are open and for new ones.

    ``refuse`` closes new connections, ``swallow`` keeps them and passes nothing on (a half-open network).
    """

    target: int
    port: int = 0
    mode: Mode = "pass"
    delay_s: float = 0.0
    cut_after_bytes: int | None = None
    writers: set[asyncio.StreamWriter] = field(default_factory=set)


class Proxies:
    """Links on an event loop of their own, told what to do from any thread."""

    def __init__(self) -> None:
        """Start the loop."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def listen(self, port: int, target: int) -> Link:
        """Pass what comes to ``port`` on to ``target``."""
        link = Link(target, port)
        asyncio.run_coroutine_threadsafe(self._listen(link), self._loop).result(5)
        return link

    def cut(self, link: Link) -> None:
        """Reset every open connection, in the middle of whatever it carried."""
        self._loop.call_soon_threadsafe(_reset, link)

    def stop(self) -> None:
        """End the loop and all that it holds."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @staticmethod
    async def _listen(link: Link) -> None:
        async def pair(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await _connect(link, reader, writer)

        await asyncio.start_server(pair, "127.0.0.1", link.port)


def _reset(link: Link) -> None:
    for writer in list(link.writers):
        writer.transport.abort()


async def _connect(link: Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if link.mode == "refuse":
        writer.transport.abort()
        return
    try:
        onward, back = await asyncio.open_connection("127.0.0.1", link.target)
    except OSError:
        writer.transport.abort()
        return
    link.writers |= {writer, back}
    await asyncio.gather(_pump(link, reader, back), _pump(link, onward, writer))
    link.writers -= {writer, back}


async def _pump(link: Link, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            if link.delay_s:
                await asyncio.sleep(link.delay_s)
            while link.mode == "swallow":  # noqa: ASYNC110 - told from another thread
                await asyncio.sleep(0.05)
            if link.cut_after_bytes is not None:
                to.write(data[: link.cut_after_bytes])
                await to.drain()
                to.transport.abort()
                return
            to.write(data)
            await to.drain()
    with suppress(OSError):
        to.close()
