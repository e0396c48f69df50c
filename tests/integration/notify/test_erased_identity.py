"""After erasure nobody can be read, found or matched: in no table, version or fingerprint."""

from uuid import UUID

import pytest

from contracts.notify import EraseIncidentTextV1
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.integration.notify.test_changes import an_erasure
from tests.integration.notify.test_matching import matched, of_another
from tests.support.notifications import CANARY, NHS_NUMBER, a_notification
from tests.support.page import page, submit

PEOPLE = IdentityStore(IDENTITY_KEY)
TABLES = "select tablename from pg_tables where schemaname = 'public'"
SECRETS = (CANARY, "Ottoline", NHS_NUMBER, "2025-10-20", "Sorrel", "fractures", "accident")


async def erased(notify: Notify, incident: str) -> None:
    service, id_ = notify.service, UUID(incident)
    [erase] = build_consumes(service.keys, PEOPLE).handlers(EraseIncidentTextV1)
    async with service.db.begin([id_]) as tx:
        await erase(tx, [an_erasure(id_)])


async def everything(notify: Notify) -> str:
    """Every row of every table, bytes in hexadecimal."""
    pool = notify.service.db.pool
    names = [row["tablename"] for row in await pool.fetch(TABLES)]
    rows = [row for name in names for row in await pool.fetch(f"select t::text as t from {name} t")]
    return "\n".join(row["t"] for row in rows).casefold()


@pytest.mark.need("J3", "J4")
async def test_no_table_holds_who_a_child_is_before_or_after(notify: Notify) -> None:
    receipt = await notify.sent()
    path = f"/notifications/{receipt['reference']}/amendments"
    change = {"aware_on": "2026-03-26", "reason": f"The ward saw {CANARY} before."}
    assert (await notify.call("POST", path, json=change)).status_code == 200
    async with await notify.browser_of("secretary") as browser:
        form = await page(browser, "/identity")
        await submit(browser, form, {"family_name": CANARY, "purpose": "To test the search."})
    for _ in range(2):
        kept = await everything(notify)
        assert receipt["reference"].casefold() in kept
        for secret in SECRETS:
            assert secret.casefold() not in kept
            assert secret.encode().hex() not in kept
            assert secret.casefold().encode().hex() not in kept
        await erased(notify, receipt["incident_id"])


@pytest.mark.need("J4")
async def test_after_erasure_nobody_is_read_found_or_matched(notify: Notify) -> None:
    receipt = await notify.sent()
    async with notify.service.db.read() as conn:
        [child] = await PEOPLE.load(conn, UUID(receipt["incident_id"]))
    hashes = [value.hex() for value in vars(PEOPLE.hashes(child.sought)).values()]
    kept = await everything(notify)
    assert all(value in kept for value in hashes)
    await erased(notify, receipt["incident_id"])
    kept = await everything(notify)
    assert not any(value in kept for value in hashes)
    async with notify.service.db.read() as conn:
        assert await PEOPLE.find(conn, child.sought, 10) == []
    async with await notify.browser_of("secretary") as browser:
        form = await page(browser, f"/identity/{receipt['reference']}")
        shown = await submit(browser, form, {"purpose": "To see that it is gone."})
        assert "have been erased" in shown.text
    await of_another(notify)
    assert await matched(notify) == []


@pytest.mark.need("J4")
async def test_what_told_of_the_children_is_not_compared_any_more_and_makes_no_second_incident(
    notify: Notify,
) -> None:
    body = a_notification()
    receipt = (await notify.send(body, key="key-00001")).json()
    assert (await notify.send(body, key="key-00001")).json() == receipt
    await erased(notify, receipt["incident_id"])
    for sent in (body, a_notification(outline="Guessed.")):
        answer = await notify.send(sent, key="key-00001")
        assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert len(await notify.facts("notification-submitted")) == 1
