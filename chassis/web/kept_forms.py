"""A form that came after its session had ended, kept for the person who typed it.

Sealed under a key that only their browser holds: the row alone is noise, and so is the cookie alone.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Request
from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.identity import Actor
from chassis.seal import closed, oct_key, opened
from chassis.web.cookies import cookie_name

KEPT = "kept"
KEPT_H_MAX = 8
FORMS_MAX = 10


async def keep_form(
    conn: Conn, actor_id: str, page: str, values: Mapping[str, Any], key: str
) -> UUID:
    """Keep it; a person's oldest, and whatever is past its time, go."""
    id_, content = uuid7(), closed(json.dumps(values).encode(), oct_key(key)).decode()
    await conn.execute(
        """
        delete from kept_form
        where kept_at < clock_timestamp() - make_interval(hours => $1)
           or id in (
               select id from kept_form where actor = $2 order by kept_at desc offset $3
           )
        """,
        KEPT_H_MAX,
        actor_id,
        FORMS_MAX - 1,
    )
    await conn.execute(
        "insert into kept_form (id, actor, page, content) values ($1, $2, $3, $4)",
        id_,
        actor_id,
        page,
        content,
    )
    return id_


async def load_kept(request: Request, actor: Actor) -> dict[str, Any] | None:
    """What this person typed into the page asked for, if it is kept under the id in its address."""
    service = request.app.state.service
    key = request.cookies.get(cookie_name(service.settings, KEPT))
    async with service.db.read() as conn:
        content = await conn.fetchval(
            """
            select content from kept_form
            where id::text = $1 and actor = $2 and page = $3
              and kept_at > clock_timestamp() - make_interval(hours => $4)
            """,
            request.query_params[KEPT],
            actor.id,
            request.url.path,
            KEPT_H_MAX,
        )
    return _open(content, key) if content and key else None


def _open(content: str, key: str) -> dict[str, Any] | None:
    try:
        clear = opened(content, oct_key(key))
    except ValueError:
        return None
    return dict(json.loads(clear)) if clear else None
