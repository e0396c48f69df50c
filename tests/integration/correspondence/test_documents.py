"""Documents: kept sealed, scanned before they are shown, opened by those who read what they belong to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from deploy.local.clamd_stand_in import EICAR, serve_one
from services.correspondence.document.rescan import Rescan
from services.correspondence.document.scan import scan
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, House, house
from tests.support.page import page

__all__ = ["house", "office"]

CONTENT = b"The interview was on 12 May."
HERE = "127.0.0.1"


@asynccontextmanager
async def scanner() -> AsyncIterator[int]:
    """A scanner that finds EICAR's test string; its port."""
    server = await asyncio.start_server(serve_one, HERE, 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def rescan(house: House, port: int) -> Rescan:
    return Rescan(house.office.db, house.office.service.keys, HERE, port)


async def upload(house: House, who: str, content: bytes = CONTENT) -> dict[str, Any]:
    path = f"{CASE}/documents?title=Interview.txt"
    answer = await house.call("POST", path, who, content=content)
    assert answer.status_code == 201, answer.text
    sent: dict[str, Any] = answer.json()
    return sent


async def status_of(house: House, sub: str, id_: str) -> int:
    root = "/desk" if sub == "secretary" else "/partner"
    client = await house.browser(sub)
    return (await client.get(f"{root}/documents/{id_}")).status_code


async def test_the_scanner_says_clean_or_infected_and_pending_while_it_is_away() -> None:
    async with scanner() as port:
        assert await scan(CONTENT, HERE, port) == "clean"
        assert await scan(b"x" * 200_000 + EICAR, HERE, port) == "infected"
    assert await scan(CONTENT, HERE, port) == "pending"


@pytest.mark.parametrize(
    "answer", [b"stream: INSTREAM size limit exceeded. ERROR\n", b"", b"nonsense\n", b"x" * 70_000]
)
async def test_a_scanner_that_says_neither_leaves_the_document_waiting(answer: bytes) -> None:
    async def say(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(say, HERE, 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await scan(CONTENT, HERE, port) == "pending"


async def test_what_came_while_the_scanner_was_away_is_scanned_once_it_is_back(
    house: House,
) -> None:
    sent = await upload(house, "ashmere-police")
    bad = await upload(house, "ashmere-police", EICAR)
    assert (sent["scan_state"], bad["scan_state"]) == ("pending", "pending")
    assert await status_of(house, "ashmere-police", sent["id"]) == 409
    shown = await page(await house.browser("ashmere-police"), f"/partner{CASE}")
    assert "Waits for the virus scanner" in shown.text
    assert await rescan(house, 1).round() == 0
    async with scanner() as port:
        assert await rescan(house, port).round() == 2
        assert await rescan(house, port).round() == 0
    assert await status_of(house, "ashmere-police", sent["id"]) == 200
    assert await status_of(house, "ashmere-police", bad["id"]) == 409
    own = await page(await house.browser("ashmere-police"), f"/partner{CASE}")
    assert "Infected, not shown" in own.text


async def test_a_document_lies_sealed_and_is_kept_once(house: House) -> None:
    first, second = await upload(house, "ashmere-police"), await upload(house, "ashmere-police")
    assert first["id"] == second["id"]
    content = await house.office.db.pool.fetchval("select content from document")
    assert b"interview" not in content


async def test_a_partners_document_is_nobodys_until_it_is_part_of_what_all_read(
    house: House,
) -> None:
    sent = await upload(house, "ashmere-police")
    letter = await house.office.issue()
    async with scanner() as port:
        await rescan(house, port).round()
    assert await status_of(house, "ashmere-police", sent["id"]) == 200
    for other in ("ashmere-council", "secretary"):
        assert await status_of(house, other, sent["id"]) == 404
    said = {"text": "See the record.", "document_id": sent["id"]}
    assert (await house.reply(letter, "ashmere-police", said)).status_code == 201
    thread = await page(await house.browser("ashmere-council"), f"/partner/letters/{letter}")
    link = thread.links["The document sent with it"]
    assert link == f"/partner/documents/{sent['id']}"
    for other in ("ashmere-council", "secretary"):
        assert await status_of(house, other, sent["id"]) == 200
    assert await status_of(house, "brackenford-police", sent["id"]) == 404
    [fact] = await house.office.facts("reply-received")
    assert UUID(fact["document"]["id"]) == UUID(sent["id"])


async def test_replies_stand_on_the_letters_page_of_all_three_and_of_the_desk(
    house: House,
) -> None:
    letter = await house.office.issue()
    await house.reply(letter, "ashmere-icb", {"text": "We saw it too.", "paragraph": 4})
    for sub, root in (("ashmere-council", "/partner"), ("secretary", "/desk")):
        shown = await page(await house.browser(sub), f"{root}/letters/{letter}")
        assert "We saw it too." in shown.text
        assert shown.links["paragraph 4"] == "#paragraph-4"
    words = await house.office.db.pool.fetchval("select words from reply")
    assert "saw it" not in words


async def test_only_an_issued_letter_of_the_case_is_replied_to(house: House) -> None:
    draft = await house.office.decide()
    for letter in (draft, UUID(int=1)):
        answer = await house.reply(letter, "ashmere-police", {"text": "x"})
        assert answer.status_code == 404
    issued = await house.office.issue()
    assert (await house.reply(issued, "brackenford-police", {"text": "x"})).status_code == 404
    assert (await house.reply(issued, "secretary", {"text": "x"})).json()["code"] == "forbidden"
    assert await house.office.facts("reply-received") == []
