"""What was sent: the list, one notification, the file, the partner's page, the form as it was sent."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from deploy.local.people import BY_SUB
from services.notify.web import mine
from services.notify.web.table_files import as_csv
from tests.integration.notify.conftest import NOTIFIED_AT, Notify
from tests.support.form_walk import begin, fill, send
from tests.support.notifications import CANARY, NHS_NUMBER, a_child
from tests.support.page import HTML, page, submit

NOTIFIER, POLICE = "ashmere-data", "ashmere-police"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.mark.need("A7")
async def test_what_was_sent_is_listed_with_its_clock_and_whose_word_is_awaited(
    notify: Notify,
) -> None:
    first = await notify.sent(sender_reference="ASH-1", positions=[])
    await notify.sent(
        sender_reference="ASH-2",
        aware_on="2026-04-09",
        occurred_on="2026-04-09",
        partners_told_on="2026-04-09",
        positions=[],
    )
    async with await notify.browser_of(NOTIFIER) as browser:
        listed = await page(browser, "/notifications")
        assert "2 found" in listed.text
        assert "3 working days late, due 7 April 2026" in listed.text
        assert "In time, due 16 April 2026" in listed.text
        found = await page(browser, "/notifications?own=ASH-1&state=in_scope")
        assert "1 found" in found.text
        assert (
            "Integrated care board: position on notifying; Police: position on notifying"
            in found.text
        )
        assert found.links[first["reference"]] == f"/notifications/{first['reference']}"
        assert "Nothing was found." in (await page(browser, "/notifications?state=withdrawn")).text


@pytest.mark.need("A7", "J2")
async def test_others_do_not_see_it(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    async with await notify.browser_of("brackenford-data") as browser:
        assert "Nothing was found." in (await page(browser, "/notifications")).text
        for more in ("", "/as-sent", "/versions/1"):
            await page(browser, f"/notifications/{reference}{more}", status=404)
        assert reference not in (await browser.get("/notifications.csv", headers=HTML)).text


async def moved(notify: Notify, partnership: str) -> None:
    """The authority is in another partnership from now on; what was notified before stays where it was."""
    await notify.service.db.pool.execute(
        """
        update register_announced
        set fact = jsonb_set(fact, '{authority_codes}', case when fact->>'slug' = $1
            then fact->'authority_codes' || '["990"]' else (fact->'authority_codes') - '990' end)
        where fact ? 'authority_codes'
        """,
        partnership,
    )


@pytest.mark.need("A7", "J2")
async def test_a_partnership_lists_what_it_has_wherever_the_authority_is_today(
    notify: Notify,
) -> None:
    reference = (await notify.sent())["reference"]
    await moved(notify, "brackenford")
    for sub, words in ((POLICE, "1 found"), ("brackenford-police", "Nothing was found.")):
        async with await notify.browser_of(sub) as browser:
            assert words in (await page(browser, "/notifications")).text
            told = (await browser.get("/notifications.csv", headers=HTML)).text
            assert (reference in told) is (sub == POLICE)


async def test_who_speaks_for_every_authority_lists_them_all(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notify.sent()
    anyone = replace(BY_SUB[NOTIFIER], authorities=("*",), organisation="national")
    monkeypatch.setitem(BY_SUB, NOTIFIER, anyone)  # type: ignore[arg-type]
    async with await notify.browser_of(NOTIFIER) as browser:
        assert "1 found" in (await page(browser, "/notifications")).text


async def test_a_list_that_is_cut_says_so_and_its_state_is_looked_for_among_all(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "LISTED_MAX", 1)
    first = (await notify.sent(sender_reference="ASH-1"))["reference"]
    withdrawal = {"reason": "It was another's."}
    await notify.call("POST", f"/notifications/{first}/withdrawal", json=withdrawal)
    notify.at(NOTIFIED_AT + timedelta(minutes=1))
    await notify.sent(sender_reference="ASH-2")
    async with await notify.browser_of(NOTIFIER) as browser:
        cut = await page(browser, "/notifications")
        assert "only the latest 1 are listed" in cut.text
        assert "ASH-1" not in cut.text
        whole = await page(browser, "/notifications?state=withdrawn")
        assert "ASH-1" in whole.text
        assert "only the latest" not in whole.text
        for query, told in (("", "cut: the latest 1 alone"), ("?state=withdrawn", "whole")):
            answer = await browser.get(f"/notifications.csv{query}", headers=HTML)
            [line] = csv.DictReader(io.StringIO(answer.text))
            assert line["list"] == told


@pytest.mark.need("A7", "J1")
async def test_the_file_tells_no_child_and_that_it_was_taken_is_written_down(
    notify: Notify,
) -> None:
    receipt = await notify.sent(sender_reference="=cmd|' /C calc'!A0")
    async with await notify.browser_of(NOTIFIER) as browser:
        answer = await browser.get("/notifications.csv", headers=HTML)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="made-up-notifications.csv"'
    )
    [line] = csv.DictReader(io.StringIO(answer.text))
    assert (line["reference"], line["state"]) == (receipt["reference"], "in_scope")
    assert line["own reference"].startswith("'=")
    assert (line["marking"], line["made up data"]) == ("OFFICIAL-SENSITIVE", "yes")
    for told in (CANARY, NHS_NUMBER, "Sorrel Yard", "2025-10-20"):
        assert told not in answer.text
    rows = await notify.service.db.pool.fetch("select actor, action from access_log")
    assert ("person:ashmere-data", "exported 1 notifications") in [tuple(r) for r in rows]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    [[cell], [own]] = list(csv.reader(io.StringIO(as_csv(["a"], [{"a": text}, {"a": "ASH-1"}]))))[
        1:
    ]
    assert (cell, own) == (f"'{text}", "ASH-1")


@pytest.mark.need("A7", "A3")
async def test_one_notification_shows_its_sends_one_by_one_and_its_versions(notify: Notify) -> None:
    areas = [{"role": "residence", "authority_code": "991"}]
    reference = (await notify.sent(other_areas=areas))["reference"]
    amendment = {"aware_on": "2026-03-30", "reason": "The date was another."}
    await notify.call("POST", f"/notifications/{reference}/amendments", json=amendment)
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, f"/notifications/{reference}")
        for told in ("Department for Education", "Ofsted", "Brackenford", "Aware on 30 March 2026"):
            assert told in shown.text
        before = await page(browser, shown.links["Version 1"])
        assert "Aware on 27 March 2026" in before.text
        await page(browser, f"/notifications/{reference}/versions/9", status=404)


@pytest.mark.need("A2")
async def test_a_partner_differs_on_the_page_behind_the_link(notify: Notify) -> None:
    reference = (await notify.sent(positions=[]))["reference"]
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(POLICE) as police,
        await notify.browser_of("brackenford-police") as elsewhere,
    ):
        shown = await page(browser, f"/notifications/{reference}")
        link = f"{notify.url}/notifications/{reference}/position"
        assert shown.links[link] == link
        asked = await page(police, link)
        wrong = await submit(police, asked, {"position": "disagreed"}, status=422)
        assert wrong.errors == {"reason": "Say why you do not agree."}
        said = await submit(police, wrong, {"reason": "It may have been an accident."})
        assert "Police Disagrees 10 April 2026 Itself" in said.text
        other = {"partner": "police", "position": "agreed", **told_on(9)}
        kept = await submit(browser, await page(browser, link), other, status=409)
        assert "Police: it stated its position itself." in kept.errors["position"]
        assert "Police: position" not in said.text
        await page(elsewhere, link, status=404)
        assert "1 found" in (await page(police, "/notifications")).text
    [fact] = await notify.facts("notifying-position-recorded")
    assert (fact["position"]["partner"], fact["position"]["position"]) == ("police", "disagreed")
    assert "accident" not in str(fact)


def told_on(day: int, month: int = 4) -> dict[str, str]:
    return {"stated_on-day": str(day), "stated_on-month": str(month), "stated_on-year": "2026"}


@pytest.mark.need("A2")
async def test_an_authority_records_what_a_partner_told_it_and_on_which_day(notify: Notify) -> None:
    reference = (await notify.sent(positions=[]))["reference"]
    path = f"/notifications/{reference}"
    async with await notify.browser_of(NOTIFIER) as browser:
        link = (await page(browser, path)).links["Record what the partners say"]
        asked = await page(browser, link)
        assert asked.h1 == "What do the partners say?"
        assert "We agree" not in asked.text
        said = {"partner": "health", "position": "disagreed"}
        undated = await submit(browser, asked, said, status=422)
        year = {**told_on(9), "stated_on-year": "26"}
        old = await submit(browser, undated, {**said, **year}, status=422)
        assert old.errors == {"stated_on-day": "Give a date after 1990."}
        assert undated.errors == {"stated_on-day": "Enter the day on which it told you."}
        for day, month, why in ((11, 4, "in the future"), (25, 3, "before the incident")):
            wrong = await submit(browser, undated, told_on(day, month), status=409)
            assert why in wrong.errors["stated_on-day"]
        done = await submit(browser, undated, told_on(9))
        assert "Integrated care board Disagrees 9 April 2026 Reported by the authority" in done.text
        assert "The position is recorded. Integrated care board: Disagrees." in done.text
        assert "The position is recorded" not in (await page(browser, path)).text
        forged = await page(browser, f"{path}?said=police")
        assert "The position is recorded" not in forged.text
        for partner in ("police", "authority"):
            await submit(browser, asked, {"partner": partner, "position": "agreed", **told_on(9)})
        assert "Correct what the partners said" in (await page(browser, path)).links


@pytest.mark.need("A2")
async def test_who_has_said_it_reads_that_it_is_recorded_and_is_not_asked_again(
    notify: Notify,
) -> None:
    reference = (await notify.sent(positions=[]))["reference"]
    path = f"/notifications/{reference}"
    async with await notify.browser_of(POLICE) as police:
        asked = await page(police, f"{path}/position")
        assert "We agree" in asked.text
        done = await submit(police, asked, {"position": "agreed"})
        assert "The position is recorded. Police: Agrees." in done.text
        assert "Say whether you agree that this is notified" not in done.links
        assert done.links["Change your position on notifying"] == f"{path}/position"


@pytest.mark.need("A2")
async def test_of_one_that_is_withdrawn_nobody_is_asked_whether_they_agree(notify: Notify) -> None:
    reference = (await notify.sent(positions=[]))["reference"]
    body = {"reason": "The criteria were not met."}
    await notify.call("POST", f"/notifications/{reference}/withdrawal", json=body)
    async with await notify.browser_of(POLICE) as police:
        refused = await page(police, f"/notifications/{reference}/position", status=409)
    assert "The notification is withdrawn." in refused.text


@pytest.mark.need("A7")
async def test_the_pages_name_the_two_references_and_say_days_as_people_do(notify: Notify) -> None:
    children = [a_child(nhs_number=None)]
    reference = (await notify.sent(sender_reference="ASH-1", children=children))["reference"]
    async with await notify.browser_of(POLICE) as police:
        for path in ("/notifications", f"/notifications/{reference}"):
            assert "The authority's own reference" in (await page(police, path)).text
    async with await notify.browser_of(NOTIFIER) as browser:
        listed = await page(browser, "/notifications")
        shown = await page(browser, f"/notifications/{reference}?sent=1")
        whole = await page(browser, "/completeness")
    assert listed.h1 == "My notifications"
    assert listed.links["My notifications"] == "/notifications"
    assert "All states" in listed.text
    assert "ASH-1 10 April 2026" in listed.text
    assert f"Case reference {reference}" in shown.text
    assert "Your own reference ASH-1" in shown.text
    assert "Your reference" not in shown.text
    assert "Child 1: NHS number" in shown.text
    assert "Child: NHS number (1)" in whole.text
    for told in (listed, shown, whole):
        assert not ISO_DAY.search(told.text)


@pytest.mark.need("A2")
async def test_a_partner_speaks_for_itself_alone(notify: Notify) -> None:
    reference = (await notify.sent(positions=[]))["reference"]
    async with await notify.browser_of(POLICE) as police:
        asked = await page(police, f"/notifications/{reference}/position")
        forged = {"partner": "health", "position": "agreed"}
        await submit(police, asked, forged, status=403)
    assert await notify.facts("notifying-position-recorded") == []


async def test_the_form_reads_as_it_was_sent_without_who_the_child_is(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        sent = await send(browser, draft)
        pool = notify.service.db.pool
        stored = await pool.fetchrow("select form_version, questions, answers from form_sent")
        assert CANARY not in str(dict(stored))
        assert "healing fractures" not in str(dict(stored))
        changed = [
            {**one, "title": "As it was asked then"} if one["name"] == "dates" else one
            for one in stored["questions"]
        ]
        await pool.execute("update form_sent set questions = $1", changed)
        shown = await page(browser, sent.links["The form as it was sent"])
        assert "As it was asked then" in shown.text  # and not as the form is today
        assert "healing fractures" in shown.text
        assert "Given, and kept apart" in shown.text
        assert "on 10 April 2026. This is the form as it stood on that day." in shown.text
        assert shown.text.endswith(f"For support: {stored['form_version']}")
        for told in (CANARY, NHS_NUMBER, "20 October 2025"):
            assert told not in shown.text
        await pool.execute("delete from sealing_key")
        erased = await page(browser, shown.address)
        assert "The words of this notification were erased." in erased.text
    for sub in ("administrator", POLICE):
        async with await notify.browser_of(sub) as browser:
            assert (await browser.get(shown.address, headers=HTML)).status_code == 403
            seen = await page(browser, shown.address.removesuffix("/as-sent"))
            assert "The form as it was sent" not in seen.links
    rows = await pool.fetch("select actor from access_log where action = 'read the form as sent'")
    assert {row["actor"] for row in rows} == {f"person:{NOTIFIER}"}


@pytest.mark.parametrize(
    ("sub", "first"),
    [
        (NOTIFIER, "Notify a serious incident"),
        (POLICE, "Notify a serious incident"),
        ("secretary", "Find a child"),
    ],
)
async def test_each_begins_on_the_page_that_is_theirs(notify: Notify, sub: str, first: str) -> None:
    async with await notify.browser_of(sub) as browser:
        shown = await page(browser, "/")
        assert shown.h1 == first
        for words, address in shown.links.items():
            if address.startswith("/") and words != "Skip to main content":
                await page(browser, address)
