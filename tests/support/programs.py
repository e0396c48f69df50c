"""Programs that pip can not bring: where one is missing a test is passed over; in CI it fails."""

import os
import shutil

import pytest


def needs(program: str, package: str) -> None:
    """Skip the test, or fail it in CI, when ``program`` of Debian's ``package`` is not installed."""
    if shutil.which(program):
        return
    message = (
        f"{program} is not installed: apt-get install {package} (make browser does it as root)"
    )
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
