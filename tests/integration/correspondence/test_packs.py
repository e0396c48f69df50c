"""Packs for whoever reviews and scrutinises: no account, one page, and the same as files."""

from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest

from contracts.analytics import TrendReleasedV1
from contracts.catalogue import by_model
from contracts.tools.samples import data_of
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.test_library import GUIDE, LIBRARY
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
PACKS = f"{ADDRESS}/packs"
MINE = "work=local_review&role=reviewer&theme=unseen_male_carer"


@pytest.mark.need("K2")
async def test_a_reviewer_without_an_account_has_what_a_review_needs_in_one_place(
    pages: Pages,
) -> None:
    sample = data_of(by_model()[TrendReleasedV1])
    for n, theme in enumerate(("unseen_male_carer", "neglect")):
        fact = TrendReleasedV1.model_validate({**sample, "theme": theme, "trend_id": f"{n:032}"})
        await pages.office.deliverer.give(fact, fact.trend_id)
    desk = await pages.browser("secretary")
    await submit(desk, await page(desk, LIBRARY), GUIDE, action="/desk/library")
    way = httpx.ASGITransport(pages.office.app)
    async with httpx.AsyncClient(base_url=ADDRESS, transport=way) as client:
        first = await page(client, PACKS)
        assert "No account is needed." in first.text
        assert first.links["Packs for reviewers and others"] == "/packs"
        shown = await page(client, f"{PACKS}?{MINE}")
        assert shown.h1 == "A local child safeguarding practice review"
        assert "Regulation 11: criteria of a local review" in shown.text
        assert shown.links[GUIDE["title"]] == GUIDE["address"]
        assert "Unseen male carer" in shown.text
        heads = [one.get_text() for one in shown.soup.select("main h3")]
        assert not any(one.startswith("Neglect") for one in heads), "it is another theme"
        assert "No digest speaks of this yet." in shown.text
        files = {}
        for words in ("As a document to print (tagged PDF)", "All of these in one file (ZIP)"):
            files[words[:4]] = (await client.get(shown.links[words])).content
        assert files["As a"].startswith(b"%PDF")
        with ZipFile(BytesIO(files["All "])) as archive:
            assert archive.namelist() == [
                *("made-up-pack.pdf", "made-up-pack.csv", "pack-dictionary.csv")
            ]
            assert archive.read("made-up-pack.pdf") == files["As a"]
            assert GUIDE["title"] in archive.read("made-up-pack.csv").decode("utf-8-sig")
        columns = await client.get("/packs/pack-dictionary.csv")
        assert "What it is called" in columns.text
        rapid = await page(client, f"{PACKS}?work=rapid_review&role=partnership")
        blank = await client.get(rapid.links["The optional template of a rapid review"])
        assert blank.content.startswith(b"PK")
        nobody = await client.get(f"{PACKS}?work=none&role=reviewer", headers=HTML)
        assert nobody.status_code == 404


@pytest.mark.need("D12", "K2")
async def test_material_on_one_theme_is_for_those_who_ask_for_it_or_for_all(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    about = {**GUIDE, "title": "On neglect", "themes[]": ["neglect"]}
    for typed in (GUIDE, about):
        await submit(desk, await page(desk, LIBRARY), typed, action="/desk/library")
    for theme, found in (("neglect", True), ("unseen_male_carer", False), ("", True)):
        asked = f"work=local_review&role=reviewer&theme={theme}"
        for where in (f"{PACKS}?{asked}", f"{ADDRESS}/news?theme={theme}"):
            shown = await page(desk, where)
            assert (about["title"] in shown.links) is found, where
            assert GUIDE["title"] in shown.links
    table = await desk.get(f"{ADDRESS}/packs/pack.csv?work=local_review&role=reviewer")
    assert ",neglect\r\n" in table.text
