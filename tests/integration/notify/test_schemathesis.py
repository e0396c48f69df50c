"""Schemathesis asks every route below ``/v1`` what its own description allows, and what it does not."""

import asyncio
import os
import subprocess
import sys

import pytest

from tests.integration.notify.conftest import Notify

SEED = os.environ.get("SEED", "1")
EXAMPLES = "8"
NOT_ASKED = "positive_data_acceptance,allow_header_conformance"
"""What a schema allows, the day, the register and the code lists may still refuse; and Starlette's 405 names the
methods of the first route of a path, not of all."""
BATCH = "/v1/notifications:batch"
"""It is answered 200, and each of its items by itself: its own tests hold it."""


@pytest.mark.need("A1")
@pytest.mark.timeout(600)
async def test_schemathesis_finds_nothing(notify: Notify) -> None:
    await notify.sent()
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{notify.url}/openapi.json"),
        *("--header", f"Authorization: Bearer {notify.tokens['ashmere-case-system']}"),
        *("--include-path-regex", "^/v1/", "--seed", SEED, "--max-examples", EXAMPLES),
        *("--phases", "examples,coverage,fuzzing", "--no-color", "--workers", "1"),
        *("--exclude-checks", NOT_ASKED, "--exclude-path", BATCH),
    ]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
