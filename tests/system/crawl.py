"""Every kind of page that a person can reach by links: whole as it is sent, accessible in a real browser."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from urllib.parse import urljoin

import httpx
from playwright.async_api import Browser, Page

from tests.support.axe import (
    assert_accessible,
    assert_fits_a_phone,
    assert_tables_are_read,
    window,
)
from tests.support.page import checked, for_a_program
from tests.support.signing_in import sign_in

OF_A_KIND = 2
OF_CASES = 8
"""Cases stand at different stages, and each stage has moves of its own."""
CHANGES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|CSPR-\d+-\d+-\w|(?<=/people/)[^/]+")
LINKS = re.compile(r'href="(/(?:desk|partner|news|webinars|packs|accessibility)[^"?#]*)"')


async def crawl(browser: Browser, site: str, sub: str, looked: Counter[str]) -> Counter[str]:
    """How many pages of each kind a person opened; every one is there, and axe finds no violation.

    ``looked`` counts what was looked at in the browser for anybody: of a kind seen often enough, one more
    is looked at for this person.
    """
    opened: Counter[str] = Counter()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=30))
        first = await sign_in(client, f"{site}/", sub)
        mine = dict(client.cookies)
        shown = await stack.enter_async_context(window(browser, site, mine))
        waiting = [str(first.url)]
        while waiting:
            address = waiting.pop(0)
            kind = kind_of(address)
            opened[kind] += 1
            answer = await client.get(address, headers={"accept": "text/html"})
            assert answer.status_code == httpx.codes.OK, f"{sub}: {address}"
            if "html" in answer.headers["content-type"]:
                assert_whole(answer)
                if opened[kind] == 1 or looked[kind] < _most(kind):
                    looked[kind] += 1
                    await _look(shown, address)
                waiting += _fresh(answer.text, site, waiting, opened)
    return opened


async def _look(shown: Page, address: str) -> None:
    await shown.goto(address)
    await assert_accessible(shown)
    await assert_tables_are_read(shown)
    await assert_fits_a_phone(shown)


async def follow(site: str, sub: str) -> Counter[str]:
    """The same without a browser, which is quick: no link on a page of theirs leads a person to a refusal."""
    opened: Counter[str] = Counter()
    async with httpx.AsyncClient(timeout=30, follow_redirects=True) as client:
        waiting = [str((await sign_in(client, f"{site}/", sub)).url)]
        while waiting:
            address = waiting.pop(0)
            opened[kind_of(address)] += 1
            answer = await client.get(address, headers={"accept": "text/html"})
            assert answer.status_code == httpx.codes.OK, f"{sub}: {address}"
            if "html" in answer.headers["content-type"]:
                assert_whole(answer)
                waiting += _fresh(answer.text, site, waiting, opened)
    return opened


def assert_whole(answer: httpx.Response) -> None:
    """A page is what every page must be, and in the words of its reader."""
    said = for_a_program(checked(answer).soup)
    assert not said, f"{answer.url} says {said}"


def kind_of(address: str) -> str:
    """``/desk/cases/*`` for every case."""
    return CHANGES.sub("*", "/" + address.split("/", 3)[3])


def _fresh(html: str, site: str, waiting: list[str], opened: Counter[str]) -> Iterator[str]:
    kinds = opened + Counter(kind_of(one) for one in waiting)
    for address in dict.fromkeys(urljoin(site, link) for link in LINKS.findall(html)):
        kind = kind_of(address)
        if kinds[kind] < _most(kind) and address not in waiting:
            kinds[kind] += 1
            yield address


def _most(kind: str) -> int:
    return OF_CASES if kind == "/desk/cases/*" else OF_A_KIND
