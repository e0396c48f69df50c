"""Search, export, comparison and audit of who the children are: with a purpose, written down, looked at."""

import csv
import io
import json
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_matching import matched, of_another
from tests.support.axe import assert_accessible, chromium, window
from tests.support.notifications import CANARY, NHS_NUMBER, a_child
from tests.support.page import Page, page, submit
from tests.support.signing_in import cookies_of

WHY = "A report from another area is to be matched."
LOG = "select actor, roles, action, object, purpose from access_log order by position"
SECRETARY = ("person:secretary", ["secretary"])


async def logged(notify: Notify) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await notify.service.db.pool.fetch(LOG)]


def born(day: str, month: str, year: str) -> dict[str, str]:
    return {
        "date_of_birth-day": day,
        "date_of_birth-month": month,
        "date_of_birth-year": year,
    }


@pytest.mark.need("J1")
async def test_a_child_is_found_by_each_whole_value_and_by_all_that_are_given(
    notify: Notify,
) -> None:
    one = (await notify.sent())["reference"]
    other = (
        await notify.sent(children=[a_child(family_name="O'Nuala-Reed", nhs_number="9990000018")])
    )["reference"]
    sought: list[tuple[dict[str, str], str, list[str]]] = [
        ({"family_name": "onuala reed"}, "family name", [other]),
        ({"given_names": "PEREGRINE  Ottoline"}, "given names", [one, other]),
        (born("20", "10", "2025"), "date of birth", [one, other]),
        ({"nhs_number": "999 000-1235"}, "NHS number", [one]),
        (
            {"family_name": CANARY, **born("20", "10", "2025")},
            "family name and date of birth",
            [one],
        ),
        ({"family_name": CANARY, "nhs_number": "9990000018"}, "family name and NHS number", []),
        ({"family_name": CANARY[:5]}, "family name", []),
    ]
    async with await notify.browser_of("secretary") as browser:
        for values, _, found in sought:
            form = await page(browser, "/identity")
            shown = await submit(browser, form, {**values, "purpose": WHY})
            assert [words for words in shown.links if words.startswith("CSPR")] == found, values
            assert f"{len(found)} found" in shown.text
    assert await logged(notify) == [
        (*SECRETARY, f"searched by {by}", reference, WHY)
        for _, by, found in sought
        for reference in found or ["nothing found"]
    ]


async def test_a_search_for_nothing_or_for_no_number_is_answered_beside_the_field(
    notify: Notify,
) -> None:
    async with await notify.browser_of("secretary") as browser:
        form = await page(browser, "/identity")
        nothing = await submit(browser, form, {"purpose": WHY}, status=422)
        assert nothing.errors == {"family_name": "Enter a name, a date of birth or an NHS number."}
        wrong = {"nhs_number": "12", **born("31", "2", "2025"), "purpose": "a\0\x1bb"}
        refused = await submit(browser, form, wrong, status=422)
        assert set(refused.errors) == {"nhs_number", "date_of_birth-day", "purpose"}
    assert await logged(notify) == []


async def exported(notify: Notify, browser: httpx.AsyncClient, reference: str, kind: str) -> Any:
    form = await page(browser, f"/identity/{reference}/export")
    values = {"lawful_purpose": "court_order", "file_format": kind, "purpose": "Order of 9 April."}
    token = form.form().select_one("input[name=token]")
    assert token
    return await browser.post(
        f"/identity/{reference}/export",
        data={**values, "token": str(token["value"])},
        headers={"sec-fetch-site": "same-origin"},
    )


@pytest.mark.need("J1")
async def test_identities_are_exported_for_a_purpose_that_the_law_names(notify: Notify) -> None:
    reference = (await notify.sent(children=[a_child(), a_child(family_name="=1+1")]))["reference"]
    async with await notify.browser_of("secretary") as browser:
        form = await page(browser, f"/identity/{reference}/export")
        refused = await submit(browser, form, {"purpose": "no"}, status=422)
        assert set(refused.errors) == {"purpose", "lawful_purpose", "file_format"}
        assert await logged(notify) == []
        answers = {
            kind: await exported(notify, browser, reference, kind) for kind in ("csv", "json")
        }
    for kind, answer in answers.items():
        named = answer.headers["content-disposition"]
        assert named == f'attachment; filename="made-up-identities-{reference}.{kind}"'
    rows = list(csv.DictReader(io.StringIO(answers["csv"].text)))
    assert [row["family_name"] for row in rows] == [CANARY, "'=1+1"]
    assert (rows[0]["nhs_number"], rows[0]["marking"]) == (NHS_NUMBER, "OFFICIAL-SENSITIVE")
    whole = json.loads(answers["json"].text)
    assert [child["family_name"] for child in whole["children"]] == [CANARY, "=1+1"]
    assert (whole["lawful_purpose"], whole["made_up_data"]) == ("court_order", True)
    assert await logged(notify) == [
        (
            *SECRETARY,
            f"exported identities as {kind}",
            reference,
            "An order of a court. Order of 9 April.",
        )
        for kind in ("csv", "json")
    ]


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["ashmere-council", "member-health", "analyst", "administrator"])
async def test_nobody_else_exports_compares_or_finds(notify: Notify, sub: str) -> None:
    reference = (await notify.sent())["reference"]
    async with await notify.browser_of(sub) as browser:
        for path in ("/identity", f"/identity/{reference}/export", "/matches"):
            answer = await browser.get(path, headers={"accept": "text/html"})
            assert answer.status_code == 403, path
            assert CANARY not in answer.text


async def decided(browser: httpx.AsyncClient, compared: Page, **values: str) -> Page:
    return await submit(browser, compared, values, action="/decision")


@pytest.mark.need("J1")
async def test_a_person_compares_and_decides_and_may_say_otherwise_later(notify: Notify) -> None:
    first = (await notify.sent())["reference"]
    second = (await of_another(notify, nhs_number=None))["reference"]
    await matched(notify)
    async with await notify.browser_of("secretary") as browser:
        listed = await page(browser, "/matches")
        assert CANARY not in listed.text
        asked = await page(browser, listed.links[f"{first} and {second}"])
        assert CANARY not in asked.text
        compared = await submit(browser, asked, {"purpose": WHY}, action=asked.address[-36:])
        assert compared.text.count(CANARY) == 2
        wrong = await submit(browser, compared, {}, action="/decision", status=422)
        assert set(wrong.errors) == {"answer", "reason"}
        said = await decided(browser, wrong, answer="same", reason="The address is the same.")
        assert "Taken to be one child, as a person decided" in said.text
        shown = await submit(browser, await page(browser, f"/identity/{first}"), {"purpose": WHY})
        assert shown.links[second] == f"/identity/{second}"
        again = await submit(browser, said, {"purpose": WHY}, action=said.address[-36:])
        said = await decided(browser, again, answer="apart", reason="They are cousins.")
        assert "Not the same child, as a person decided" in said.text
        assert "There are none." in (await page(browser, "/matches")).text
        apart = await page(browser, "/matches?state=apart")
        assert apart.links[f"{first} and {second}"] == f"/matches/{said.address[-36:]}"
    linked = await notify.facts("persons-linked", "persons-unlinked")
    assert [(one["name"], one["reference"], one["basis"]) for one in linked] == [
        (name, reference, "decided")
        for name in ("persons-linked", "persons-unlinked")
        for reference in (first, second)
    ]
    rows = [row[2:] for row in await logged(notify) if row[3] == second]
    assert rows == [
        ("saw a match", second, None),
        ("compared children", second, WHY),
        ("compared children", second, WHY),
        ("decided: the same child", second, "The address is the same."),
        ("saw a match", second, None),
        ("compared children", second, WHY),
        ("decided: not the same child", second, "They are cousins."),
        ("saw a match", second, None),
    ]
    lists = [row[2:] for row in await logged(notify) if row[2] == "listed matches"]
    assert lists == [("listed matches", at, None) for at in ("proposed", "proposed", "apart")]


async def test_matches_of_one_moment_are_all_on_some_page(notify: Notify) -> None:
    first, second = await notify.sent(), await notify.sent()
    await notify.service.db.pool.execute(
        """
        insert into person_link (id, first_person, second_person, first_incident, second_incident,
            status, basis, by_person, changed_at, changed_by)
        select gen_random_uuid(), least(one, two), greatest(one, two), $1, $2, 'proposed',
            'nhs_number', false, '2026-04-10 15:45:00.123456+00', 'system:notify'
        from (select gen_random_uuid() as one, gen_random_uuid() as two from generate_series(1, 120))
        """,
        first["incident_id"],
        second["incident_id"],
    )
    seen: set[object] = set()
    async with await notify.browser_of("secretary") as browser:
        shown = await page(browser, "/matches")
        for _ in range(3):
            seen |= {link["href"] for link in shown.soup.select("tbody a")}
            if "Older" in shown.links:
                shown = await page(browser, shown.links["Older"])
        for odd in ("cursor=x", "cursor=%00", f"cursor={'A' * 9999}"):
            assert (await browser.get(f"/matches?{odd}")).status_code == 422
    assert len(seen) == 120


@pytest.mark.need("J1")
async def test_the_data_protection_lead_reads_who_looked_and_is_written_down_too(
    notify: Notify,
) -> None:
    one, other = [(await notify.sent())["reference"] for _ in range(2)]
    await notify.call("GET", f"/notifications/{one}/versions/1", "ashmere-police")
    async with await notify.browser_of("secretary") as browser:
        for reference in (one, other):
            form = await page(browser, f"/identity/{reference}")
            await submit(browser, form, {"purpose": WHY})
    async with await notify.browser_of("data-protection") as browser:
        first = await page(browser, "/")
        assert first.h1 == "Who looked at what"
        assert first.text.count("saw identity") == 2
        of_one = await page(browser, f"/audit?reference={one.lower()}&person=")
        assert of_one.text.count(one) == 3
        assert other not in of_one.text
        of_person = await page(browser, "/audit?person=secretary")
        assert "ashmere-police" not in of_person.text
        assert of_person.text.count(WHY) == 2
        refused = await submit(browser, of_one, {}, action="/export", status=422)
        assert set(refused.errors) == {"purpose"}
        token = of_one.soup.select_one("input[name=token]")
        assert token
        file = await browser.post(
            "/audit/export",
            data={"reference": one, "person": "", "purpose": WHY, "token": str(token["value"])},
            headers={"sec-fetch-site": "same-origin"},
        )
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [
        (row["actor"], row["roles"], row["action"]) for row in rows if row["purpose"] == WHY
    ] == [("person:secretary", "secretary", "saw identity")]
    mine = [row[2:] for row in await logged(notify) if row[0] == "person:data-protection"]
    assert mine == [
        ("read the audit", "everything", None),
        ("read the audit", one, None),
        ("read the audit", "person secretary", None),
        ("read the audit", "everything", None),
        ("exported the audit", one, WHY),
    ]


@pytest.mark.need("J1")
async def test_what_was_read_on_a_page_is_found_by_its_reference(notify: Notify) -> None:
    one = (await notify.sent())["reference"]
    async with await notify.browser_of("ashmere-data") as browser:
        for more in ("", "/versions/1", "/as-sent"):
            await browser.get(f"/notifications/{one}{more}", headers={"accept": "text/html"})
    async with await notify.browser_of("data-protection") as browser:
        shown = await page(browser, f"/audit?reference={one.lower()}")
        assert shown.text.count("ashmere-data") == 2
        assert shown.text.count("read notification, version 1") == 1


@pytest.mark.need("J1")
async def test_what_has_no_reference_is_found_as_it_stands_in_the_log(notify: Notify) -> None:
    draft = f"draft {uuid7()}"
    await notify.service.db.pool.execute(
        "insert into access_log (business_at, actor, roles, action, object, allowed)"
        " values (now(), 'person:secretary', '{secretary}', 'looked', $1, true)",
        draft,
    )
    async with await notify.browser_of("data-protection") as browser:
        shown = await page(browser, f"/audit?reference={draft}")
        assert f"secretary secretary looked {draft}" in shown.text


async def test_the_audit_is_read_page_by_page(notify: Notify) -> None:
    await notify.service.db.pool.execute(
        "insert into access_log (business_at, actor, roles, action, object, allowed)"
        " select now(), 'person:secretary', '{secretary}', 'look ' || n, 'X', true"
        " from generate_series(1, 120) n"
    )
    seen: list[str] = []
    async with await notify.browser_of("administrator") as browser:
        shown = await page(browser, "/audit?reference=X&person=secretary")
        for _ in range(3):
            seen += [row.select("td")[3].text.strip() for row in shown.soup.select("tbody tr")]
            if "Older" in shown.links:
                shown = await page(browser, shown.links["Older"])
        for odd in ("reference=%00", "person=%00", "before=0", f"before={2**64}"):
            assert (await browser.get(f"/audit?{odd}")).status_code == 422
    assert seen == [f"look {n}" for n in range(120, 0, -1)]


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["secretary", "chair", "ashmere-council", "analyst"])
async def test_nobody_else_reads_the_audit(notify: Notify, sub: str) -> None:
    async with await notify.browser_of(sub) as browser:
        answer = await browser.get("/audit", headers={"accept": "text/html"})
        assert answer.status_code == 403


async def test_each_kind_of_page_is_accessible(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    await of_another(notify, nhs_number=None)
    await matched(notify)
    link = await notify.service.db.pool.fetchval("select id from person_link")
    staff = await cookies_of(notify.service, "secretary")
    lead = await cookies_of(notify.service, "data-protection")
    async with chromium() as browser:
        async with window(browser, notify.url, staff) as shown:
            for name, path in (
                ("search", "/identity"),
                ("export", f"/identity/{reference}/export"),
                ("matches", "/matches"),
                ("match", f"/matches/{link}"),
            ):
                await shown.goto(f"{notify.url}{path}")
                await assert_accessible(shown)
                await shown.screenshot(path=f"build/identity-{name}.png", full_page=True)
            await shown.fill("#purpose", WHY)
            await shown.click("main button")
            await assert_accessible(shown)
            await shown.click("main button")
            await assert_accessible(shown)
            await shown.screenshot(path="build/identity-compared.png", full_page=True)
        async with window(browser, notify.url, lead) as shown:
            await shown.goto(f"{notify.url}/audit")
            await assert_accessible(shown)
            await shown.screenshot(path="build/identity-audit.png", full_page=True)
