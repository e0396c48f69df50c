"""Answers that are spared when the caller has them, and lists that are read page by page."""

import base64
import hashlib
from datetime import datetime
from uuid import UUID

from fastapi import Request, Response

from chassis.web.problems import Invalid
from contracts.http_notify import Receipt

CURSOR_CHARS_MAX = 200


def tagged(request: Request, receipt: Receipt) -> Response:
    """The receipt under its tag; 304 when the caller says that it has it."""
    body = receipt.model_dump_json().encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = request.headers.get("if-none-match", "")
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in [one.strip().removeprefix("W/") for one in known.split(",")] or known.strip() == "*":
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def cursor_of(notified_at: datetime, id_: UUID) -> str:
    """The place behind one notification, as callers hand it back."""
    return base64.urlsafe_b64encode(f"{notified_at.isoformat()} {id_}".encode()).decode()


def place_in(cursor: str) -> tuple[datetime, UUID]:
    """The place that a cursor means; raises Invalid."""
    try:
        at, id_ = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        place = datetime.fromisoformat(at), UUID(id_)
    except ValueError:
        place = None
    if place is None or place[0].tzinfo is None:
        raise Invalid([{"pointer": "/cursor", "reason": "Give a cursor as a page gave it."}])
    return place
