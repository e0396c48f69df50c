"""A decision is explained, and it is known whether the explanation was understood."""

from typing import Any

import pytest

from services.correspondence.letter_types import LETTER_TYPES
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import House, house
from tests.integration.correspondence.test_letter_pages import browser
from tests.support.page import page, submit
from tests.support.serve import serving

__all__ = ["house", "office"]
UNCLEAR = "Which line of enquiry comes first?"


@pytest.mark.need("D10")
async def test_a_letter_says_why_is_plain_to_read_and_its_readers_say_whether_it_was_clear(
    house: House,
) -> None:
    """Why stands in every kind; how plain it is is shown; partners answer with one click, and are counted."""
    for kind in LETTER_TYPES:
        render: Any = kind.render
        assert "Why" in [one.heading for one in render(kind.sample).sections]
    office = house.office
    await house.decided()
    id_ = await office.issue(override="The address of the board is on its way.")
    at = f"/partner/letters/{id_}"
    async with (
        serving(office.app) as url,
        browser(office, url, "secretary") as secretary,
        browser(office, url, "ashmere-police") as police,
        browser(office, url, "ashmere-icb") as board,
    ):
        read = await submit(police, await page(police, at), {}, action="/read")
        assert "Your organisation read it on 8 June 2026." in read.text
        said = await submit(police, read, {"clear": "yes"}, action="/clear")
        assert "You said: clear." in said.text
        words = {"clear": "partly", "words": UNCLEAR}
        await submit(board, await page(board, at), words, action="/clear")
        none = await submit(board, await page(board, at), {}, action="/clear", status=422)
        assert list(none.errors) == ["clear"]
        shown = await page(secretary, f"/desk/letters/{id_}")
        assert "Plain English: " in shown.text
        assert f"Clear in part {UNCLEAR}" in shown.text
        counted = await page(secretary, "/desk/letters/clear")
        assert "Advice to hold an LCSPR 1 2 1 1 0" in counted.text
    assert len(await office.facts("letter-acknowledged")) == 2
    told = await office.facts("letter-feedback-given")
    assert [(one["partner"], one["clear"], one["with_words"]) for one in told] == [
        ("police", "yes", False),
        ("health", "partly", True),
    ]
    assert UNCLEAR not in str(told)


async def test_a_partners_system_says_so_too_and_staff_do_not(house: House) -> None:
    office = house.office
    await house.decided()
    id_ = await office.decide()
    answer = {"json": {"clear": "no", "words": UNCLEAR}}
    path = f"/letters/{id_}/feedback"
    early = await house.call("POST", path, "ashmere-partnership-system", **answer)
    assert early.status_code == 404, early.text
    await office.send(id_)
    done = await house.call("POST", path, "ashmere-partnership-system", **answer)
    assert done.status_code == 204, done.text
    read = await house.call("POST", f"/letters/{id_}/acknowledgement", "ashmere-partnership-system")
    assert read.status_code == 204, read.text
    assert len(await office.facts("letter-acknowledged")) == 1
    theirs = await house.call("POST", path, "secretary", **answer)
    assert theirs.json()["code"] == "forbidden", theirs.text
    text = await house.call("GET", f"/letters/{id_}/text", "ashmere-partnership-system")
    assert "Advice to hold a local review" in text.text
