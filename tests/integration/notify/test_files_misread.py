"""A file of which much can not be read: it is told bit by bit, and the service goes on meanwhile."""

import asyncio
import threading
from datetime import date

import pytest

from services.notify.files import handlers
from services.notify.files.handlers import LINES_AT_ONCE
from services.notify.files.outcomes import misread
from services.notify.files.store import Line
from supplier.cspr_supplier.items import Item
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_files import WHO, counted, notified, upload
from tests.support.files import a_row, a_table
from tests.support.page import page
from tests.support.until import until

HELD = 2 * LINES_AT_ONCE
WRONG = [
    a_row(sender_reference=f"WRONG-{n}", child_date_of_birth="31/02/2026") for n in range(HELD + 50)
]
CONTENT = a_table(*WRONG, a_row(sender_reference="GOOD"))
TOLD = "select count(distinct item) from file_result"


async def test_what_can_not_be_read_is_kept_bit_by_bit_while_others_are_served(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def held(number: int, item: Item, raw: bytes, today: date) -> list[Line]:
        assert number < HELD or go_on.wait(5)
        return misread(number, item, raw, today)

    async def some_are_told() -> bool:
        return bool(await notify.service.db.pool.fetchval(TOLD) == HELD)

    monkeypatch.setattr(handlers, "misread", held)
    sending = asyncio.create_task(upload(notify, CONTENT))
    await until("the first of them to be told", some_are_told, 4)
    assert (await notify.http.get("/live")).status_code == 200
    go_on.set()
    shown = counted(await sending)
    assert (shown["Taken"], shown["Not taken"]) == ("1", str(len(WRONG)))


async def test_a_process_that_ends_between_two_bits_does_no_harm(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = notify.service.db.pool

    def ends(number: int, item: Item, raw: bytes, today: date) -> list[Line]:
        if number >= HELD:
            raise MemoryError
        return misread(number, item, raw, today)

    with monkeypatch.context() as patched:
        patched.setattr(handlers, "misread", ends)
        begun = await upload(notify, CONTENT)
    assert await pool.fetchval(TOLD) == HELD
    assert await notified(notify) == []
    await pool.execute("update file_upload set touched_at = touched_at - interval '2 minutes'")
    async with await notify.browser_of(WHO) as browser:
        assert "Send the same file again" in (await page(browser, begun.address)).text
    shown = counted(await upload(notify, CONTENT))
    assert (shown["Taken"], shown["Not taken"]) == ("1", str(len(WRONG)))
    assert await notified(notify) == ["GOOD"]
