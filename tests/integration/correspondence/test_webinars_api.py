"""Webinars, news and packs for programs: what is public is read by anyone, what staff keep by staff."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.http_pack import PackChoices, PackShown
from services.correspondence.web.api import examples
from tests.integration.correspondence.api_examples import said_in
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import House, house

__all__ = ["house", "office"]
SAID = said_in(examples.WEBINARS)
READ = said_in(examples.APPROVALS)


async def announced(house: House, **more: Any) -> str:
    """Announced by one person and approved by another: where it is."""
    path = f"/webinars/{uuid4()}"
    assert (await house.call("PUT", path, "secretary", json={**SAID, **more})).status_code == 204
    done = await house.call("POST", f"{path}/approval", "chair", json=READ)
    assert done.status_code == 204, done.text
    return path


@pytest.mark.need("D13")
async def test_a_webinar_is_announced_approved_changed_counted_and_cancelled(house: House) -> None:
    path = f"/webinars/{UUID(int=9)}"
    for _time in range(2):
        assert (await house.call("PUT", path, "secretary", json=SAID)).status_code == 204
    waits = await house.call("GET", path, "member-police")
    assert (waits.json()["public"], waits.json()["proposal"]) == (None, 1)
    assert (await house.http.get("/v1/webinars")).json() == []
    own = await house.call("POST", f"{path}/approval", "secretary", json=READ)
    assert (own.status_code, own.json()["code"]) == (409, "own_words")
    other = await house.call("POST", f"{path}/approval", "chair", json={"read": 7})
    assert (other.status_code, other.json()["code"]) == (409, "stale")
    for _time in range(2):
        done = await house.call("POST", f"{path}/approval", "chair", json=READ)
        assert done.status_code == 204, done.text
    tag = {"If-Match": waits.headers["ETag"]}
    stale = await house.call("PUT", path, "secretary", json={**SAID, "minutes": 90}, headers=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    same = await house.call("PUT", path, "secretary", json=SAID, headers=tag)
    assert same.status_code == 204, "what changes nothing is not stale"
    [public] = (await house.http.get("/v1/webinars?audience=practitioner")).json()
    assert (public["starts_at"], public["version"]) == ("2026-07-15T13:00:00Z", 1)
    assert (await house.http.get("/v1/webinars?audience=leader")).json() == []
    came, count = said_in(examples.ATTENDANCES), f"{path}/attendance"
    early = await house.call("PUT", count, "secretary", json=came)
    assert (early.status_code, early.json()["code"]) == (409, "not_held")
    on_what_was = await house.call("POST", f"{path}/cancellation", "secretary", headers=tag)
    assert (on_what_was.status_code, on_what_was.json()["code"]) == (412, "stale")
    again = await announced(house, title="Another one")
    for _time in range(2):
        assert (await house.call("POST", f"{again}/cancellation", "secretary")).status_code == 204
    house.office.at(datetime(2026, 7, 15, 16, tzinfo=UTC))
    house.tokens.clear()
    on_what_was = await house.call("PUT", count, "secretary", json=came, headers=tag)
    assert (on_what_was.status_code, on_what_was.json()["code"]) == (412, "stale")
    for _time in range(2):
        assert (await house.call("PUT", count, "secretary", json=came)).status_code == 204
    told = await house.office.facts("webinar-announced", "webinar-cancelled", "webinar-attended")
    assert len(told) == 4, "each is told once"
    kept = (await house.call("GET", "/webinars/kept", "secretary")).json()
    assert sorted(one["cancelled"] for one in kept) == [False, True]


async def test_what_is_wrong_is_named_and_who_may_not_is_refused(house: House) -> None:
    path = f"/webinars/{uuid4()}"
    wrong = {**SAID, "minutes": 5, "starts_at": "2026-07-15T14:00:00"}
    answer = await house.call("PUT", path, "secretary", json=wrong)
    assert {e["pointer"] for e in answer.json()["errors"]} == {"/minutes", "/starts_at"}
    nobody = await house.call("PUT", path, "secretary", json={**SAID, "audiences": ["x"]})
    assert nobody.json()["errors"][0]["pointer"] == "/audiences/0"
    steered = {**SAID, "address": "https://panel.example/\x00join"}
    unread = await house.call("PUT", path, "secretary", json=steered)
    assert unread.json()["errors"][0]["pointer"] == "/address"
    past = {**SAID, "starts_at": "2025-07-15T14:00:00Z"}
    refused = await house.call("PUT", path, "secretary", json=past)
    assert (refused.status_code, refused.json()["field"]) == (409, "on")
    for who in ("chair", "ashmere-manager", "regional-lead"):
        answer = await house.call("PUT", path, who, json=SAID)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await house.http.put(f"/v1{path}", json=SAID)).status_code == 401
    assert (await house.call("GET", path, "ashmere-manager")).json()["code"] == "forbidden"
    for way, step in (("POST", "cancellation"), ("PUT", "attendance"), ("POST", "approval")):
        body = {"attendance": {"attended": []}, "approval": READ}.get(step)
        nothing = await house.call(way, f"{path}/{step}", "secretary", json=body)
        assert nothing.status_code == 404, step


@pytest.mark.need("D13")
async def test_news_and_packs_are_read_by_any_program_page_by_page(house: House) -> None:
    for title in ("One", "Two", "Three"):
        await announced(house, title=title)
    first = await house.http.get("/v1/news?limit=2&theme=unseen_male_carer")
    assert [one["kind"] for one in first.json()] == ["webinar", "webinar"]
    second = await house.http.get(first.links["next"]["url"])
    titles = [one["title"] for one in (*first.json(), *second.json())]
    assert (sorted(titles), second.links) == (["One", "Three", "Two"], {})
    tag = {"If-None-Match": first.headers["ETag"]}
    known = await house.http.get("/v1/news?limit=2&theme=unseen_male_carer", headers=tag)
    assert known.status_code == 304
    wrong = await house.http.get("/v1/news?cursor=nowhere")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/cursor")
    held = await house.http.get("/v1/webinars?limit=2")
    rest = await house.http.get(held.links["next"]["url"])
    assert len({one["webinar_id"] for one in (*held.json(), *rest.json())}) == 3
    choices = (await house.http.get("/v1/packs")).json()
    asked = {"work": choices["works"][0]["code"], "role": choices["roles"][0]["code"]}
    pack = await house.http.get("/v1/packs/pack", params={**asked, "theme": "neglect"})
    assert pack.json()["title"] == choices["works"][0]["title"]
    assert PackShown.model_validate(pack.json()).sections
    assert PackChoices.model_validate(choices).themes
    schemas = (await house.http.get("/openapi.json")).json()["paths"]
    for path, model in (("/v1/packs", PackChoices), ("/v1/packs/pack", PackShown)):
        said = schemas[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert said == {"$ref": f"#/components/schemas/{model.__name__}"}
    tag = {"If-None-Match": pack.headers["ETag"]}
    same = await house.http.get("/v1/packs/pack", params={**asked, "theme": "neglect"}, headers=tag)
    assert same.status_code == 304
    assert (await house.http.get("/v1/packs/pack?work=none")).status_code == 404


@pytest.mark.need("D13")
async def test_a_mailbox_is_subscribed_once_its_owner_has_said_yes_and_let_go(house: House) -> None:
    said, pool = said_in(examples.SUBSCRIPTIONS), house.office.db.pool
    once = {"Idempotency-Key": str(uuid4())}
    for _time in range(2):
        asked = await house.http.post("/v1/news/subscriptions", json=said, headers=once)
        assert asked.status_code == 202, asked.text
    [row] = await pool.fetch("select secret, confirmed_at from subscription")
    assert row["confirmed_at"] is None
    one = f"/v1/news/subscriptions/{row['secret']}"
    for _time in range(2):
        assert (await house.http.post(f"{one}/confirmation")).status_code == 204
    reach = await house.call("GET", "/news/reach", "secretary")
    assert {"audience": "everyone", "number": 1} in reach.json()["subscribers"]
    assert said["mailbox"] not in reach.text
    refused = await house.call("GET", "/news/reach", "ashmere-manager")
    assert refused.json()["code"] == "forbidden"
    for _time in range(2):
        assert (await house.http.delete(one)).status_code == 204
    assert await pool.fetchval("select count(*) from subscription") == 0
    assert (await house.http.post(f"{one}/confirmation")).status_code == 404
    wrong = {"mailbox": "nowhere", "audience": "nobody", "regions": ["E99"]}
    answer = await house.http.post("/v1/news/subscriptions", json=wrong)
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert pointers == ["/mailbox", "/audience", "/regions/0"]
