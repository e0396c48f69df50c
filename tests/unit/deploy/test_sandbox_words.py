"""The demonstration offers a client of the sandbox, and its sign-in answers any secret in words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from chassis.clock import set_clock
from deploy.local.addresses import sandbox_words
from deploy.local.signin import build


@dataclass
class System:
    """What the words are made of."""

    clock_file: Path
    client_secret: str = "made-up-secret"

    def url(self, name: str) -> str:
        return f"http://127.0.0.1/{name}"


def test_the_words_for_a_suppliers_shell_name_a_secret_that_this_user_alone_reads(
    tmp_path: Path,
) -> None:
    set_clock(tmp_path / "clock", datetime(2026, 12, 18, 10, tzinfo=UTC))
    said = " ".join(sandbox_words(System(tmp_path / "clock"), tmp_path))  # type: ignore[arg-type]
    assert (
        "It is 18 December 2026 there: if it is another day here, say also --today 2026-12-18."
        in said
    )
    assert "CSPR_URL=http://127.0.0.1/notify" in said
    assert "CSPR_ISSUER=http://127.0.0.1/signin" in said
    assert "CSPR_CLIENT_ID=ashmere-sandbox" in said
    file = tmp_path / "sandbox-secret"
    assert f"CSPR_CLIENT_SECRET_FILE={file}" in said
    assert file.read_text() == "made-up-secret"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("secret", ["wrong", "pässwört", ""])
async def test_a_wrong_secret_is_refused_whatever_letters_it_has(secret: str) -> None:
    form = {"grant_type": "client_credentials", "client_id": "background", "client_secret": secret}
    transport = httpx.ASGITransport(build("http://issuer.test", "made-up-secret"))
    async with httpx.AsyncClient(transport=transport, base_url="http://issuer.test") as http:
        answer = await http.post("/token", data=form)
    assert answer.status_code in (401, 422)
