"""Documents that came while the scanner was away are scanned once it is back."""

from dataclasses import dataclass

import structlog

from chassis.db import Database
from chassis.seal import KeyRing
from services.correspondence.document import store
from services.correspondence.document.scan import ScanState, scan

ROUND_MAX = 20
log = structlog.get_logger()


@dataclass(frozen=True)
class Rescan:
    """A timer's work; ``host`` and ``port`` are ClamAV's."""

    db: Database
    keys: KeyRing
    host: str
    port: int

    async def round(self) -> int:
        """Scan what is pending; how many found an answer: 0 while the scanner is away."""
        async with self.db.read() as conn:
            waiting = await store.pending(conn, ROUND_MAX)
        answered = 0
        for document in waiting:
            state = await self._scan(document)
            if state == "pending":
                break
            async with self.db.begin() as tx:
                await store.note_scan(tx.conn, document.id, state)
            if state == "infected":
                log.warning("a document is infected", case_id=str(document.incident_id))
            answered += 1
        return answered

    async def _scan(self, document: store.Stored) -> ScanState:
        async with self.db.read() as conn:
            content = await store.opened(conn, self.keys, document)
        return "pending" if content is None else await scan(content, self.host, self.port)
