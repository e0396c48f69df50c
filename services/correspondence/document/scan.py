"""ClamAV's daemon says whether a document may be shown."""

from io import BytesIO
from typing import Literal

from aioclamd import ClamdAsyncClient, ClamdError

ScanState = Literal["pending", "clean", "infected"]
SCAN_S_MAX = 20
CHUNK_BYTES = 64 * 1024
VERDICTS: dict[str, ScanState] = {"OK": "clean", "FOUND": "infected"}


class _InChunks(BytesIO):
    """The client reads 1 KB at a time, each in a thread; this hands it more."""

    def read(self, _size: int | None = -1) -> bytes:
        """The next chunk."""
        return super().read(CHUNK_BYTES)


async def scan(content: bytes, host: str, port: int) -> ScanState:
    """The verdict; pending when the daemon gives none, and then the document is not shown."""
    client = ClamdAsyncClient(host, port, timeout=SCAN_S_MAX)
    try:
        answer = await client.instream(_InChunks(content))
    except (ClamdError, OSError, EOFError):
        return "pending"
    said = answer.get("stream") if answer else None
    return VERDICTS.get(said[0], "pending") if said else "pending"
