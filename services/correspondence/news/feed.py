"""What is published as an Atom feed (RFC 4287): read without an account, an address or a trace. Pure."""

from collections.abc import Sequence
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from services.correspondence.news.domain import Item

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "2018-06-29T00:00:00+01:00"
"""When the Panel began: the state of a feed that has nothing yet."""
ET.register_namespace("", ATOM)


def atom(items: Sequence[Item], title: str, author: str, address: str, public_url: str) -> bytes:
    """The feed that stands at ``address``; the same items give the same bytes."""
    feed = ET.Element(_name("feed"), {"xml:lang": "en-GB"})
    whole = urljoin(public_url, address)
    _add(feed, "id", uuid5(NAMESPACE_URL, whole).urn)
    _add(feed, "title", title)
    _add(feed, "updated", items[0].at.isoformat() if items else NEVER)
    ET.SubElement(feed, _name("link"), {"rel": "self", "href": whole})
    ET.SubElement(feed, _name("link"), {"rel": "alternate", "href": urljoin(public_url, "/news")})
    _add(ET.SubElement(feed, _name("author")), "name", author)
    for item in items:
        _entry(feed, item, public_url)
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _entry(feed: ET.Element, item: Item, public_url: str) -> None:
    entry = ET.SubElement(feed, _name("entry"))
    _add(entry, "id", item.id.urn)
    _add(entry, "title", item.title)
    _add(entry, "updated", item.at.isoformat())
    ET.SubElement(entry, _name("link"), {"href": urljoin(public_url, item.address)})
    _add(entry, "summary", item.words)
    for term in (item.kind, *item.themes, *item.regions):
        ET.SubElement(entry, _name("category"), {"term": term})


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = text


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
