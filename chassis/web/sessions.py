"""Sessions of people: an opaque id in a cookie, a row in PostgreSQL, gone at sign-out."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.identity import Actor

IDLE_S_MAX = 60 * 60
LIFE_S_MAX = 12 * 3600
REMEMBERED_S_MAX = 7 * 24 * 3600
"""An ended session opens nothing; for so long it still tells whose form a late one was."""
SIGNING_IN_S_MAX = 10 * 60


@dataclass(frozen=True)
class Session:
    """A signed-in person; ``secret`` binds form tokens to it."""

    id_hash: bytes
    actor: Actor
    secret: str

    def token(self) -> str:
        """A form's one-time token: the id of the command it makes, sealed to the sign-in."""
        id_ = str(uuid7())
        return f"{id_}.{self.id_hash.hex()}.{self._seal(id_)}"

    def command_id(self, token: str) -> UUID | None:
        """The id in a token that was given out under this sign-in; None for any other."""
        id_, _, sealed = token.partition(".")
        seal = sealed.rpartition(".")[2]
        if not hmac.compare_digest(seal.encode(), self._seal(id_).encode()):
            return None
        return UUID(id_)

    def _seal(self, id_: str) -> str:
        return hmac.new(self.secret.encode(), id_.encode(), hashlib.sha256).hexdigest()


def hash_of(id_: str) -> bytes:
    """What is stored of a cookie's id."""
    return hashlib.sha256(id_.encode()).digest()


async def open_session(conn: Conn, actor: Actor) -> str:
    """Start a session with a new id."""
    return await _insert(conn, actor.stored(), {})


async def forget_sessions(conn: Conn) -> int:
    """Delete what is past its time, with the names of whose it was, whether anybody signs in or not; how many."""
    gone = await conn.fetch(
        """
        delete from web_session
        where created_at < clock_timestamp()
            - make_interval(secs => case when actor is null then $1::float else $2::float end)
        returning id_hash
        """,
        SIGNING_IN_S_MAX,
        REMEMBERED_S_MAX,
    )
    return len(gone)


async def find_session(conn: Conn, id_: str) -> Session | None:
    """The live session of a cookie's id, now seen; None when closed, idle or old."""
    row = await conn.fetchrow(
        """
        update web_session set seen_at = clock_timestamp()
        where id_hash = $1 and actor is not null and closed_at is null
          and seen_at > clock_timestamp() - make_interval(secs => $2)
          and created_at > clock_timestamp() - make_interval(secs => $3)
        returning id_hash, actor, csrf
        """,
        hash_of(id_),
        IDLE_S_MAX,
        LIFE_S_MAX,
    )
    return _session(row) if row else None


async def session_behind(conn: Conn, token: str) -> Session | None:
    """The session that gave out a form's token, ended or not; None when it gave out no such token."""
    _, _, sealed = token.partition(".")
    row = await conn.fetchrow(
        "select id_hash, actor, csrf from web_session where id_hash = $1 and actor is not null",
        _bytes(sealed.partition(".")[0]),
    )
    found = _session(row) if row else None
    return found if found and found.command_id(token) else None


def _bytes(given: str) -> bytes:
    try:
        return bytes.fromhex(given)
    except ValueError:
        return b""


def _session(row: asyncpg.Record) -> Session:
    return Session(row["id_hash"], Actor.restored(row["actor"]), row["csrf"])


async def close_session(conn: Conn, id_hash: bytes) -> None:
    """Sign out: the cookie is worth nothing from now on."""
    await conn.execute(
        "update web_session set closed_at = clock_timestamp() where id_hash = $1", id_hash
    )


async def begin_sign_in(conn: Conn, state: Mapping[str, str]) -> str:
    """Keep what the answer of the provider must match; the id comes back."""
    return await _insert(conn, None, state)


async def end_sign_in(conn: Conn, id_: str) -> dict[str, str] | None:
    """What was kept, once; None when it is gone or too old."""
    found: dict[str, str] | None = await conn.fetchval(
        """
        delete from web_session
        where id_hash = $1 and actor is null
          and created_at > clock_timestamp() - make_interval(secs => $2)
        returning state
        """,
        hash_of(id_),
        SIGNING_IN_S_MAX,
    )
    return found


async def _insert(conn: Conn, actor: dict[str, Any] | None, state: Mapping[str, str]) -> str:
    id_ = secrets.token_urlsafe(32)
    await conn.execute(
        "insert into web_session (id_hash, actor, state, csrf) values ($1, $2, $3, $4)",
        hash_of(id_),
        actor,
        dict(state),
        secrets.token_urlsafe(32),
    )
    return id_
