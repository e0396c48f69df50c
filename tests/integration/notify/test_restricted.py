"""An incident that the desk restricts: staff who are not named do not see it here either."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.envelope import Fact
from contracts.restriction import CaseRestrictedV1, GlassBrokenV1, Ground, RestrictionLiftedV1
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, NOTIFIED_AT, Notify
from tests.integration.notify.test_matching import matched, of_another
from tests.support.notifications import CANARY
from tests.support.page import HTML, page, submit
from tests.support.records import Deliverer

WHY = "A report from another area is to be matched."


async def tell(notify: Notify, receipt: dict[str, Any], *facts: tuple[type[Fact], Any]) -> None:
    consumes = build_consumes(notify.service.keys, IdentityStore(IDENTITY_KEY))
    desk = Deliverer(consumes, notify.service.db, sent_at=NOTIFIED_AT)
    id_ = UUID(receipt["incident_id"])
    for kind, said in facts:
        fact = kind(incident_id=id_, reference=receipt["reference"], **said)
        await desk.give(fact, id_)


RESTRICTED = {
    "ground": Ground.MEDIA,
    "open_to": ("role:chair",),
    "restricted_by": "person:x",
    "restricted_on": NOTIFIED_AT.date(),
    "review_on": NOTIFIED_AT.date(),
}


def glass(minutes_ago: int) -> dict[str, Any]:
    at = NOTIFIED_AT - timedelta(minutes=minutes_ago)
    return {
        "glass_id": uuid4(),
        "broken_by": "person:secretary",
        "broken_at": at,
        "until": at + timedelta(minutes=60),
    }


@pytest.mark.need("J8")
async def test_no_page_shows_a_restricted_incident_to_staff_who_are_not_named(
    notify: Notify,
) -> None:
    one = await notify.sent()
    await of_another(notify, family_name="Moved", given_names="Elsewhere")
    await matched(notify)
    link = await notify.service.db.pool.fetchval("select id from person_link")
    await tell(notify, one, (CaseRestrictedV1, RESTRICTED))
    reference = one["reference"]
    async with await notify.browser_of("secretary") as browser:
        for path in (
            f"/identity/{reference}",
            f"/identity/{reference}/export",
            f"/identity/{reference}/former",
            f"/notifications/{reference}/as-sent",
            f"/matches/{link}",
        ):
            answer = await browser.get(path, headers=HTML)
            assert answer.status_code in (404, 409), (path, answer.status_code)
            assert CANARY not in answer.text
        assert (
            "Open it at the desk first"
            in (await browser.get(f"/identity/{reference}", headers=HTML)).text
        )
        for path in ("/matches?state=linked", "/duplicates", "/thresholds"):
            assert reference not in (await page(browser, path)).text
        form = await page(browser, "/identity")
        sought = await submit(browser, form, {"family_name": CANARY, "purpose": WHY})
        assert reference not in sought.text
    for path in (f"/notifications/{reference}", f"/notifications/{reference}/versions/1"):
        assert (await notify.call("GET", path, "secretary")).status_code == 404
        assert (await notify.call("GET", path)).status_code == 200, "its sender has it as before"
    assert reference not in (await notify.call("GET", "/clocks", "secretary")).text
    async with await notify.browser_of("chair") as browser:
        assert (await browser.get(f"/identity/{reference}")).status_code == 200


@pytest.mark.need("J8")
async def test_who_broke_the_glass_sees_it_for_what_is_left_of_the_hour_and_all_once_it_is_lifted(
    notify: Notify,
) -> None:
    one = await notify.sent()
    path = f"/identity/{one['reference']}"
    lifted = {"lifted_by": "person:x", "lifted_on": NOTIFIED_AT.date()}
    async with await notify.browser_of("secretary") as browser:
        for facts, status in (
            ([(CaseRestrictedV1, RESTRICTED), (GlassBrokenV1, glass(61))], 409),
            ([(GlassBrokenV1, glass(1))], 200),
            ([(GlassBrokenV1, glass(60))], 409),
            ([(GlassBrokenV1, glass(1)), (CaseRestrictedV1, RESTRICTED)], 409),
            ([(GlassBrokenV1, glass(1)), (RestrictionLiftedV1, lifted)], 200),
            ([(CaseRestrictedV1, RESTRICTED)], 409),
        ):
            await notify.service.db.pool.execute("delete from inbox_watermark")
            await tell(notify, one, *facts)
            assert (await browser.get(path, headers=HTML)).status_code == status, facts
