"""One's own partnership beside its peers, from the facts to the page and the API."""

from datetime import date
from uuid import uuid4

import pytest

from chassis.clock import set_clock
from contracts.register import Organisation, PartnershipRegisteredV1
from services.analytics.facts import Told
from tests.integration.analytics.conftest import NOW, Analytics
from tests.support.page import page
from tests.unit.analytics.told import notified, reviewed

WEST = ("E12000005", "West Midlands")


def partnership(slug: str, code: str, ended: date | None = None) -> Told:
    """A partnership of one authority."""
    told = PartnershipRegisteredV1(
        slug=slug,
        name=f"{slug.capitalize()} Partnership",
        authority_codes=(code,),
        region_code=WEST[0],
        region_name=WEST[1],
        organisations=(Organisation(code=code, partner="authority", name=slug, mailbox=None),),
        valid_from=date(2020, 4, 1),
        valid_to=ended,
    )
    return uuid4(), told


def reviews() -> list[Told]:
    """Ashmere and eight more, each with four rapid reviews, of which as many in time as its number."""
    told: list[Told] = []
    for n in range(9):
        code = str(990 + n)
        slug = "ashmere" if n == 0 else f"peer{n}"
        told.append(partnership(slug, code))
        for one in range(4):
            case = 10 * n + one + 1
            late = 0 if one < n else 3
            told += [
                notified(case, "2026-04-01", (code, slug, *WEST)),
                reviewed(case, "2026-05-06", late=late),
            ]
    return [*told, partnership("gone", "980", date(2026, 3, 31))]


@pytest.mark.need("E3")
async def test_a_partnership_sees_itself_beside_its_peers_and_no_peer_by_name(
    analytics: Analytics,
) -> None:
    for one in reviews():
        await analytics.tell([one])
    answer = await analytics.get("/benchmark/ashmere", "ashmere-manager")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    row = next(one for one in said["indicators"] if one["code"] == "reviews_on_time")
    assert (row["own"], row["peers_middle"], row["peers_counted"]) == ("0", "100", "9")
    assert "peer1" not in answer.text
    assert "not a performance measure" in answer.text
    assert (await analytics.get("/benchmark/peer1", "ashmere-manager")).status_code == 404
    assert (await analytics.get("/benchmark/peer1", "secretary")).status_code == 200
    async with await analytics.browser_of("ashmere-manager") as browser:
        listed = await page(browser, "/benchmark")
        assert "Ashmere Partnership" in listed.text
        assert "Peer1" not in listed.text
        shown = await page(browser, "/benchmark/ashmere")
        assert "Rapid reviews received in time" in shown.text
        assert (await browser.get("/benchmark/peer1")).status_code == 404
    async with await analytics.browser_of("secretary") as browser:
        assert "Gone Partnership" not in (await page(browser, "/benchmark")).text


async def test_the_window_ends_where_the_figures_end(analytics: Analytics) -> None:
    """A data set of a version says the same on any day."""
    for one in reviews():
        await analytics.tell([one])
    before = (await analytics.get("/benchmark/ashmere", "ashmere-manager")).json()
    clock_file = analytics.service.settings.clock_file
    assert clock_file, "the clock is simulated"
    set_clock(clock_file, NOW.replace(year=NOW.year + 6))
    assert (await analytics.get("/benchmark/ashmere", "ashmere-manager")).json() == before
