"""The relay looks for unpublished keys at every round: that must not grow with the keys there are."""

import asyncpg
import pytest

from tests.conftest import Infra, MakeDatabase


@pytest.mark.parametrize("table", ["sealing_key", "sealing_key_erased"])
async def test_unpublished_keys_are_found_without_reading_all(
    infra: Infra, new_database: MakeDatabase, table: str
) -> None:
    conn = await asyncpg.connect(infra.dsn("notify_owner", await new_database("notify")))
    wrapped = {"sealing_key": ", wrapped", "sealing_key_erased": ""}[table]
    value = ", 'w'" if wrapped else ""
    await conn.execute(
        f"insert into {table} (subject{wrapped}, published_at)"
        f" select gen_random_uuid(){value}, now() from generate_series(1, 5000)"
    )
    await conn.execute(f"analyze {table}")
    plan = await conn.fetch(
        f"explain select subject{wrapped} from {table} where published_at is null limit 200"
    )
    await conn.close()
    assert f"{table}_unpublished" in "\n".join(row[0] for row in plan)
