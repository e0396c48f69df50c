"""Rows of one kind of object: its id and its state, loaded under locks and saved as a set."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from chassis.conn import Conn

S = TypeVar("S")


class States(Generic[S]):
    """A table ``(id uuid primary key, state jsonb)``; the state is a frozen dataclass."""

    def __init__(self, table: str, model: type[S], id_of: Callable[[S], UUID]) -> None:
        """``table`` is a name of our own, never one that was sent."""
        self._table, self._id_of = table, id_of
        self._adapter: TypeAdapter[S] = TypeAdapter(model)

    async def load(self, conn: Conn, ids: Sequence[UUID]) -> dict[UUID, S]:
        """The states of ``ids``, locked in their order; absent where there is no row."""
        rows = await conn.fetch(
            f"""
            select id, state::text from {self._table} where id = any($1) order by id for update
            """,  # noqa: S608
            list(ids),
        )
        return {row["id"]: self._adapter.validate_json(row["state"]) for row in rows}

    async def read(self, conn: Conn, ids: Sequence[UUID]) -> dict[UUID, S]:
        """The states of ``ids`` without a lock."""
        rows = await conn.fetch(
            f"select id, state::text from {self._table} where id = any($1)",  # noqa: S608
            list(ids),
        )
        return {row["id"]: self._adapter.validate_json(row["state"]) for row in rows}

    def parse(self, text: str | None) -> S | None:
        """The state that a statement of the service's own read as text; None where it found no row."""
        return None if text is None else self._adapter.validate_json(text)

    def of_rows(self, rows: Iterable[Any]) -> list[S]:
        """The states of rows that have theirs as text in a column ``state``, in the rows' order."""
        return [self._adapter.validate_json(row["state"]) for row in rows]

    async def save(self, conn: Conn, states: Sequence[S]) -> None:
        """Insert or replace ``states`` in one statement."""
        await conn.execute(
            f"""
            insert into {self._table} (id, state)
            select id, state::jsonb from unnest($1::uuid[], $2::text[]) as saved (id, state)
            on conflict (id) do update set state = excluded.state
            """,  # noqa: S608
            [self._id_of(state) for state in states],
            [self._adapter.dump_json(state).decode() for state in states],
        )
