"""What changed since a cursor: in order, page by page, and nothing that commits late is passed over."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.notify.notification import duplicates, feed, proposals
from services.notify.notification.duplicates import Duplicates
from services.notify.notification.handlers import Notifications
from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.support.statements import Listening, whole_tables_read


async def changes(
    notify: Notify, since: str = "", who: str = "ashmere-case-system", **more: Any
) -> Any:
    query = f"?since={since}" if since else "?"
    query += "".join(f"&{name}={value}" for name, value in more.items())
    answer = await notify.call("GET", f"/changes{query}", who)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.need("A7")
async def test_a_sender_reads_what_changed_of_its_own_in_order(notify: Notify) -> None:
    first = await notify.sent(sender_reference="ASH-1")
    start = await changes(notify)
    assert [
        (one["reference"], one["what"], one["sender_reference"]) for one in start["changes"]
    ] == [(first["reference"], "submitted", "ASH-1")]
    path = f"/notifications/{first['reference']}"
    body = {"outline": "Other words.", "reason": "Learned later."}
    await notify.call("POST", f"{path}/amendments", json=body)
    await notify.call("POST", f"{path}/amendments", json=body)
    await notify.sent(sender_reference="ASH-2")
    await notify.call("POST", f"{path}/withdrawal", json={"reason": "A medical cause."})
    then = await changes(notify, start["next"])
    assert [one["what"] for one in then["changes"]] == ["amended", "submitted", "withdrawn"]
    assert all(one["means"] for one in then["changes"])
    assert not then["more"]
    none = await changes(notify, then["next"])
    assert (none["changes"], none["next"]) == ([], then["next"])
    assert (await changes(notify, who="brackenford-data"))["changes"] == []


@pytest.mark.need("A7")
async def test_pages_follow_each_other_without_a_gap(notify: Notify) -> None:
    sent = [(await notify.sent())["reference"] for _ in range(5)]
    read, cursor, pages = [], "", 0
    while True:
        page = await changes(notify, cursor, limit=2)
        read += [one["reference"] for one in page["changes"]]
        cursor, pages = page["next"], pages + 1
        if not page["more"]:
            break
    assert (read, pages) == (sent, 3)


@pytest.mark.need("A7", "L2")
async def test_what_commits_late_is_not_passed_over(notify: Notify) -> None:
    receipt = await notify.sent()
    incident = UUID(receipt["incident_id"])
    start = (await changes(notify))["next"]
    pool = notify.service.db.pool
    insert = """
        insert into notification_change (incident_id, authority_code, what, version, at)
        values ($1, '990', $2, 1, now())
    """
    async with pool.acquire() as slow:
        transaction = slow.transaction()
        await transaction.start()
        await slow.execute(insert, incident, "amended")
        await pool.execute(insert, incident, "withdrawn")
        early = await changes(notify, start)
        assert [one["what"] for one in early["changes"]] == ["withdrawn"]
        await transaction.commit()
    late = await changes(notify, early["next"])
    assert [one["what"] for one in late["changes"]] == ["amended"]
    numbers = await pool.fetch("select number from notification_change order by number")
    assert [row["number"] for row in numbers] == [1, 2, 3]


async def test_the_feed_waits_for_nothing_that_is_compared(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While what is alike is looked for, in a transaction that may wait, the feed goes on."""
    read: list[Any] = []

    async def compare(*_: Any) -> None:
        async with asyncio.timeout(5):
            read.append(await changes(notify))

    monkeypatch.setattr(duplicates, "_compare", compare)
    receipt = await notify.sent()
    assert await Duplicates(Notifications(notify.service, None, None)).propose() == 1  # type: ignore[arg-type]
    [page] = read
    assert [one["reference"] for one in page["changes"]] == [receipt["reference"]]


async def test_nothing_new_is_told_without_a_body(notify: Notify) -> None:
    await notify.sent()
    first = await notify.call("GET", "/changes")
    same = {"If-None-Match": first.headers["etag"]}
    again = await notify.call("GET", "/changes", headers=same)
    assert (again.status_code, again.content) == (304, b"")
    await notify.sent()
    assert (await notify.call("GET", "/changes", headers=same)).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "AAAA", "YzEuLTE", "%00", "Y" * 90, "YzEuOTk5OTk5OTk5OTk5OTk5OTk5OTk5"])  # fmt: skip
async def test_what_was_never_a_cursor_is_refused_by_name(notify: Notify, cursor: str) -> None:
    answer = await notify.call("GET", f"/changes?since={cursor}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/since"


@pytest.mark.parametrize("number", [0, 1, 2**40])
def test_a_cursor_comes_back_as_its_number(number: int) -> None:
    assert feed.number_in(feed.cursor_of(number)) == number


@pytest.mark.need("A7")
async def test_what_changed_is_found_by_an_index(notify: Notify, infra: Infra) -> None:
    name = await notify.service.db.pool.fetchval("select current_database()")
    owner = await asyncpg.connect(infra.dsn("notify_owner", name))
    await owner.execute(
        """
        insert into notification (id, reference, status, version, sender, sender_reference,
            authority_code, partnership, content, notified_at, notified_on, occurred_on, aware_on)
        select gen_random_uuid(), 'R' || n, 'in_scope', 1, 's', 'own ' || n, 200 + n % 150, 'p',
            '{"children": []}', now() - n * interval '1 hour', current_date,
            current_date - n / 20, current_date
        from generate_series(1, 20000) n;
        insert into notification_change (number, incident_id, authority_code, what, version, at)
        select row_number() over (), id, authority_code, 'submitted', 1, now() from notification;
        """
    )
    for table in ("notification", "notification_change", "person"):
        await owner.execute(f"vacuum analyze {table}")
    id_ = await owner.fetchval("select id from notification where reference = 'R77'")
    await owner.close()
    for ask in (
        lambda conn: feed.since(conn, 19_000, ["217"], 200),
        lambda conn: feed.since(conn, 19_900, None, 200),
        lambda conn: proposals.near(conn, [id_], 7),
        lambda conn: proposals.compared(conn, [id_]),
    ):
        listening = Listening()
        await ask(listening)
        [(statement, given)] = listening.asked
        assert await whole_tables_read(notify.service.db, statement, given) <= {"person"}, statement
