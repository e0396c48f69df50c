"""The page of a document: its text once it is clean, its versions, what was redacted; each look written down."""

from uuid import UUID

import pytest

from contracts.catalogue import entry_of
from contracts.correspondence import LetterIssuedV1
from contracts.letter_course import LetterWithdrawnV1
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, House, house
from tests.integration.correspondence.test_documents import rescan, scanner, status_of, upload
from tests.integration.correspondence.test_withdrawn_letters import withdraw
from tests.support.page import HTML, page, submit

__all__ = ["house", "office"]
REDACTED = b"The interview was on [redacted]."
WHY = "The day, for it tells who was seen."


async def shared(house: House) -> str:
    """A document of the police that all read, for it was sent with a reply."""
    sent = await upload(house, "ashmere-police")
    letter = await house.office.issue()
    said = {"text": "See the record.", "document_id": sent["id"]}
    await house.reply(letter, "ashmere-police", said)
    return str(sent["id"])


@pytest.mark.need("J7")
async def test_a_document_is_read_as_a_page_and_opened_once_it_was_found_clean_and_not_before(
    house: House,
) -> None:
    id_ = await shared(house)
    about = f"/desk/documents/{id_}/about"
    staff = await house.browser("secretary")
    before = await page(staff, about)
    assert "has not been found clean" in before.text
    assert "The interview was on 12 May." not in before.text
    assert await status_of(house, "secretary", id_) == 409
    async with scanner() as port:
        await rescan(house, port).round()
    shown = await page(staff, about)
    assert "What it says The interview was on 12 May." in shown.text
    assert shown.links["Download the file"] == f"/desk/documents/{id_}"
    assert await status_of(house, "secretary", id_) == 200
    looks = await house.office.db.pool.fetch(
        "select action, count(*)::int as number from access_log where object = $1 group by action",
        id_,
    )
    assert {row["action"]: row["number"] for row in looks} == {
        "read a document": 2,
        "opened a document": 2,
    }


@pytest.mark.need("J7")
async def test_a_redacted_version_stands_beside_the_first_for_all_who_read_that(
    house: House,
) -> None:
    id_ = await shared(house)
    own = await house.browser("ashmere-police")
    first = await page(own, f"/partner/documents/{id_}/about")
    nothing = await submit(own, first, {}, action="/about", status=422)
    assert list(nothing.errors) == ["document"]
    same = {"document": ("again.txt", b"The interview was on 12 May.", "text/plain")}
    refused = await submit(own, first, {}, action="/about", files=same, status=422)
    assert "kept already" in refused.text
    files = {"document": ("redacted.txt", REDACTED, "text/plain")}
    further = await submit(own, first, {"redaction": WHY}, action="/about", files=files)
    assert WHY in further.text
    assert "redacted.txt This one" in further.text
    async with scanner() as port:
        await rescan(house, port).round()
    council = await house.browser("ashmere-council")
    [link] = [
        href
        for words, href in (await page(council, f"/partner{CASE}")).links.items()
        if words == "redacted.txt"
    ]
    seen = await page(council, f"{link}/about")
    assert "The interview was on [redacted]." in seen.text
    assert "1 Interview.txt" in seen.text
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert "Redacted" in desk.text
    elsewhere = await house.browser("brackenford-police")
    assert (await elsewhere.get(f"{link}/about")).status_code == 404
    rows = await house.office.db.pool.fetch("select sealed_redaction from document")
    assert not [row for row in rows if WHY in str(row["sealed_redaction"])]


async def redacted(house: House, first: str) -> str:
    """The police send a version of their document with less in it; its id."""
    own = await house.browser("ashmere-police")
    files = {"document": ("redacted.txt", REDACTED, "text/plain")}
    shown = await page(own, f"/partner/documents/{first}/about")
    await submit(own, shown, {"redaction": WHY}, action="/about", files=files)
    found = await house.office.db.pool.fetchval(
        "select id from document where version_of = $1", first
    )
    return str(found)


@pytest.mark.need("J7")
async def test_who_is_sent_a_redacted_version_reads_nothing_of_what_was_taken_out(
    house: House,
) -> None:
    sent = await upload(house, "ashmere-police")
    further = await redacted(house, sent["id"])
    letter = await house.office.issue()
    said = {"text": "See the record.", "document_id": further}
    assert (await house.reply(letter, "ashmere-police", said)).status_code == 201
    async with scanner() as port:
        await rescan(house, port).round()
    for other, root in (("ashmere-council", "/partner"), ("secretary", "/desk")):
        assert await status_of(house, other, further) == 200
        assert await status_of(house, other, sent["id"]) == 404
        shown = await page(await house.browser(other), f"{root}/documents/{further}/about")
        assert "Interview.txt" not in shown.text
    assert await status_of(house, "ashmere-police", sent["id"]) == 200


@pytest.mark.need("J7")
async def test_what_is_kept_apart_does_not_become_a_version_of_another_document(
    house: House,
) -> None:
    first = await upload(house, "ashmere-police")
    apart = await upload(house, "ashmere-police", b"Another record.")
    further = await redacted(house, first["id"])
    own = await house.browser("ashmere-police")
    read = "select id::text, version_of::text from document order by id"
    kept = [tuple(row) for row in await house.office.db.pool.fetch(read)]
    for earlier, content in (
        (first["id"], b"Another record."),
        (apart["id"], REDACTED),
        (apart["id"], b"The interview was on 12 May."),
        (further, b"The interview was on 12 May."),
    ):
        shown = await page(own, f"/partner/documents/{earlier}/about")
        files = {"document": ("again.txt", content, "text/plain")}
        refused = await submit(own, shown, {}, action="/about", files=files, status=422)
        assert "kept already" in refused.text
    assert [tuple(row) for row in await house.office.db.pool.fetch(read)] == kept
    await redacted(house, first["id"])
    assert [tuple(row) for row in await house.office.db.pool.fetch(read)] == kept, "sent twice"


async def letters_document(house: House, letter: UUID) -> str:
    """The document of an issued letter, whose fact has come back to the case."""
    for model in (LetterIssuedV1, LetterWithdrawnV1):
        for data in await house.office.facts(entry_of(model).type.split(".")[3]):
            await house.office.deliverer.give(model.model_validate(data), house.office.incident)
    sought = "select document_id from letter_source where letter_id = $1"
    return str(await house.office.db.pool.fetchval(sought, letter))


@pytest.mark.need("J7")
async def test_the_document_of_a_letter_has_no_further_versions(house: House) -> None:
    sent = await upload(house, "ashmere-police")
    id_ = await letters_document(house, await house.office.issue())
    own = await house.browser("ashmere-police")
    assert "Send a further version" not in (await page(own, f"/partner/documents/{id_}/about")).text
    shown = await page(own, f"/partner/documents/{sent['id']}/about")
    token = shown.form("/about").select_one("input[name=token]")
    assert token
    answer = await own.post(
        f"/partner/documents/{id_}/about",
        data={"token": str(token["value"])},
        files={"document": ("changed.txt", REDACTED, "text/plain")},
        headers={**HTML, "referer": shown.address, "sec-fetch-site": "same-origin"},
    )
    assert (answer.status_code, "no further versions" in answer.text) == (422, True)
    assert await house.office.db.pool.fetchval("select count(*) from document") == 2


@pytest.mark.need("J7")
async def test_the_document_of_a_withdrawn_letter_is_brought_back_by_nothing_that_names_it(
    house: House,
) -> None:
    letter = await house.office.issue()
    id_ = await letters_document(house, letter)
    said = {"text": "See your letter.", "document_id": id_}
    assert (await house.reply(letter, "ashmere-police", said)).status_code == 201
    assert await status_of(house, "ashmere-council", id_) == 200
    await withdraw(house.office, letter)
    await letters_document(house, letter)
    for who in ("ashmere-council", "ashmere-police", "secretary"):
        assert await status_of(house, who, id_) == 404
