"""Who speaks for an organisation, kept by programs as on its page: each its own, on the version that was read."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.correspondence.web.api import examples
from tests.integration.correspondence.api_examples import said_in
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import House, house

__all__ = ["house", "office"]
POLICE, WHO = "/people/ashmere-police", "ashmere-police"
HOLDER = said_in(examples.HOLDERS)


async def enter(house: House, who: str = WHO, **more: Any) -> httpx.Response:
    headers = {"Idempotency-Key": str(more.pop("key", uuid4())), **more.pop("headers", {})}
    path = more.pop("path", f"{POLICE}/holders")
    return await house.call("POST", path, who, json={**HOLDER, **more}, headers=headers)


@pytest.mark.need("D15")
async def test_an_organisation_names_hands_over_and_ends_who_speaks_for_it(house: House) -> None:
    key = uuid4()
    first, again = await enter(house, key=key), await enter(house, key=key)
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert first.json() == again.json()
    other = await enter(house, key=key, name="Another Person")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    one = f"{POLICE}/holders/{first.json()['holder_id']}"
    right = await house.call("PUT", f"{one}/person", WHO, json=said_in(examples.PERSONS))
    assert right.status_code == 204, right.text
    over, once = said_in(examples.HANDOVERS), {"Idempotency-Key": str(uuid4())}
    for _time in range(2):
        handed = await house.call("POST", f"{one}/handover", WHO, json=over, headers=once)
        assert handed.status_code == 201, handed.text
    next_ = f"{POLICE}/holders/{handed.json()['holder_id']}"
    for _time in range(2):
        last = {"last_day": "2026-12-31"}
        assert (await house.call("PUT", f"{next_}/last-day", WHO, json=last)).status_code == 204
    paper = await house.call("PUT", f"{POLICE}/channel", WHO, json=said_in(examples.CHANNELS))
    assert paper.status_code == 204, paper.text
    read = (await house.call("GET", POLICE, "secretary")).json()
    assert (read["channel"], read["address"]) == ("post", "1 Made-up Street\nAshmere")
    days = [(h["mailbox"], h["holds_until"], h["holds_today"]) for h in read["holders"]]
    assert days == [
        ("right@police.ashmere.example", "2026-06-30", True),
        ("successor@police.ashmere.example", "2026-12-31", False),
    ]
    assert read["speaks"]["mailbox"] == "right@police.ashmere.example"
    for _time in range(2):
        assert (await house.call("POST", f"{next_}/strike", WHO)).status_code == 204
    told = [fact["change"] for fact in await house.office.facts("role-holder-changed")]
    assert told == ["entered", "corrected", "handed_over", "entered", "ended", "struck"]
    ended = await house.call("PUT", f"{next_}/last-day", WHO, json=said_in(examples.LAST_DAYS))
    assert (ended.status_code, ended.json()["code"]) == (409, "unknown")


@pytest.mark.need("D15")
async def test_what_is_wrong_or_stale_or_not_ones_own_is_refused_and_nothing_changes(
    house: House,
) -> None:
    read = await house.call("GET", POLICE, WHO)
    tag = {"If-Match": read.headers["ETag"]}
    unchanged = await house.call("GET", POLICE, WHO, headers={"If-None-Match": tag["If-Match"]})
    assert (unchanged.status_code, read.json()["yours"]) == (304, True)
    first = await enter(house, headers=tag)
    assert first.status_code == 201, first.text
    stale = await enter(house, role="lead", headers=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    held = await enter(house, name="Another Person")
    assert (held.status_code, held.json()["code"], held.json()["field"]) == (
        409,
        "held",
        "holds_from",
    )
    wrong = await enter(house, role="chief", holds_from="soon")
    assert {one["pointer"] for one in wrong.json()["errors"]} == {"/role", "/holds_from"}
    mailbox = await enter(house, role="lead", mailbox="nowhere")
    assert (mailbox.status_code, mailbox.json()["field"]) == (409, "mailbox")
    for who, status in (
        ("ashmere-icb", 403),
        ("ashmere-partnership-system", 403),
        ("regional-lead", 403),
        ("brackenford-manager", 404),
    ):
        assert (await enter(house, who, role="lead")).status_code == status, who
    assert (await house.call("GET", POLICE, "brackenford-manager")).status_code == 404
    assert (await enter(house, "secretary", role="lead")).status_code == 201
    own = "/people/ashmere-authority/holders"
    assert (await enter(house, "ashmere-partnership-system", path=own)).status_code == 201
    assert len(await house.office.facts("role-holder-changed")) == 3


@pytest.mark.need("D15")
async def test_no_step_is_taken_on_what_was_changed_since_it_was_read(house: House) -> None:
    first = await enter(house)
    old = {"If-Match": (await house.call("GET", POLICE, WHO)).headers["ETag"]}
    assert (await enter(house, role="lead")).status_code == 201
    one = f"{POLICE}/holders/{first.json()['holder_id']}"
    for method, path, said in (
        ("PUT", f"{POLICE}/channel", said_in(examples.CHANNELS)),
        ("PUT", f"{one}/person", said_in(examples.PERSONS)),
        ("POST", f"{one}/handover", said_in(examples.HANDOVERS)),
        ("PUT", f"{one}/last-day", said_in(examples.LAST_DAYS)),
        ("POST", f"{one}/strike", None),
    ):
        stale = await house.call(method, path, WHO, json=said, headers=old)
        assert (stale.status_code, stale.json()["code"]) == (412, "stale"), path
    assert len(await house.office.facts("role-holder-changed")) == 2


async def test_the_directory_is_read_page_by_page_each_in_their_reach(house: House) -> None:
    seen, path = [], "/people?limit=2"
    while path:
        answer = await house.call("GET", path, "ashmere-icb")
        assert answer.status_code == 200, answer.text
        seen += answer.json()
        path = answer.links["next"]["url"].removeprefix("/v1") if answer.links else ""
    assert len(seen) == 3, "one organisation of each partner, none twice"
    assert [one["code"] for one in seen if one["yours"]] == ["ashmere-health"]
    assert (await house.call("GET", "/people", "brackenford-manager")).json() == []
    assert len((await house.call("GET", "/people?words=ashmere", "secretary")).json()) == 3
    nowhere = await house.call("GET", "/people?cursor=nowhere", "secretary")
    assert nowhere.json()["errors"][0]["pointer"] == "/cursor"
