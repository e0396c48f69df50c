"""What a notification asks of the database: little, and no more when it says more."""

import asyncpg
import pytest

from services.notify.notification import queries
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
        select gen_random_uuid(), 'R' || n, 'in_scope', 1, 's', 'own ' || n, 200 + n % 150, 'p', '{}',
            now() - n * interval '1 minute', current_date, current_date, current_date
        from generate_series(1, 20000) n
        """
    )
    await owner.execute("vacuum analyze notification")
    await owner.close()
    for sender_reference in (None, "own 17"):
        listening = Listening()
        await queries.sent_by(listening, ["217"], sender_reference, 100)  # type: ignore[arg-type]
        [(statement, given)] = listening.asked
        assert await whole_tables_read(notify.service.db, statement, given) == set()
