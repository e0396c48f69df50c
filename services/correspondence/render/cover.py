"""A letter as it is printed to be posted: a sheet with the address, then the letter as it went out."""

import json
from dataclasses import asdict, dataclass
from importlib import resources
from io import BytesIO

import pikepdf
import typst


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
    """The file to print; what people typed goes in as data and can not become markup."""
    sheet: bytes = typst.compile(
        (resources.files(__package__) / "cover.typ").read_bytes(),
        format="pdf",
        sys_inputs={"cover": json.dumps(asdict(cover))},
        ignore_system_fonts=True,
    )
    whole = BytesIO()
    with pikepdf.open(BytesIO(sheet)) as first, pikepdf.open(BytesIO(letter)) as rest:
        first.pages.extend(rest.pages)
        first.save(whole, deterministic_id=True)
    return whole.getvalue()
