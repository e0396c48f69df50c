"""Each kind of bad input that case systems send, and its answer: the field and the reason, nothing repeated."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_odd_input import MARK, PROBLEM, post, said, sent
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification
from tests.support.page import page, submit

ANSWER_BYTES_MAX = 20_000


def child(**changed: Any) -> bytes:
    return sent(children=[a_child(**changed)])


def named(sign: str) -> bytes:
    return child(family_name=f"Quill{sign}feather")


def twice(field: bytes, value: bytes) -> bytes:
    return sent().replace(field, field + b": " + value + b", " + field, 1)


IN_CLEAR = json.dumps(a_notification(outline="Zo\u00eb"), ensure_ascii=False)
WRONG: dict[str, tuple[bytes, str, str]] = {
    "Latin-1": (IN_CLEAR.encode("latin-1"), "", "UTF-8"),
    "UTF-16 with its mark": (IN_CLEAR.encode("utf-16"), "", "byte order mark"),
    "UTF-16 without a mark": (IN_CLEAR.encode("utf-16-le"), "", "not text in UTF-8"),
    "UTF-16 of plain letters": (sent().decode().encode("utf-16-be"), "", "not valid JSON"),
    "UTF-32 with its mark": (IN_CLEAR.encode("utf-32"), "", "byte order mark"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + sent(), "", "byte order mark"),
    "Windows-1252 read as Latin-1": (named("\u0092"), "/children/0/family_name", "control"),
    "a character that was lost": (named("\ufffd"), "/children/0/family_name", "lost"),
    "31 February": (sent(aware_on="2026-02-31"), "/aware_on", "YYYY-MM-DD"),
    "midnight in summer time": (
        sent(occurred_on="2026-03-31T00:00:00+01:00"),
        "/occurred_on",
        "YYYY-MM-DD",
    ),
    "midnight in UTC": (sent(aware_on="2026-03-27T00:00:00Z"), "/aware_on", "YYYY-MM-DD"),
    "a birth after the incident": (
        child(date_of_birth="2026-03-27"),
        "/children/0/date_of_birth",
        "after the incident",
    ),
    "a clock that is a day ahead": (sent(aware_on="2026-04-11"), "/aware_on", "10 April 2026"),
    "a name twice": (twice(b'"aware_on"', b'"2026-03-01"'), "/aware_on", "twice"),
    "a name twice in a child": (
        twice(b'"nhs_number"', b"null"),
        "/children/0/nhs_number",
        "twice",
    ),
    "NaN": (sent("NaN", occurred_on=MARK), "/occurred_on", "YYYY-MM-DD"),
    "minus infinity": (sent("-Infinity", outline=MARK), "/outline", "text"),
    "beyond any number": (sent("1e999", occurred_on=MARK), "/occurred_on", "YYYY-MM-DD"),
    "a number without end": (sent("9" * 100_000, outline=MARK), "", "not valid JSON"),
    "half a character": (sent('"\\ud83d"', outline=MARK), "/outline", "half a character"),
    "half a character in a name": (
        sent().replace(b'"Quillfeather"', b'"\\udc00"'),
        "/children/0/family_name",
        "half a character",
    ),
    "an unknown field": (sent(surname="x"), "/surname", "not known"),
    "an unknown field of a child": (child(surname="x"), "/children/0/surname", "not known"),
    "an escape": (named("\x1b[31m"), "/children/0/family_name", "control"),
    "turned around": (named("\u202e"), "/children/0/family_name", "U+202E"),
    "set apart": (named("\u2066"), "/children/0/family_name", "U+2066"),
    "no width": (named("\u200b"), "/children/0/family_name", "U+200B"),
    "a soft hyphen": (named("\u00ad"), "/children/0/family_name", "U+00AD"),
    "a mark inside": (named("\ufeff"), "/children/0/family_name", "U+FEFF"),
    "a line of its own": (named("\u2028"), "/children/0/family_name", "U+2028"),
    "somebody's own sign": (named("\ue000"), "/children/0/family_name", "U+E000"),
    "turned around in a reference": (
        sent(sender_reference="A\u202e1"),
        "/sender_reference",
        "U+202E",
    ),
    "an NHS number for a name": (
        child(family_name="999 000 1235"),
        "/children/0/family_name",
        "own field",
    ),
    "a date for a name": (child(given_names="20/10/2025"), "/children/0/given_names", "own field"),
    "a name for a code": (child(ethnicity=CANARY), "/children/0/ethnicity", "Choose one of"),
    "a name for another code": (child(sex=CANARY), "/children/0/sex", "Choose one of"),
    "a name for an authority": (sent(authority_code=CANARY), "/authority_code", "three digits"),
    "a name in a reference": (
        sent(sender_reference=f"ASH/{CANARY.upper()}/1"),
        "/sender_reference",
        "shown to many",
    ),
    "an NHS number in a reference": (
        sent(sender_reference="ASH 999-000-1235"),
        "/sender_reference",
        "shown to many",
    ),
    "a date of birth in a reference": (
        sent(sender_reference="ASH 20.10.2025"),
        "/sender_reference",
        "shown to many",
    ),
}
RIGHT: dict[str, dict[str, Any]] = {
    "joined letters": {"children": [a_child(family_name="\u0645\u06cc\u200c\u0646\u0627")]},
    "a twin who has no name yet": {"children": [a_child(given_names="Twin 2")]},
    "right to left by itself": {"children": [a_child(family_name="\u05db\u05d4\u05df")]},
    "an apostrophe and a hyphen": {"children": [a_child(family_name="O\u2019Nuala-Reed")]},
    "a short name that is a word": {
        "sender_reference": "WARD-4471",
        "children": [a_child(family_name="Ward")],
    },
    "born on the day in the reference": {
        "sender_reference": "ASH-20260326-1",
        "children": [a_child(date_of_birth="2026-03-26")],
    },
    "an emoji in the outline": {"outline": "Seen \U0001f468\u200d\U0001f469\u200d\U0001f466."},
}


@pytest.mark.need("A1")
@pytest.mark.parametrize("name", sorted(WRONG))
async def test_what_is_wrong_is_named_with_its_reason(notify: Notify, name: str) -> None:
    raw, pointer, reason = WRONG[name]
    answer = await post(notify, raw)
    assert said(answer)[:2] == (422, PROBLEM)
    [error] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert reason in error["reason"]
    assert await notify.facts() == []


@pytest.mark.need("A1")
async def test_what_is_only_unusual_is_received(notify: Notify) -> None:
    answers = {name: await notify.send(a_notification(**body)) for name, body in RIGHT.items()}
    assert {
        name: answer.text for name, answer in answers.items() if answer.status_code != 201
    } == {}


async def test_the_key_of_a_request_tells_of_no_child_either(notify: Notify) -> None:
    answer = await notify.send(key=f"{CANARY}-{NHS_NUMBER}")
    assert said(answer) == (422, PROBLEM, ["/Idempotency-Key"])
    rows = await notify.service.db.pool.fetch("select * from idempotency")
    assert rows == []


@pytest.mark.need("A1")
async def test_a_day_begins_at_midnight_in_london(notify: Notify) -> None:
    body = a_notification(aware_on="2026-04-11")
    notify.at(datetime(2026, 4, 10, 22, 59, 30, tzinfo=UTC))
    assert said(await notify.send(body)) == (422, PROBLEM, ["/aware_on"])
    notify.at(datetime(2026, 4, 10, 23, 0, 30, tzinfo=UTC))
    assert (await notify.send(body)).json()["notified_on"] == "2026-04-11"
    notify.at(datetime(2026, 12, 31, 23, 59, 30, tzinfo=UTC))
    winter = a_notification(aware_on="2027-01-01")
    assert said(await notify.send(winter)) == (422, PROBLEM, ["/aware_on"])


@pytest.mark.need("A3")
async def test_an_authority_that_exists_no_longer_is_named(notify: Notify) -> None:
    await notify.service.db.pool.execute(
        "update register_entry set valid_to = '2024-03-31' where kind = 'authority' and code = '991'"
    )
    gone = a_notification(authority_code="991")
    assert said(await notify.send(gone, who="background")) == (422, PROBLEM, ["/authority_code"])
    areas = [{"role": "residence", "authority_code": "991"}]
    answer = await notify.send(a_notification(other_areas=areas))
    assert said(answer) == (422, PROBLEM, ["/other_areas/0/authority_code"])


@pytest.mark.need("J2")
async def test_nobody_speaks_for_another_authority(notify: Notify) -> None:
    answer = await notify.send(a_notification(authority_code="991"))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert answer.json()["field"] == "/authority_code"
    assert await notify.facts() == []


BOMBS = {
    "deep": b'{"outline": ' + b"[" * 200_000,
    "deep and closed": b'{"outline": ' + b"[" * 900 + b"]" * 900 + b"}",
    "deep objects": b'{"a":' * 80_000 + b"1" + b"}" * 80_000,
    "wide": b"{" + b",".join(b'"a%d":0' % n for n in range(40_000)) + b"}",
    "a wide list of children": sent(children=[{}] * 60_000),
    "children with wrong codes": sent(children=[{"ethnicity": "?"}] * 20_000),
    "a name without end": b'{"' + b"x" * 500_000 + b'": 0}',
    "a name twenty thousand times": b"{" + b",".join([b'"a":0'] * 20_000) + b"}",
    "wide and deep": b'{"a":[' + b"[[]]," * 90_000 + b"[]]}",
}


@pytest.mark.parametrize("name", sorted(BOMBS))
async def test_a_bomb_is_answered_shortly(notify: Notify, name: str) -> None:
    answer = await post(notify, BOMBS[name])
    assert said(answer)[:2] == (422, PROBLEM)
    assert len(answer.content) < ANSWER_BYTES_MAX
    path = f"/notifications/{(await notify.sent())['reference']}/amendments"
    headers = {"Content-Type": "application/json"}
    answer = await notify.call("POST", path, content=BOMBS[name], headers=headers)
    assert answer.status_code == 422
    assert len(answer.content) < ANSWER_BYTES_MAX


async def spoken(notify: Notify, headers: bytes) -> bytes:
    """The first line of the answer to a request whose body never comes."""
    where = urlsplit(notify.url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    token = notify.tokens["ashmere-case-system"].encode()
    writer.write(
        b"POST /v1/notifications HTTP/1.1\r\nHost: x\r\nIdempotency-Key: key-00001\r\n"
        b"Content-Type: application/json\r\nAuthorization: Bearer " + token + b"\r\n" + headers
    )
    await writer.drain()
    line = await reader.readline()
    writer.close()
    return line


@pytest.mark.need("A1")
async def test_two_hundred_megabytes_are_refused_before_they_come(notify: Notify) -> None:
    await notify.sent()
    line = await spoken(notify, b"Content-Length: 209715200\r\n\r\n{")
    assert line.startswith(b"HTTP/1.1 413 ")
    headers = {"Idempotency-Key": "key-00001", "Content-Type": "application/json"}
    answer = await notify.call("POST", "/notifications", content=megabytes(), headers=headers)
    assert (*said(answer)[:2], answer.json()["code"]) == (413, PROBLEM, "too-large")
    assert (await notify.send()).status_code == 201


async def megabytes() -> AsyncIterator[bytes]:
    """Two hundred, whose number is not said before."""
    for _ in range(200):
        yield b" " * 2**20


SCRIPT = "<script>document.title='x'</script>"


@pytest.mark.need("J3")
async def test_script_is_kept_as_text_and_shown_as_text(notify: Notify) -> None:
    receipt = await notify.sent(
        outline=SCRIPT, children=[a_child(given_names=SCRIPT, address=f'"{SCRIPT}')]
    )
    outline = (await notify.facts("notification-submitted"))[0]["outline"]
    service = notify.service
    async with service.db.read() as conn:
        kept = await service.keys.open(conn, UUID(receipt["incident_id"]), outline)
    assert kept == SCRIPT
    async with await notify.browser_of("secretary") as browser:
        form = await page(browser, f"/identity/{receipt['reference']}")
        shown = await submit(browser, form, {"purpose": SCRIPT})
    assert SCRIPT in shown.text
    assert shown.soup.select("main script") == []
