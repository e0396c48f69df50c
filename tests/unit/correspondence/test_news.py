"""Who hears of what is published, and the feed that needs no address."""

from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from contracts.codes import Theme
from services.correspondence.news.domain import Choice, Item, wants
from services.correspondence.news.feed import ATOM, atom
from services.correspondence.news.items import KINDS
from services.correspondence.news.mails import Mail
from services.correspondence.news.rounds import id_of, message_of
from services.correspondence.policy.news import news_rule

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
WEST, NORTH = "E12000005", "E12000001"
DIGEST = Item(UUID(int=1), "digest", "Digest", "Hear <the> child.", "/news/digests/1", AT)
THEMED = Item(UUID(int=2), "trend", "Neglect", "", "/news", AT, themes=("neglect",))
REPORT = Item(UUID(int=3), "report", "A report", "", "https://x.example/r", AT, regions=(WEST,))
WEBINAR = Item(UUID(int=4), "webinar", "A talk", "", "/webinars", AT, audiences=("reviewer",))
EVERY = (DIGEST, THEMED, REPORT, WEBINAR)


def chosen(choice: Choice) -> list[str]:
    kinds = news_rule().audiences[choice.audience].kinds
    return [one.kind for one in EVERY if wants(choice, kinds, one)]


@pytest.mark.need("D12")
@pytest.mark.parametrize(
    ("choice", "kinds"),
    [
        (Choice(), ["digest", "trend", "report", "webinar"]),
        (Choice("practitioner"), ["digest", "report"]),
        (Choice("reviewer"), ["digest", "trend", "report", "webinar"]),
        (Choice(themes=("neglect",)), ["digest", "trend", "report", "webinar"]),
        (Choice(themes=("domestic_abuse",)), ["digest", "report", "webinar"]),
        (Choice(regions=(NORTH,)), ["digest", "trend", "webinar"]),
        (Choice("leader", ("neglect",), (WEST,)), ["digest", "trend"]),
    ],
)
def test_a_reader_hears_of_what_is_for_their_role_theme_and_region(
    choice: Choice, kinds: list[str]
) -> None:
    assert chosen(choice) == kinds


def test_every_kind_that_an_audience_names_is_published() -> None:
    audiences = news_rule().audiences
    assert {kind for one in audiences.values() for kind in one.kinds} == set(KINDS)
    assert audiences["everyone"].kinds == set(KINDS)
    assert Theme.OTHER not in KINDS


def test_a_feed_is_whole_and_the_same_for_the_same_items() -> None:
    made = atom([DIGEST, REPORT], "News", "The Panel", "/news.atom?region=W", "https://p.example")
    assert made == atom(
        [DIGEST, REPORT], "News", "The Panel", "/news.atom?region=W", "https://p.example"
    )
    feed = ET.fromstring(made)
    names = {"a": ATOM}
    ids = [one.text for one in feed.findall(".//a:id", names)]
    assert len(set(ids)) == 3
    assert feed.findtext("a:updated", namespaces=names) == AT.isoformat()
    assert feed.findtext("a:author/a:name", namespaces=names) == "The Panel"
    first = feed.find("a:entry", names)
    assert first is not None
    assert first.findtext("a:summary", namespaces=names) == "Hear <the> child."
    links = [one.attrib["href"] for one in feed.findall("a:entry/a:link", names)]
    assert links == ["https://p.example/news/digests/1", "https://x.example/r"]
    empty = ET.fromstring(atom([], "News", "The Panel", "/news.atom", "https://p.example"))
    assert empty.findtext("a:updated", namespaces=names)


def mail(n: int, item: UUID | None) -> Mail:
    link = "/news/digests/1" if item else None
    id_, secret = UUID(int=n), UUID(int=n + 100)
    return Mail(id_, id_, item, "due", None, 0, f"reader{n}@x.example", secret, "Digest", link)


@pytest.mark.need("D12")
def test_what_is_announced_has_one_address_for_all_so_that_it_tells_nobody_who_came() -> None:
    one, other = (message_of(mail(n, DIGEST.id), "https://p.example") for n in (1, 2))
    assert one.link == other.link == "https://p.example/news/digests/1"
    assert one.leave != other.leave
    assert one.leave.endswith("/end")
    asking = message_of(mail(1, None), "https://p.example")
    assert (asking.kind, asking.leave) == ("subscription", "")
    assert asking.link.endswith(str(UUID(int=101)))


def test_a_receipt_finds_its_message_and_no_other() -> None:
    assert id_of(mail(1, None).message_reference) == UUID(int=1)
    assert id_of(f"{UUID(int=1)}-ashmere-police-1") is None
    assert id_of("news-none") is None
