"""Whatever is sent, the answer is a problem document that names it and repeats nothing of it."""

import json
from typing import Any

import httpx
import pytest

from tests.integration.notify.conftest import Notify
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification, to_be_told

MARK = "@@"
PROBLEM = "application/problem+json"


def sent(mark: str = "", **changed: Any) -> bytes:
    """A notification as bytes; ``mark`` stands, unquoted, where a value is ``MARK``."""
    raw = json.dumps(a_notification(**changed)).encode()
    return raw.replace(b'"@@"', mark.encode()) if mark else raw


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


NO_NOTIFICATION = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "not a number": b"NaN",
    "cut short": b'{"outline":',
    "not UTF-8": b'{"outline":"\xff"}',
    "UTF-16": sent().decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + sent(),
    "never closed": b"[" * 100_000,
    "nested too deep": nested(20_000),
    "nested too deep in a field": sent().replace(
        b'"outline":', b'"more":' + nested(5000) + b',"outline":'
    ),
}
ONE_FIELD: dict[str, tuple[bytes, str]] = {
    "a NUL in a reference": (sent(sender_reference="a\0b"), "/sender_reference"),
    "an escape in a reference": (sent(sender_reference="a\x1b[31m"), "/sender_reference"),
    "a NUL in the outline": (sent(outline="a\0b"), "/outline"),
    "a NUL in a name": (sent(children=[a_child(family_name="a\0b")]), "/children/0/family_name"),
    "a NUL in an address": (sent(children=[a_child(address="a\0b")]), "/children/0/address"),
    "a NUL in a code": (sent(children=[a_child(ethnicity="a\0b")]), "/children/0/ethnicity"),
    "half a character": (sent('"\\ud800"', outline=MARK), "/outline"),
    "other digits": (sent(authority_code="\u0669\u0669\u0660"), "/authority_code"),
    "a number for a day": (sent(occurred_on=1774483200), "/occurred_on"),
    "a number as text": (sent(occurred_on="1774483200"), "/occurred_on"),
    "a day with a time": (sent(occurred_on="2026-03-26T00:00:00Z"), "/occurred_on"),
    "a week": (sent(children=[a_child(date_of_birth="2025-W43-1")]), "/children/0/date_of_birth"),
    "a day to come": (sent(partners_told_on=1893456000), "/partners_told_on"),
    "a birth to come": (
        sent(children=[a_child(date_of_birth=1893456000)]),
        "/children/0/date_of_birth",
    ),
    "a huge number": (sent("1" * 4000, occurred_on=MARK), "/occurred_on"),
    "beyond any number": (sent("1e999", occurred_on=MARK), "/occurred_on"),
    "infinity": (sent("Infinity", sender_reference=MARK), "/sender_reference"),
    "true for children": (sent(children=True), "/children"),
    "no child in the list": (sent(children=[None]), "/children/0"),
    "positions by name": (sent(positions={"police": "agreed"}), "/positions"),
    "an outline without words": (sent(outline="  "), "/outline"),
    "more than fits in one text": (
        sent(outline="\U0001f600" * 8000, further_children="\U0001f600" * 8000),
        "/further_children",
    ),
}


def said(answer: httpx.Response) -> tuple[int, str | None, list[str]]:
    """Status, media type, pointers; nothing that was sent is repeated."""
    assert all(secret not in answer.text for secret in (CANARY, NHS_NUMBER, "Sorrel"))
    found = answer.json().get("errors", []) if answer.content else []
    return answer.status_code, answer.headers.get("content-type"), [e["pointer"] for e in found]


async def post(notify: Notify, raw: bytes, kind: str | None = "application/json") -> httpx.Response:
    headers = {"Idempotency-Key": "key-00001", **({"Content-Type": kind} if kind else {})}
    return await notify.call("POST", "/notifications", content=raw, headers=headers)


@pytest.mark.need("A1")
async def test_what_is_no_notification_is_refused_and_leaves_nothing(notify: Notify) -> None:
    answers = {name: said(await post(notify, raw)) for name, raw in NO_NOTIFICATION.items()}
    assert {
        name: answer[:2] for name, answer in answers.items() if answer[:2] != (422, PROBLEM)
    } == {}
    assert await notify.facts() == []


@pytest.mark.need("A1")
async def test_one_odd_value_is_named_by_its_place(notify: Notify) -> None:
    answers = {name: said(await post(notify, raw)) for name, (raw, _) in ONE_FIELD.items()}
    expected = {name: (422, PROBLEM, [pointer]) for name, (_, pointer) in ONE_FIELD.items()}
    assert answers == expected
    assert await notify.facts() == []


@pytest.mark.parametrize("field", sorted(a_notification()))
async def test_a_field_of_another_kind_is_named(notify: Notify, field: str) -> None:
    for value in (7, {"a": {}}, [[]], True):
        status, _, pointers = said(await post(notify, sent(**{field: value})))
        assert status == 422
        assert all(one.startswith(f"/{field}") for one in pointers), value


async def test_a_body_without_end_is_refused(notify: Notify) -> None:
    answer = await post(notify, b'{"outline":"' + b"x" * 10_000_000 + b'"}')
    assert said(answer)[:2] == (413, PROBLEM)
    assert answer.json()["code"] == "too-large"


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "application/json; x",
    ],
)
async def test_only_json_in_utf_8_is_read(notify: Notify, kind: str | None) -> None:
    answer = await post(notify, sent(), kind)
    assert (*said(answer)[:2], answer.json()["code"]) == (415, PROBLEM, "media-type")
    assert (await post(notify, sent(), 'application/json;charset="UTF-8"')).status_code == 201


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/notifications/%00", 404),
        ("/notifications/CSPR--00123-X", 404),
        ("/notifications/" + "9" * 5000, 404),
        ("/notifications?sender_reference=%00", 422),
        ("/notifications?sender_reference=" + "x" * 300, 422),
        ("/notifications/CSPR-2026-00001-G/versions/99999999999999999999", 422),
        ("/notifications/CSPR-2026-00001-G/versions/0", 422),
    ],
)
async def test_an_odd_address_is_no_fault_of_ours(notify: Notify, path: str, status: int) -> None:
    assert said(await notify.call("GET", path))[:2] == (status, PROBLEM)


@pytest.mark.parametrize("key", ["", "x" * 201, "\u00e9" * 9])
async def test_a_key_is_printable_and_of_some_length(notify: Notify, key: str) -> None:
    headers = {"Idempotency-Key": key.encode(), "Content-Type": "application/json"}
    answer = await notify.call("POST", "/notifications", content=sent(), headers=headers)
    assert said(answer) == (422, PROBLEM, ["/Idempotency-Key"])


async def test_a_header_that_no_header_may_hold_is_not_read(notify: Notify) -> None:
    headers = {"Idempotency-Key": b"\x7f" * 9, "Content-Type": "application/json"}
    answer = await notify.call("POST", "/notifications", content=sent(), headers=headers)
    assert answer.status_code in (400, 422)  # whether the server's own parser takes it
    assert await notify.facts() == []


TWICE = [{"partner": "police", "position": one} for one in ("agreed", "disagreed")]
ODD_CHANGES = {
    "amendments": (
        b'{"reason": "a\\u0000b"}',
        b'{"reason": "\\ud800"}',
        b'{"reason": "x", "aware_on": 1774483200}',
        b'{"reason": "x", "occurred_on": "0001-01-01"}',
        b'{"reason": "x", "partners_told_on": "1066-10-14"}',
        b'{"reason": NaN}',
        b'{"reason": "' + b"x" * 10_000 + b'"}',
        b"[" * 100_000,
        b"\xff",
    ),
    "withdrawal": (
        b'{"reason": null}',
        json.dumps({"reason": "x", "positions": TWICE}).encode(),
    ),
    "positions": (
        b"null",
        b"[]",
        b'{"partner": "police", "position": "agreed", "reason": "\\udc00"}',
    ),
}


@pytest.mark.parametrize("what", sorted(ODD_CHANGES))
async def test_an_odd_change_is_refused(notify: Notify, what: str) -> None:
    path = f"/notifications/{(await notify.sent())['reference']}/{what}"
    headers = {"Content-Type": "application/json"}
    for raw in ODD_CHANGES[what]:
        answer = await notify.call("POST", path, content=raw, headers=headers)
        assert said(answer)[:2] == (422, PROBLEM), raw[:80]
    for raw, status, code in (
        (b'{"reason":' + b"1" * 5000 + b"}", 400, "unreadable"),
        (b'{"reason": "' + b"x" * 1_000_000 + b'"}', 413, "too-large"),
    ):
        answer = await notify.call("POST", path, content=raw, headers=headers)
        assert (*said(answer)[:2], answer.json()["code"]) == (status, PROBLEM, code), raw[:80]


@pytest.mark.parametrize("stated_on", ["2026-04-11", "2026-03-25"])
async def test_a_position_is_stated_neither_in_the_future_nor_before_the_incident(
    notify: Notify, stated_on: str
) -> None:
    later = {"partner": "health", "position": "agreed", "stated_on": stated_on}
    first = await post(notify, sent(positions=[later]))
    assert said(first)[2] == ["/positions/0/stated_on"]
    path = f"/notifications/{(await notify.sent())['reference']}"
    for what, body in (("positions", later), ("withdrawal", {"reason": "x", "positions": [later]})):
        answer = await notify.call("POST", f"{path}/{what}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "date")


@pytest.mark.need("A4")
async def test_a_slip_of_the_pen_is_not_answered_as_another_kind(notify: Notify) -> None:
    body = {"abuse_neglect": "known", "kind_of_incident": "child_deth"}
    answer = await notify.call("POST", "/pre-checks", json=body)
    assert said(answer) == (422, PROBLEM, ["/kind_of_incident"])
    body = b'{"abuse_neglect": "known", "kind_of_incident": "child_death"}'
    kind = {"Content-Type": "application/json; charset=utf-16"}
    answer = await notify.call("POST", "/pre-checks", content=body, headers=kind)
    assert said(answer)[:2] == (415, PROBLEM)


@pytest.mark.need("A3")
async def test_an_area_named_twice_is_to_be_told_once(notify: Notify) -> None:
    roles = (("placing", "991"), ("residence", "991"), ("residence", "990"))
    areas = [{"role": role, "authority_code": code} for role, code in roles]
    assert to_be_told(await notify.sent(other_areas=areas)) == ["dfe", "ofsted", "authority:991"]
