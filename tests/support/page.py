"""Fetch a page as a browser would, and check what every page must be."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import html5lib
import httpx
from bs4 import BeautifulSoup, Tag

HTML = {"accept": "text/html"}
FIELDS = "input:not([type=hidden]), select, textarea"
FOR_A_PROGRAM = re.compile(
    r"\b\d{4}-\d\d-\d\d\b(?!\.\d)|\b[a-z]+_[a-z_]+\b|\b(?:person|partner|system):\S+"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b|\blcspr\b|\b(?:True|False)\b"
)
"""A date of a machine (a data set's version may begin with one), a word of the code, an identifier, a value of Python."""


@dataclass(frozen=True)
class Page:
    """A page that passed the checks."""

    address: str
    status: int
    soup: BeautifulSoup

    @property
    def h1(self) -> str:
        """The title of the page."""
        return words(self.soup.select_one("h1"))

    @property
    def text(self) -> str:
        """The words of the page's main part."""
        return words(self.soup.select_one("main"))

    @property
    def links(self) -> Mapping[str, str]:
        """Words -> address of the links in the main part and the navigation."""
        return {words(a): str(a["href"]) for a in self.soup.select("a[href]")}

    @property
    def errors(self) -> Mapping[str, str]:
        """Field -> what is wrong with it, from the error summary."""
        found = self.soup.select(".govuk-error-summary__list li")
        return {str(e.a["href"])[1:] if e.a else "": words(e) for e in found}

    def form(self, action: str | None = None) -> Tag:
        """The form of the main part, by the end of its action when there are several."""
        found = [
            f for f in self.soup.select("main form") if str(f["action"]).endswith(action or "")
        ]
        assert found, f"{self.address} has no form {action or ''}"
        return found[0]


def words(tag: Tag | None) -> str:
    """The text of an element with single spaces."""
    assert tag is not None, "there is no such element"
    return " ".join(tag.get_text(" ").split())


async def page(client: httpx.AsyncClient, url: str, status: int = 200) -> Page:
    """Fetch a page, following redirects, and check it."""
    return checked(await client.get(url, headers=HTML, follow_redirects=True), status)


async def submit(
    client: httpx.AsyncClient,
    shown: Page,
    values: Mapping[str, Any],
    *,
    action: str | None = None,
    files: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Page:
    """Fill the form in as a person would, send it, follow to the next page and check that."""
    form = shown.form(action)
    sent = {**_filled(form), **values}
    answer = await client.post(
        urljoin(shown.address, str(form["action"])),
        data=sent,
        files=files,
        headers={**HTML, "referer": shown.address, "sec-fetch-site": "same-origin"},
        follow_redirects=True,
    )
    return checked(answer, status)


def _filled(form: Tag) -> dict[str, Any]:
    """What the form holds as it is shown."""
    found: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind in ("radio", "checkbox"):
            if field.has_attr("checked"):
                found.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "textarea":
            found[name] = field.get_text()
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[name] = chosen.get("value", "") if chosen else ""
        elif kind != "file":
            found[name] = field.get("value", "")
    return found


def checked(answer: httpx.Response, status: int = 200) -> Page:
    """The page of an answer; fails with what is wrong with it."""
    assert answer.status_code == status, f"{answer.url}: {answer.status_code} {answer.text[:600]}"
    assert answer.headers["content-type"].startswith("text/html"), answer.headers["content-type"]
    found = Page(str(answer.url), answer.status_code, BeautifulSoup(answer.text, "lxml"))
    wrong = [*_markup(answer.text), *_title(found.soup), *_ids(found.soup)]
    wrong += [*_labels(found.soup), *_forms(found.soup), *_classes(found.soup)]
    assert not wrong, f"{answer.url}: " + "; ".join(wrong)
    return found


def _markup(text: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"not valid HTML: {kind} {more} at {place}" for place, kind, more in parser.errors]


def _title(soup: BeautifulSoup) -> list[str]:
    titles, heads = soup.select("head > title"), soup.select("h1")
    if len(titles) != 1 or len(heads) != 1:
        return [f"{len(titles)} titles and {len(heads)} h1"]
    title = words(titles[0]).removeprefix("Error: ").partition(" – ")[0]
    wrong = [] if title == words(heads[0]) else [f"title {title!r} is not h1 {words(heads[0])!r}"]
    said = words(titles[0]).startswith("Error: ")
    summary = soup.select_one(".govuk-error-summary") is not None
    return wrong if said == summary else [*wrong, "an error summary and 'Error:' go together"]


def _ids(soup: BeautifulSoup) -> list[str]:
    ids = Counter(str(tag["id"]) for tag in soup.select("[id]"))
    twice = [f"id {id_} stands twice" for id_, times in ids.items() if times > 1]
    inside = [str(a["href"])[1:] for a in soup.select('a[href^="#"]')]
    gone = [f"a link leads to #{id_}, which is not there" for id_ in inside if id_ not in ids]
    boxes = {str(tag["id"]) for tag in soup.select(".govuk-date-input[id]")}
    return [*twice, *gone, *(f"no box of #{id_} takes the focus" for id_ in inside if id_ in boxes)]


def _labels(soup: BeautifulSoup) -> list[str]:
    named = {str(label["for"]) for label in soup.select("label[for]")}
    return [
        f"{field.get('name')} has no label"
        for field in soup.select(FIELDS)
        if field.get("id") not in named and not field.get("aria-label")
    ]


def _forms(soup: BeautifulSoup) -> list[str]:
    wrong = []
    for form in soup.select("form"):
        if not form.get("action"):
            wrong.append("a form has no action")
        if form.get("method") == "post" and not form.select_one("input[name=token][value]"):
            wrong.append(f"the form to {form.get('action')} has no token")
    return wrong


def _classes(soup: BeautifulSoup) -> list[str]:
    plain = soup.select("p:not([class]), " + ", ".join(f"h{n}:not([class])" for n in range(1, 7)))
    return [f"<{tag.name}> has no class: {words(tag)[:40]}" for tag in plain]


def for_a_program(soup: BeautifulSoup) -> list[str]:
    """What a page shows that only a program reads; what stands as code is meant to be one's."""
    shown = (
        text
        for text in soup.find_all(string=True)
        if not text.find_parent(["code", "pre", "script", "style", "textarea"])
    )
    return [text[:80] for text in shown if FOR_A_PROGRAM.search(text)]
