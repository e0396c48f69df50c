"""Reading what was sent: a body that is known is spared, a long list comes page by page, examples hold."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.integration.notify.conftest import NOTIFIED_AT, Notify


async def test_a_receipt_that_is_known_is_not_sent_again(notify: Notify) -> None:
    receipt = await notify.sent()
    path = f"/notifications/{receipt['reference']}"
    first = await notify.call("GET", path)
    tag = first.headers["ETag"]
    assert (first.json(), tag[0], tag[-1]) == (receipt, '"', '"')
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = await notify.call("GET", path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    change = {"aware_on": "2026-03-26", "reason": "The ward saw it a day before."}
    await notify.call("POST", f"{path}/amendments", json=change)
    changed = await notify.call("GET", path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert changed.headers["ETag"] != tag
    looks = "select count(*) from access_log where action = 'read notification'"
    assert await notify.service.db.pool.fetchval(looks) == 6


async def test_a_list_is_read_page_by_page_to_its_end(notify: Notify) -> None:
    sent = []
    for number in range(5):
        notify.at(NOTIFIED_AT + timedelta(seconds=number // 2))
        sent.append((await notify.sent(sender_reference=f"own {number}"))["reference"])
    found, path = [], "/notifications?limit=2"
    while path:
        page = await notify.call("GET", path)
        found.append([one["reference"] for one in page.json()])
        link = page.headers.get("Link", "")
        assert link.endswith('; rel="next"') or not link
        path = link.partition(">")[0].removeprefix("</v1")
    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(one for page in found for one in page) == sorted(sent)
    one = await notify.call("GET", "/notifications?sender_reference=own%203")
    assert [each["sender_reference"] for each in one.json()] == ["own 3"]
    assert "Link" not in one.headers


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("cursor=x", "/cursor"),
        ("cursor=%00", "/cursor"),
        ("cursor=MjAyNi0wNC0xMCB4", "/cursor"),
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
    ],
)
async def test_an_odd_page_is_asked_for_in_vain(notify: Notify, query: str, pointer: str) -> None:
    answer = await notify.call("GET", f"/notifications?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def examples(document: dict[str, Any], path: str, kind: str = "application/json") -> list[Any]:
    content = document["paths"][path]["post"]["requestBody"]["content"][kind]
    return [one["value"] for one in content["examples"].values()]


async def test_every_example_of_the_document_does_what_it_says(notify: Notify) -> None:
    document = (await notify.http.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    for number, value in enumerate(examples(document, "/v1/notifications")):
        assert (await notify.send(value, key=f"example-{number}")).status_code == 201
    taken, mixed = examples(document, "/v1/notifications:batch")
    for batch, expected in ((taken, ["receipt"] * 2), (mixed, ["receipt", "problem"])):
        answer = await notify.call("POST", "/notifications:batch", json=batch)
        told = [json.loads(line) for line in answer.text.splitlines()]
        assert [set(one) & {"receipt", "problem"} for one in told] == [{one} for one in expected]
    lines = document["paths"]["/v1/notifications:batch"]["post"]["responses"]["200"]["content"]
    assert [
        one["$ref"].rpartition("/")[2] for one in lines["application/x-ndjson"]["schema"]["oneOf"]
    ] == [
        "AcceptedItem",
        "RefusedItem",
    ]
