"""Documents by content hash, sealed under their incident's key, shown only once scanned clean."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Literal
from uuid import UUID

from aioclamd import ClamdAsyncClient
from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.codes import DocumentRef

SIZE_BYTES_MAX = 20 * 1024 * 1024
SCAN_S_MAX = 20
RULE = "documents are told apart by their content, not by their name"
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
ScanState = Literal["pending", "clean", "infected"]


@dataclass(frozen=True)
class Stored:
    """A document without its content."""

    id: UUID
    incident_id: UUID
    sha256: str
    media_type: str
    title: str
    size_bytes: int
    scan_state: str
    uploaded_by: str
    uploaded_at: datetime

    def ref(self) -> DocumentRef:
        """As other services know it."""
        return DocumentRef(
            id=self.id,
            sha256=self.sha256,
            media_type=self.media_type,
            title=self.title,
            scan_state=self.scan_state,
        )


def media_type_of(content: bytes) -> str:
    """The type by its first bytes; raises Refused for what is neither text nor a known type."""
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    try:
        content.decode()
    except UnicodeDecodeError:
        raise Refused(
            "Send a PDF, a Word document, a picture or plain text.", RULE, "document", "type"
        ) from None
    return "text/plain"


async def scan(content: bytes, host: str, port: int) -> ScanState:
    """Ask ClamAV's daemon; pending when it does not answer, and then the document is not shown."""
    try:
        client = ClamdAsyncClient(host, port, timeout=SCAN_S_MAX)
        answer = await client.instream(BytesIO(content))
    except (OSError, TimeoutError, EOFError):
        return "pending"
    return "clean" if answer["stream"][0] == "OK" else "infected"


async def add(
    tx: Tx, keys: KeyRing, incident: UUID, content: bytes, title: str, by: str, state: ScanState
) -> Stored:
    """Store a document sealed; raises Refused when it is too large or of no known type."""
    if len(content) > SIZE_BYTES_MAX:
        raise Refused("A document may have 20 MB at most.", RULE, "document", "too_large")
    stored = Stored(
        id=uuid7(),
        incident_id=incident,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type_of(content),
        title=title[:200],
        size_bytes=len(content),
        scan_state=state,
        uploaded_by=by,
        uploaded_at=tx.now,
    )
    await tx.conn.execute(
        """
        insert into document (
            id, incident_id, sha256, media_type, title, size_bytes, content, scan_state,
            uploaded_by, uploaded_at
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        stored.id,
        incident,
        stored.sha256,
        stored.media_type,
        stored.title,
        stored.size_bytes,
        await keys.seal_bytes(tx.conn, incident, content),
        state,
        by,
        tx.now,
    )
    return stored


async def find(conn: Conn, id_: UUID) -> Stored | None:
    """A document without its content."""
    row = await conn.fetchrow(
        """
        select id, incident_id, sha256, media_type, title, size_bytes, scan_state, uploaded_by,
            uploaded_at
        from document where id = $1
        """,
        id_,
    )
    return Stored(**row) if row else None


async def of_incident(conn: Conn, incident: UUID) -> Sequence[Stored]:
    """The documents of one case."""
    rows = await conn.fetch(
        """
        select id, incident_id, sha256, media_type, title, size_bytes, scan_state, uploaded_by,
            uploaded_at
        from document where incident_id = $1 order by id
        """,
        incident,
    )
    return [Stored(**row) for row in rows]


async def content_of(conn: Conn, keys: KeyRing, stored: Stored) -> bytes:
    """The bytes of a document that was scanned clean; raises Refused or NotFound otherwise."""
    if stored.scan_state != "clean":
        raise Refused("This document is not shown: it has not been found clean.", RULE, code="scan")
    sealed = await conn.fetchval("select content from document where id = $1", stored.id)
    content = await keys.open_bytes(conn, stored.incident_id, sealed)
    if content is None:
        raise NotFound("The text of this case has been erased.")
    return content
