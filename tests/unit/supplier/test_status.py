"""What became of what was sent: the latest, and how to ask for one that is not among them."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from supplier.cspr_supplier import going
from supplier.cspr_supplier.cli import main
from supplier.cspr_supplier.client import Service
from supplier.cspr_supplier.going import MORE
from supplier.cspr_supplier.net import Answer, Http
from tests.unit.supplier.test_sending import ACCOUNT

NEXT = {"Link": '</v1/notifications?cursor=abc>; rel="next"'}


def a_receipt(number: int) -> dict[str, Any]:
    return {
        "reference": f"CSPR-0000-{number:05}-A",
        "sender_reference": f"ASH-{number}",
        "state_means": "Accepted",
        "notified_on": "2026-04-10",
        "missing": [],
    }


class Page(Http):
    """Answers every question by one page; ``asked``: the addresses."""

    def __init__(self, many: int, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.many, self.headers, self.asked = many, headers, list[str]()

    @contextmanager
    def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Iterator[Answer]:
        assert (method, headers["Authorization"], body) == ("GET", "Bearer t", None)
        self.asked.append(url)
        content = json.dumps([a_receipt(n) for n in range(self.many)]).encode()
        yield Answer(200, self.headers, io.BytesIO(content))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """The latest of many."""
    one = Page(3, NEXT)
    service = Service(ACCOUNT, one)
    monkeypatch.setattr(service, "_bearer", lambda: {"Authorization": "Bearer t"})
    monkeypatch.setattr(going, "service_of", lambda _said: service)
    return one


def test_the_latest_are_told_and_that_there_are_more(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[-1]) == (5, MORE.format(3))
    assert page.asked == ["https://notify.test/v1/notifications"]


def test_where_there_are_no_more_nothing_is_said_of_it(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    page.headers = {}
    assert main(["status"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_by_its_own_reference_the_service_is_asked_for_that_one(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    page.many, page.headers = 1, {}
    assert main(["status", "--own", "ASH 0/7"]) == 0
    assert page.asked == ["https://notify.test/v1/notifications?sender_reference=ASH+0%2F7"]
    assert "CSPR-0000-00000-A  ASH-0" in capsys.readouterr().out


def test_of_what_is_not_in_it_is_said(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.many, page.headers = 0, {}
    assert main(["status", "--own", "ASH-1"]) == 1
    assert capsys.readouterr().out == "Nothing was found.\n"
