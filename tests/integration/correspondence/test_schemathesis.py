"""Schemathesis asks every route below ``/v1`` what its own description allows, and what it does not."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.serve import serving

__all__ = ["house", "office"]
SEED = os.environ.get("SEED", "1")
EXAMPLES = "4"
NOT_ASKED = "positive_data_acceptance,allow_header_conformance"
"""What a schema allows, the state of a case may still refuse; and Starlette's 405 names the methods of the first
route of a path, not of all."""
KEPT = "/v1/webinars/kept"
"""A list beside the webinars: what is not asked of it is asked of a webinar of that name, and refused there."""
KNOWN = f"""[parameters]
"path.reference" = "{REFERENCE}"
"path.code" = "ashmere-police"
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("who", ["secretary", "ashmere-partnership-system"])
async def test_schemathesis_finds_nothing(house: House, who: str, tmp_path: Path) -> None:
    await house.call("GET", "/people", who)
    known = tmp_path / "schemathesis.toml"
    known.write_text(KNOWN, encoding="utf-8")
    async with serving(house.office.app) as url:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(known)),
            *("run", f"{url}/openapi.json"),
            *("--header", f"Authorization: Bearer {house.tokens[who]}"),
            *("--include-path-regex", "^/v1/", "--seed", SEED, "--max-examples", EXAMPLES),
            *("--phases", "examples,coverage,fuzzing", "--no-color", "--workers", "1"),
            *("--exclude-checks", NOT_ASKED, "--exclude-path", KEPT),
        ]
        done = await asyncio.to_thread(
            subprocess.run, command, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout + done.stderr
