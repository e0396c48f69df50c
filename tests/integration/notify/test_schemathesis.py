"""Schemathesis asks every route below ``/v1`` what its own description allows, and what it does not."""

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.schemathesis import finds_nothing

BATCH = "/v1/notifications:batch"
"""It is answered 200, and each of its items by itself: its own tests hold it."""


@pytest.mark.need("A1")
@pytest.mark.timeout(600)
async def test_schemathesis_finds_nothing(notify: Notify) -> None:
    await notify.sent()
    token = notify.tokens["ashmere-case-system"]
    await finds_nothing(notify.url, token, examples=8, without=BATCH)
