"""Answers that are spared when the caller has them, changes made on what was read, lists read page by page."""

import base64
import hashlib
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Request, Response
from pydantic_core import to_json

from chassis.errors import NotAsRead
from chassis.web.problems import Invalid

CURSOR_CHARS_MAX = 200
OWN = "private, no-cache"
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=400)]
"""The tag under which the caller read what it changes (RFC 9110, 13.1.1); without one the last word stands."""


def tag_of(said: Any) -> str:
    """The tag of what is said: the same for the same, another for anything else."""
    content = said if isinstance(said, bytes) else to_json(said)
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tagged(
    request: Request,
    content: bytes,
    media_type: str = "application/json",
    *,
    tag: str | None = None,
    kept: str = OWN,
) -> Response:
    """The content under its tag; 304 when the caller says that it has it."""
    tag = tag or tag_of(content)
    headers = {"ETag": tag, "Cache-Control": kept}
    known = request.headers.get("if-none-match", "")
    if _holds(known.replace("W/", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)


def as_read(if_match: str | None, said: Any) -> None:
    """Raise NotAsRead where a change was made on something else than what is said now."""
    if if_match is not None and not _holds(if_match, tag_of(said)):
        raise NotAsRead("This was changed since you read it. Read it again, then decide.")


def _holds(tags: str, tag: str) -> bool:
    return tags.strip() == "*" or tag in [one.strip() for one in tags.split(",")]


def cursor_of(at: datetime, id_: UUID) -> str:
    """The place behind one thing of a list, as callers hand it back."""
    return base64.urlsafe_b64encode(f"{at.isoformat()} {id_}".encode()).decode()


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


def lead_on(request: Request, response: Response, cursor: str) -> None:
    """Say where the next page is: ``Link`` with ``rel="next"`` (RFC 8288)."""
    more = request.url.include_query_params(cursor=cursor)
    response.headers["Link"] = f'<{more.path}?{more.query}>; rel="next"'
