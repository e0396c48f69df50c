"""What every page must be, tried on a site of no consequence."""

import httpx
import pytest
from fastapi import APIRouter

from chassis.web.guard import assert_every_route_is_guarded, unguarded
from chassis.web.sessions import forget_sessions
from tests.integration.web.conftest import SECRET, Running
from tests.support.page import HTML, page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import sign_in, token_of

GOOD = {
    "borrower.name": "Joan",
    "from_day-day": "9",
    "from_day-month": "4",
    "from_day-year": "2026",
    "size": "large",
    "extras[]": ["bell"],
    "place": "north",
    "reasons": "For the fair",
}


async def test_a_person_signs_in_and_comes_back_to_the_page_they_wanted(site: Running) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        answer = await sign_in(browser, f"{site.url}/?page=2", "secretary")
        assert str(answer.url) == f"{site.url}/?page=2"
        assert "Wren Halloway" in answer.text
        cookie = answer.history[-1].headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


async def test_signing_out_ends_the_session_everywhere(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        cookies = dict(browser.cookies)
        shown = await page(browser, "/")
        form = shown.soup.select_one("header form[action='/sign-out']")
        assert form
        token = form.select_one("input")
        assert token
        left = await browser.post("/sign-out", data={"token": token["value"]}, headers=HTML)
        assert left.headers["location"] == "/signed-out"
        async with httpx.AsyncClient(
            base_url=site.url, cookies=cookies, timeout=ANSWER_S_MAX
        ) as thief:
            answer = await thief.get("/", headers=HTML)
            assert answer.headers["location"] == "/sign-in?next=/"


async def test_an_answer_of_the_provider_that_nobody_asked_for_is_refused(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as browser:
        shown = await page(browser, "/sign-in/callback?code=x&state=y", 400)
    assert shown.h1 == "You are not signed in"


@pytest.mark.parametrize("column", ["seen_at", "created_at"])
async def test_a_session_ends_when_idle_or_old(site: Running, column: str) -> None:
    pool = site.bicycles.service.db.pool
    async with await site.browser_of("secretary") as browser:
        assert (await browser.get("/", headers=HTML)).status_code == 200
        await pool.execute(f"update web_session set {column} = {column} - interval '13 hours'")
        assert (await browser.get("/", headers=HTML)).status_code == 303


async def test_of_a_session_of_last_week_no_name_is_kept_whether_anybody_signs_in_or_not(
    site: Running,
) -> None:
    pool = site.bicycles.service.db.pool
    async with await site.browser_of("secretary"), await site.browser_of("chair"):
        await pool.execute(
            "update web_session set created_at = created_at - interval '8 days'"
            " where actor->>'name' = 'Wren Halloway'"
        )
        async with site.bicycles.service.db.begin() as tx:
            assert await forget_sessions(tx.conn) == 1
            assert await forget_sessions(tx.conn) == 0
    left = await pool.fetch(
        "select actor->>'name' as name from web_session where actor is not null"
    )
    assert [row["name"] for row in left] != []
    assert "Wren Halloway" not in [row["name"] for row in left]


async def test_a_form_is_recorded_once_however_often_it_is_sent(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        shown = await page(browser, "/")
        for _click in range(2):
            after = await submit(browser, shown, GOOD)
            assert "Your loan is recorded." in after.text
    [loan] = site.bicycles.loans.values()
    assert (loan.borrower.name, loan.from_day.isoformat(), loan.extras) == (
        "Joan",
        "2026-04-09",
        ["bell"],
    )


async def test_every_wrong_field_is_named_and_what_was_typed_stays(site: Running) -> None:
    wrong = {"from_day-day": "31", "from_day-month": "2", "from_day-year": "2026", "size": "huge"}
    reasons = "These reasons are much too long"
    typed = {"reasons": reasons, "extras[]": ["basket"]}
    async with await site.browser_of("secretary") as browser:
        shown = await submit(browser, await page(browser, "/"), {**wrong, **typed}, status=422)
    assert shown.errors == {
        "borrower-name": "Give an answer.",
        "from_day-day": "There is no 31 February 2026.",
        "size": "Choose one of the answers.",
        "place": "Give an answer.",
        "reasons": "This is longer than 20 characters.",
    }
    assert reasons in shown.text
    assert shown.soup.select_one("input[value=basket][checked]")
    assert shown.soup.select_one("input[name=from_day-day][value='31']")


async def test_a_rule_that_says_no_stands_beside_its_field(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        first = await page(browser, "/")
        shown = await submit(browser, first, {**GOOD, "place": "south"}, status=409)
    assert shown.errors == {"place": "The south is closed. (rule 7)"}


async def test_refusals_and_losses_are_pages_with_their_reason(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        shown = await page(browser, "/")
        token = str(shown.form().select_one("input[name=token]")["value"])  # type: ignore[index]
        headers = {**HTML, "referer": f"{site.url}/"}
        refused = await browser.post("/refuse", data={"token": token}, headers=headers)
        stale = await browser.post("/stale", data={"token": token}, headers=headers)
        lost = await page(browser, "/lost", 404)
        nowhere = await page(browser, "/nowhere", 404)
    assert refused.status_code == 409
    assert "It is out already." in refused.text
    assert "rule 3" in refused.text
    assert "Someone changed this" in stale.text
    assert "There is no such bicycle." in lost.text
    assert nowhere.h1 == "Page not found"


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("0199-not-ours.00", {}),
        (None, {"sec-fetch-site": "cross-site"}),
        (None, {"origin": "https://evil.example"}),
    ],
)
async def test_a_form_that_is_not_ours_changes_nothing(
    site: Running, token: str | None, headers: dict[str, str]
) -> None:
    async with await site.browser_of("secretary") as browser:
        shown = await page(browser, "/")
        own = str(shown.form().select_one("input[name=token]")["value"])  # type: ignore[index]
        data = {**GOOD, "token": own if token is None else token}
        answer = await browser.post("/", data=data, headers={**HTML, **headers})
    assert answer.status_code == 403
    assert not site.bicycles.loans


async def test_a_token_of_another_session_is_worth_nothing(site: Running) -> None:
    async with (
        await site.browser_of("secretary") as one,
        await site.browser_of("secretary-2") as other,
    ):
        shown = await page(one, "/")
        token = str(shown.form().select_one("input[name=token]")["value"])  # type: ignore[index]
        answer = await other.post("/", data={**GOOD, "token": token}, headers=HTML)
    assert answer.status_code == 403


async def test_a_role_without_the_permission_is_turned_away(site: Running) -> None:
    async with await site.browser_of("analyst") as browser:
        shown = await page(browser, "/", 403)
        away = await page(browser, "/nowhere", 404)
    assert "Your role may not do this." in shown.text
    assert "Go to the first page" not in shown.links, "it leads to itself"
    assert away.links["Go to the first page"] == "/"


async def test_a_fault_of_ours_tells_nothing_and_keeps_the_headers(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as browser:
        answer = await browser.get("/broken", headers=HTML)
    assert answer.status_code == 500
    assert "canary" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_pages_are_never_kept_and_static_files_are(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        shown = await browser.get("/", headers=HTML)
        style = await browser.get("/static/cspr.css")
    assert shown.headers["cache-control"] == "no-store"
    assert style.headers["cache-control"] == "public, max-age=86400"
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_a_machine_shows_a_token_with_a_role_that_may(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as machine:
        nothing = await machine.get("/v1/count")
        assert (nothing.status_code, nothing.json()["code"]) == (401, "not-signed-in")
        token = await token_of(site.issuer, "ashmere-case-system", SECRET)
        headers = {"authorization": f"Bearer {token}"}
        assert (await machine.get("/v1/count", headers=headers)).json() == {"loans": 0}
        broken = {"authorization": f"Bearer {token[:-6]}AAAAAA"}
        assert (await machine.get("/v1/count", headers=broken)).status_code == 401
        token = await token_of(site.issuer, "ashmere-partnership-system", SECRET)
        other = await machine.get("/v1/count", headers={"authorization": f"Bearer {token}"})
        assert other.json()["code"] == "forbidden"


async def test_a_route_that_does_not_say_who_may_use_it_is_found(site: Running) -> None:
    app = site.bicycles.app
    assert_every_route_is_guarded(app)

    included = APIRouter()

    @included.get("/left-open")
    async def left_open() -> None: ...

    app.include_router(included)
    assert unguarded(app) == ["['GET'] /left-open"]


@pytest.mark.need("K3")
async def test_every_page_leads_to_a_statement_that_says_what_was_tested_and_how_to_complain(
    site: Running,
) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as anyone:
        missing = await page(anyone, "/nowhere", 404)
        assert missing.links["Accessibility"] == "/accessibility"
        shown = await page(anyone, "/accessibility")
        assert "partially compliant" in shown.text
        assert "checked by axe-core" in shown.text
        assert "an answer within 5 working days" in shown.text
        contact = "accessibility@panel.example"
        assert shown.links[contact] == f"mailto:{contact}"
        assert "Equality Advisory and Support Service" in shown.text
