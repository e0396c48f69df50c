"""The names of people who have signed in or called, so that pages name them."""

from collections.abc import Iterable, Mapping

from chassis.conn import Conn
from chassis.identity import Actor


async def note(conn: Conn, actor: Actor) -> None:
    """Remember what an actor is called."""
    await conn.execute(
        """
        insert into person_name (id, name) values ($1, $2)
        on conflict (id) do update set name = excluded.name
        where person_name.name is distinct from excluded.name
        """,
        actor.id,
        actor.name,
    )


async def named(conn: Conn, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those who are known."""
    rows = await conn.fetch("select id, name from person_name where id = any($1)", list(set(ids)))
    return {row["id"]: row["name"] for row in rows}
