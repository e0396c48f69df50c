"""Ask an interface what its own description allows, and what it does not."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

SEED = os.environ.get("SEED", "1")
NOT_ASKED = "positive_data_acceptance,allow_header_conformance"
"""What a schema allows, policy and the state of things may still refuse; and Starlette's 405 names the methods of the
first route of a path, not of all."""


async def finds_nothing(
    url: str,
    token: str,
    *,
    examples: int,
    without: str,
    known: Path | None = None,
    phases: str = "examples,coverage,fuzzing",
) -> None:
    """Every route below ``/v1`` but ``without`` holds; ``known``: a file with values that parameters may have."""
    config = ["--config-file", str(known)] if known else []
    command = [
        *(sys.executable, "-m", "schemathesis.cli", *config, "run", f"{url}/openapi.json"),
        *("--header", f"Authorization: Bearer {token}"),
        *("--include-path-regex", "^/v1/", "--seed", SEED, "--max-examples", str(examples)),
        *("--phases", phases, "--no-color", "--workers", "1"),
        *("--exclude-checks", NOT_ASKED, "--exclude-path", without),
    ]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
