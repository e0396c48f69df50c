"""How whole an authority's notifications are over time, for its systems and its people."""

from datetime import UTC, datetime

import asyncpg
import pytest

from services.notify.notification.wholeness import wholeness
from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.support.axe import assert_accessible, chromium, window
from tests.support.notifications import a_child
from tests.support.page import page
from tests.support.signing_in import cookies_of
from tests.support.statements import Listening, whole_tables_read


async def three_months(notify: Notify) -> None:
    await notify.sent()
    await notify.sent(children=[a_child(education="not_asked"), a_child(education="not_known")])
    await notify.sent(children=[a_child(ethnicity="not_asked", education="not_asked")])
    notify.at(datetime(2026, 6, 2, 9, tzinfo=UTC))
    await notify.sent(partners_told_on=None)


@pytest.mark.need("A6")
async def test_months_medians_and_what_is_missing_most(notify: Notify) -> None:
    await three_months(notify)
    answer = await notify.call("GET", "/completeness?authority=990")
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "authority_code": "990",
        "months": [
            {
                "month": "2026-06",
                "notifications": 1,
                "median_percent": 96,
                "missing": [{"what": "when the partners were told", "notifications": 1}],
            },
            {
                "month": "2026-04",
                "notifications": 3,
                "median_percent": 98,
                "missing": [
                    {"what": "child: education", "notifications": 2},
                    {"what": "child: ethnicity", "notifications": 1},
                ],
            },
        ],
    }
    latest = (await notify.call("GET", "/completeness?authority=990&months=1")).json()
    assert [one["month"] for one in latest["months"]] == ["2026-06"]


@pytest.mark.need("J2")
async def test_another_authority_sees_nothing_of_it(notify: Notify) -> None:
    await notify.sent()
    assert (await notify.call("GET", "/completeness?authority=991")).status_code == 404
    for who, status in (("background", 200), ("ashmere-police", 403)):
        answer = await notify.call("GET", "/completeness?authority=990", who)
        assert answer.status_code == status
    wrong = await notify.call("GET", "/completeness?authority=Ashmere&months=61")
    assert {one["pointer"] for one in wrong.json()["errors"]} == {"/authority", "/months"}


@pytest.mark.need("A6")
async def test_the_page_of_an_authority_and_of_the_staff(notify: Notify) -> None:
    await three_months(notify)
    async with await notify.browser_of("ashmere-data") as browser:
        own = await page(browser, "/completeness")
        assert own.h1 == "How complete the notifications are: Ashmere"
        assert "April 2026 3 98% Child: education (2); Child: ethnicity (1)" in own.text
        await page(browser, "/completeness?authority=991", status=404)
    async with await notify.browser_of("secretary") as browser:
        empty = await page(browser, "/completeness")
        assert empty.h1 == "How complete the notifications are"
        assert "Brackenford" in empty.text
        other = await page(browser, "/completeness?authority=991")
        assert "There was no notification in the last twelve months." in other.text
    looks = "select count(*) from access_log where action = 'read completeness' and object = '990'"
    assert await notify.service.db.pool.fetchval(looks) == 1


async def test_the_pages_are_accessible(notify: Notify) -> None:
    await notify.sent()
    cookies = await cookies_of(notify.service, "administrator")
    paths = ("/completeness?authority=990", "/register?kind=board", "/register/changes")
    async with (
        chromium() as browser,
        window(browser, notify.url, cookies) as shown,
    ):
        for path in (*paths, "/register/authority/909"):
            await shown.goto(f"{notify.url}{path}")
            await assert_accessible(shown)


async def test_the_months_of_one_authority_do_not_read_the_others(
    notify: Notify, infra: Infra
) -> None:
    name = await notify.service.db.pool.fetchval("select current_database()")
    owner = await asyncpg.connect(infra.dsn("notify_owner", name))
    await owner.execute(
        """
        insert into notification (id, reference, status, version, sender, sender_reference,
            authority_code, partnership, content, notified_at, notified_on, occurred_on, aware_on)
        select gen_random_uuid(), 'R' || n, 'in_scope', 1, 's', 'own ' || n, 200 + n % 150, 'p',
            '{"completeness_percent": 90, "missing": []}',
            now() - n * interval '1 minute', current_date, current_date, current_date
        from generate_series(1, 20000) n
        """
    )
    await owner.execute("vacuum analyze notification")
    await owner.close()
    listening = Listening()
    since = datetime(2026, 1, 1, tzinfo=UTC).date()
    await wholeness(listening, "217", since, 5)  # type: ignore[arg-type]
    assert len(listening.asked) == 2
    for statement, given in listening.asked:
        assert await whole_tables_read(notify.service.db, statement, given) == set()
