"""A letter as it is printed to be posted: a sheet with the address, then the letter as it went out."""

from dataclasses import asdict, dataclass
from io import BytesIO

import pikepdf

from services.correspondence.render.typeset import typeset


@dataclass(frozen=True)
class Cover:
    """What stands on the sheet; ``lines``: the address."""

    title: str
    sender: str
    lines: tuple[str, ...]
    reference: str
    date: str
    banner: str | None = None


def printed(cover: Cover, letter: bytes) -> bytes:
    """The file to print."""
    sheet = typeset("cover.typ", "cover", asdict(cover), [])
    whole = BytesIO()
    with pikepdf.open(BytesIO(sheet)) as first, pikepdf.open(BytesIO(letter)) as rest:
        first.pages.extend(rest.pages)
        first.save(whole, deterministic_id=True)
    return whole.getvalue()
