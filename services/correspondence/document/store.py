"""Documents by content hash, sealed under their incident's key, shown only once scanned clean."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.codes import DocumentRef
from services.correspondence.delivery.work import BY
from services.correspondence.document.scan import ScanState
from services.correspondence.document.types import RULE, media_type_of

SIZE_BYTES_MAX = 20 * 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A document without its content; ``title`` stands in until ``titled`` opens the sealed one.

    ``is_new``: it was not kept before it was added just now.
    """

    id: UUID
    incident_id: UUID
    sha256: str
    media_type: str
    sealed_title: str
    size_bytes: int
    scan_state: str
    uploaded_by: str
    uploaded_at: datetime
    version_of: UUID | None = None
    sealed_redaction: str | None = None
    title: str = "Document"
    is_new: bool = False

    @property
    def first(self) -> UUID:
        """The first version of it."""
        return self.version_of or self.id

    @property
    def is_letter(self) -> bool:
        """Whether it was made here: nobody sent it."""
        return self.uploaded_by == BY

    def ref(self) -> DocumentRef:
        """As other services know it."""
        return DocumentRef(
            id=self.id,
            sha256=self.sha256,
            media_type=self.media_type,
            scan_state=self.scan_state,
        )


def check(content: bytes) -> str:
    """The media type; raises Refused when it is too large or of no kind that is taken."""
    if len(content) > SIZE_BYTES_MAX:
        raise Refused("A document may have 20 MB at most.", RULE, "document", "too_large")
    return media_type_of(content)


async def add(
    tx: Tx, keys: KeyRing, incident: UUID, content: bytes, title: str, by: str, state: ScanState
) -> Stored:
    """Store a document sealed; the same content from the same person is kept once.

    Raises Refused when it is too large or of no known type.
    """
    stored = Stored(
        id=uuid7(),
        incident_id=incident,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=check(content),
        sealed_title=await keys.seal(tx.conn, incident, title_of(title)),
        size_bytes=len(content),
        scan_state=state,
        uploaded_by=by,
        uploaded_at=tx.now,
        is_new=True,
    )
    known = await _known(tx.conn, stored)
    if known is None:
        await _insert(tx.conn, stored, await keys.seal_bytes(tx.conn, incident, content))
    return known or stored


def title_of(name: str) -> str:
    """A file's name as a title: without folders and control characters, 200 characters at most."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    return shown[:200] or "Document"


async def _known(conn: Conn, stored: Stored) -> Stored | None:
    await conn.execute(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))",
        f"{stored.incident_id}{stored.sha256}{stored.uploaded_by}",
    )
    row = await conn.fetchrow(
        """
        select id, incident_id, sha256, media_type, sealed_title, size_bytes, scan_state, uploaded_by,
            uploaded_at, version_of, sealed_redaction
        from document where incident_id = $1 and sha256 = $2 and uploaded_by = $3
        """,
        stored.incident_id,
        stored.sha256,
        stored.uploaded_by,
    )
    return Stored(**row) if row else None


async def _insert(conn: Conn, stored: Stored, sealed: bytes) -> None:
    await conn.execute(
        """
        insert into document (
            id, incident_id, sha256, media_type, sealed_title, size_bytes, content, scan_state,
            uploaded_by, uploaded_at
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        stored.id,
        stored.incident_id,
        stored.sha256,
        stored.media_type,
        stored.sealed_title,
        stored.size_bytes,
        sealed,
        stored.scan_state,
        stored.uploaded_by,
        stored.uploaded_at,
    )


async def find(conn: Conn, id_: UUID) -> Stored | None:
    """A document without its content."""
    row = await conn.fetchrow(
        """
        select id, incident_id, sha256, media_type, sealed_title, size_bytes, scan_state, uploaded_by,
            uploaded_at, version_of, sealed_redaction
        from document where id = $1
        """,
        id_,
    )
    return Stored(**row) if row else None


async def titled(conn: Conn, keys: KeyRing, found: Sequence[Stored]) -> list[Stored]:
    """With the names that people gave them, but for those of erased cases."""
    opened = await keys.open_many(conn, [(one.incident_id, one.sealed_title) for one in found])
    return [
        replace(one, title=title or one.title) for one, title in zip(found, opened, strict=True)
    ]


async def follow(
    tx: Tx, keys: KeyRing, stored: Stored, earlier: Stored, redaction: str | None
) -> None:
    """Let a document be a further version of another; ``redaction``: what was taken out of it, and why.

    Raises Refused for content that is kept apart from that document, and for versions of a letter.
    """
    if earlier.is_letter:
        reason = "A letter of the Panel has no further versions: reply to it, and send the document there."
        raise Refused(reason, RULE, "document", "letter")
    if stored.id == earlier.id or not (stored.is_new or stored.version_of == earlier.first):
        reason = "This content is kept already: send the changed document."
        raise Refused(reason, RULE, "document", "same")
    await tx.conn.execute(
        "update document set version_of = $2, sealed_redaction = $3 where id = $1",
        stored.id,
        earlier.first,
        await keys.seal(tx.conn, stored.incident_id, redaction) if redaction else None,
    )


async def of_incidents(conn: Conn, incidents: Sequence[UUID]) -> list[Stored]:
    """The documents of some cases."""
    rows = await conn.fetch(
        """
        select id, incident_id, sha256, media_type, sealed_title, size_bytes, scan_state, uploaded_by,
            uploaded_at, version_of, sealed_redaction
        from document where incident_id = any($1) order by id
        """,
        list(incidents),
    )
    return [Stored(**row) for row in rows]


async def content_of(conn: Conn, keys: KeyRing, stored: Stored) -> bytes:
    """The bytes of a document that was scanned clean; raises Refused or NotFound otherwise."""
    if stored.scan_state != "clean":
        raise Refused("This document is not shown: it has not been found clean.", RULE, code="scan")
    content = await opened(conn, keys, stored)
    if content is None:
        raise NotFound("The text of this case has been erased.")
    return content


async def opened(conn: Conn, keys: KeyRing, stored: Stored) -> bytes | None:
    """The bytes whatever the scanner said of them: for the scanner alone; None once erased."""
    sealed = await conn.fetchval("select content from document where id = $1", stored.id)
    return await keys.open_bytes(conn, stored.incident_id, sealed)


async def pending(conn: Conn, limit: int) -> Sequence[Stored]:
    """Documents that wait for the scanner, the oldest first."""
    rows = await conn.fetch(
        """
        select id, incident_id, sha256, media_type, sealed_title, size_bytes, scan_state, uploaded_by,
            uploaded_at, version_of, sealed_redaction
        from document
        where scan_state = 'pending'
            and exists (select from sealing_key where subject = document.incident_id)
        order by id limit $1
        """,
        limit,
    )
    return [Stored(**row) for row in rows]


async def note_scan(conn: Conn, id_: UUID, state: ScanState) -> None:
    """What the scanner said, once."""
    await conn.execute(
        "update document set scan_state = $2 where id = $1 and scan_state = 'pending'", id_, state
    )
