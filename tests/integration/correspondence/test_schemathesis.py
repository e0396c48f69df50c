"""Schemathesis asks every route below ``/v1`` what its own description allows, and what it does not."""

from pathlib import Path

import pytest

from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.schemathesis import finds_nothing
from tests.support.serve import serving

__all__ = ["house", "office"]
KEPT = "/v1/webinars/kept"
"""A list beside the webinars: what is not asked of it is asked of a webinar of that name, and refused there."""
KNOWN = f"""[parameters]
"path.reference" = "{REFERENCE}"
"path.code" = "ashmere-police"
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("who", "phases"),
    [
        ("secretary", "examples,coverage,fuzzing"),
        ("ashmere-partnership-system", "examples,fuzzing"),
    ],
)
async def test_schemathesis_finds_nothing(
    house: House, who: str, phases: str, tmp_path: Path
) -> None:
    """What is wrong of a shape is refused to all alike, so it is asked once."""
    await house.call("GET", "/people", who)
    known = tmp_path / "schemathesis.toml"
    known.write_text(KNOWN, encoding="utf-8")
    async with serving(house.office.app) as url:
        await finds_nothing(
            url, house.tokens[who], examples=4, without=KEPT, known=known, phases=phases
        )
