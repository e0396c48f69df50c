"""The names of people who have signed in or called, so that pages name them, for as long as they come and a while more."""

from collections.abc import Iterable, Mapping
from datetime import date

from chassis.conn import Conn
from chassis.identity import Actor
from chassis.tx import Tx

LEFT = "somebody who has left"


async def note(tx: Tx, actor: Actor) -> None:
    """Remember what an actor is called, and on which day they were here."""
    await tx.conn.execute(
        """
        insert into person_name (id, name, seen_on) values ($1, $2, $3)
        on conflict (id) do update set name = excluded.name, seen_on = excluded.seen_on
        where (person_name.name, person_name.seen_on)
            is distinct from (excluded.name, excluded.seen_on)
        """,
        actor.id,
        actor.name,
        tx.today,
    )


async def named(conn: Conn, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those who are known."""
    rows = await conn.fetch("select id, name from person_name where id = any($1)", list(set(ids)))
    return {row["id"]: row["name"] or LEFT for row in rows}


async def forget(conn: Conn, before: date, most: int) -> int:
    """Of who was last here before a day the id alone stays, which is in the history too; how many."""
    gone = await conn.fetch(
        """
        update person_name set name = '' where id in (
            select id from person_name where seen_on < $1 and name <> '' order by seen_on limit $2
        )
        returning id
        """,
        before,
        most,
    )
    return len(gone)
