"""What a notification asks of the database: little, and no more when it says more."""

import asyncpg
import pytest

from chassis.audit import Wanted, reads
from services.notify.notification import people, queries
from services.notify.notification.hashes import Hashes
from services.notify.person import queries as links
from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.support.notifications import a_child
from tests.support.statements import Listening, counted, whole_tables_read

STATEMENTS_MAX = 14
"""Begin and commit among them."""

REASON = "Each partner gave its reason."
ALL_SPEAK = [
    {"partner": partner, "position": "disagreed", "reason": REASON}
    for partner in ("authority", "health", "police")
]


async def test_a_notification_takes_few_statements_however_much_it_says(notify: Notify) -> None:
    await notify.sent()
    taken = []
    for said in (
        {"children": [a_child()], "positions": [], "lateness_explanation": None},
        {"children": [a_child()] * 4, "positions": ALL_SPEAK, "further_children": "Two more."},
    ):
        async with counted(notify.service.db) as asked:
            await notify.sent(**said)
        taken.append(len(asked))
    assert taken[0] == taken[1]
    assert taken[0] <= STATEMENTS_MAX


@pytest.mark.need("A7")
async def test_what_one_has_sent_is_found_by_an_index(notify: Notify, infra: Infra) -> None:
    name = await notify.service.db.pool.fetchval("select current_database()")
    owner = await asyncpg.connect(infra.dsn("notify_owner", name))
    await owner.execute(
        """
        insert into notification (id, reference, status, version, sender, sender_reference,
            authority_code, partnership, content, notified_at, notified_on, occurred_on, aware_on)
        select gen_random_uuid(), 'R' || n, 'in_scope', 1, 's', 'own ' || n, 200 + n % 150, 'p' || n % 130, '{}',
            now() - n * interval '1 minute', current_date, current_date, current_date
        from generate_series(1, 20000) n
        """
    )
    await owner.execute("vacuum analyze notification")
    await owner.close()
    for wanted in (
        queries.Wanted(["217"]),
        queries.Wanted(["217"], sender_reference="own 17"),
        queries.Wanted(["217"], status="withdrawn"),
        queries.Wanted([], ["p17"]),
        queries.Wanted(["217"], ["p17"]),
        queries.Wanted(None),
    ):
        listening = Listening()
        await queries.sent(listening, wanted, 100)  # type: ignore[arg-type]
        [(statement, given)] = listening.asked
        assert await whole_tables_read(notify.service.db, statement, given) == set()


async def test_a_child_is_found_and_matched_by_an_index(notify: Notify, infra: Infra) -> None:
    name = await notify.service.db.pool.fetchval("select current_database()")
    owner = await asyncpg.connect(infra.dsn("notify_owner", name))
    await owner.execute(
        """
        insert into person (id, incident_id, number, wrapped_key, identity, folding, matched_at,
            name_hash, given_names_hash, birth_hash, nhs_hash, name_birth_hash)
        select gen_random_uuid(), gen_random_uuid(), 1, '', '', 2, now(), md5('a' || n)::bytea,
            md5('b' || n)::bytea, md5('c' || n)::bytea, md5('d' || n)::bytea, md5('e' || n)::bytea
        from generate_series(1, 20000) n;
        insert into access_log (business_at, actor, roles, action, object, allowed)
        select now(), 'person:' || n % 500, '{}', 'look', 'R' || n % 5000, true
        from generate_series(1, 20000) n
        """
    )
    await owner.execute("vacuum analyze person, access_log")
    await owner.close()
    hashes = [b"x", b"y", b"z", b"n", b"nb"]
    wanted = [Hashes(**{name: value}) for name, value in zip(vars(Hashes()), hashes, strict=True)]
    listening = Listening()
    for one in wanted:
        await people.having(listening, one, 100)  # type: ignore[arg-type]
    await people.like(listening, wanted, 100)  # type: ignore[arg-type]
    await people.hashed_before(listening, 2, [], 20)  # type: ignore[arg-type]
    await links.unmatched(listening, 2, 20)  # type: ignore[arg-type]
    await reads(listening, Wanted(about="R17"), None, 50)  # type: ignore[arg-type]
    await reads(listening, Wanted(person="17"), None, 50)  # type: ignore[arg-type]
    for statement, given in listening.asked:
        assert await whole_tables_read(notify.service.db, statement, given) == set(), statement
