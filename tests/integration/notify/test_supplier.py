"""The suppliers' kit, as it is handed out, against a running ``notify``."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chassis.cli import app
from services.notify.sender import store
from services.notify.sender.store import Sender
from supplier.build import build
from supplier.cspr_supplier.going import MORE
from supplier.cspr_supplier.ladder import NOT_IN_SANDBOX
from supplier.cspr_supplier.made_up import MADE_UP
from supplier.cspr_supplier.sending import NOT_SANDBOX
from tests.integration.notify.conftest import SECRET, Notify
from tests.support.notifications import CANARY, a_notification
from tests.support.until import until

ROOT = Path(__file__).resolve().parents[3]
SANDBOX, REAL = "ashmere-sandbox", "background"
TODAY = ("--today", "2026-04-10")
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The single file."""
    single, _wheel = build(tmp_path_factory.mktemp("kit") / "out")
    return single


@dataclass
class Desktop:
    """A supplier's machine: the kit, a folder, and what the environment says."""

    kit: Path
    folder: Path
    env: Mapping[str, str]

    async def start(self, *words: str, client: str = SANDBOX) -> asyncio.subprocess.Process:
        """Begin a command; Python sees nothing that is installed here."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", str(self.kit), *words),
            cwd=self.folder,
            env={**self.env, "CSPR_CLIENT_ID": client},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def does(self, *words: str, client: str = SANDBOX, ends: int = 0, typed: str = "") -> str:
        """A command that ends as it should; what it said."""
        process = await self.start(*words, client=client)
        out, _ = await process.communicate(typed.encode())
        said = out.decode()
        assert (process.returncode or 0) == ends, f"{words}: {process.returncode}\n{said}"
        return said

    async def has(self, name: str, count: int = 3) -> None:
        """A file of a case system: like a made-up one, under references that could be real."""
        await self.does("fake", "--count", str(count), "--out", name, *TODAY)
        path = self.folder / name
        path.write_text(path.read_text("utf-8").replace("FAKE-", "ASH-"), "utf-8")


@pytest.fixture
async def desktop(notify: Notify, kit: Path, tmp_path: Path) -> Desktop:
    """A machine whose client is registered for the sandbox."""
    new = Sender(
        SANDBOX, "Made up", frozenset({"990"}), True, False, 60_000, date(2020, 1, 1), None
    )
    async with notify.service.db.begin() as tx:
        assert await store.add(tx.conn, new)
    folder = tmp_path / "desktop"
    folder.mkdir()
    env = {
        "PATH": os.environ["PATH"],
        "CSPR_URL": notify.url,
        "CSPR_ISSUER": notify.issuer,
        "CSPR_CLIENT_SECRET": SECRET,
        "PYTHONIOENCODING": "cp1252",
    }
    return Desktop(kit, folder, env)


async def figures(notify: Notify) -> dict[str, int]:
    """How many notifications are in, really and in the sandbox, and how many facts."""
    pool = notify.service.db.pool
    tables = ("notification", "sandbox_notification", "person")
    found = {t: await pool.fetchval(f"select count(*) from {t}") for t in tables}
    return found | {"facts": len(await notify.facts())}


COMMAND = re.compile(r"cspr-supplier ([^#]*?)(?:\s+# (?:[^#]*: ends with (\d)|asks))?")
ON_THE_PAGE = "20260326"
"""The day of the made-up references that the page asks for."""


def commands() -> list[tuple[bool, str, int]]:
    """The commands of the kit's own page: whether they are live, the words, and how they end."""
    found, live, inside = [], False, False
    for line in (ROOT / "supplier" / "README.md").read_text().splitlines():
        live = live or line == "## Going live"
        inside = line == "```sh" or (inside and line != "```")
        if inside and line != "```sh":
            match = COMMAND.fullmatch(line)
            assert match, line
            found.append((live, match[1], int(match[2] or 0)))
    return found


@pytest.mark.need("I14")
async def test_what_the_page_of_the_kit_says_is_so(notify: Notify, desktop: Desktop) -> None:
    notify.at(datetime.now(UTC))
    told = commands()
    assert len(told) == 20
    await desktop.has("first.csv", 1)
    day = f"{datetime.now(UTC):%Y%m%d}"
    for live, words, ends in told:
        if live:
            assert (await figures(notify))["facts"] == 0
        client, typed = (REAL, "yes\n") if live else (SANDBOX, "")
        said = await desktop.does(
            *words.replace(ON_THE_PAGE, day).split(), client=client, ends=ends, typed=typed
        )
    assert "live: passed, 1 notification taken" in said
    assert (await figures(notify))["notification"] == 1
    for path in desktop.folder.glob("conformance*.json"):
        assert json.loads(path.read_text())["passed"]
    assert "passed" in (desktop.folder / "conformance.html").read_text()
    assert (desktop.folder / "conformance-live.md").exists()


async def test_a_climb_of_the_ladder_leaves_nothing_real(notify: Notify, desktop: Desktop) -> None:
    await desktop.does("fake", "--count", "1", "--out", "a.csv", *TODAY)
    said = await desktop.does("send", "a.csv", *TODAY)
    assert "There, in the column reason: 0 things to look at, " in said
    said = await desktop.does("ladder", *TODAY, "--seed", "7")
    assert "scrambled: passed" in said
    first = "FAKE-20260410-0001-00001"
    assert first in await desktop.does("status", "--own", first)
    said = await desktop.does("status")
    assert (first in said, MORE.format(100) in said) == (False, True)
    report = json.loads((desktop.folder / "conformance.json").read_text())
    assert [rung["name"] for rung in report["rungs"]] == ["one record", "many records", "scrambled"]
    assert report["client_id"] == SANDBOX
    found = await figures(notify)
    assert found["sandbox_notification"] > 200
    assert (found["notification"], found["facts"], found["person"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("ladder", "--authority", "990"), NOT_IN_SANDBOX),
        (("send", "--sandbox", "a.csv"), NOT_SANDBOX),
    ],
)
async def test_what_is_for_the_sandbox_goes_nowhere_else(
    notify: Notify, desktop: Desktop, words: tuple[str, ...], reason: str
) -> None:
    await desktop.has("a.csv")
    assert reason in await desktop.does(*words, *TODAY, client=REAL, ends=4)
    assert set((await figures(notify)).values()) == {0}


async def test_live_is_refused_before_the_ladder_was_climbed_and_in_the_sandbox(
    desktop: Desktop,
) -> None:
    await desktop.has("a.csv")
    said = await desktop.does("ladder", "--live", "a.csv", *TODAY, client=REAL, ends=4)
    assert "Climb the ladder in the sandbox first" in said
    await desktop.does("ladder", *TODAY)
    said = await desktop.does("ladder", "--live", "a.csv", *TODAY, ends=4)
    assert "not live" in said


@pytest.mark.need("I14")
async def test_what_was_made_up_never_goes_live_by_the_kit_or_without_it(
    notify: Notify, desktop: Desktop
) -> None:
    await desktop.does("fake", "--out", "a.csv", *TODAY)
    said = await desktop.does("send", "--yes", "a.csv", *TODAY, client=REAL, ends=4)
    assert "10 of 10 references begin with FAKE-" in said
    assert notify.url in said
    await desktop.does("ladder", *TODAY)
    await desktop.does("ladder", "--live", "a.csv", "--yes", *TODAY, client=REAL, ends=4)
    made_up = a_notification(sender_reference="FAKE-1")
    told = [
        await notify.send(made_up, who=REAL),
        await notify.send(key="FAKE-0001", who=REAL),
    ]
    places = [answer.json()["errors"][0]["pointer"] for answer in told]
    assert places == ["/sender_reference", "/Idempotency-Key"]
    headers = {"Content-Type": "application/x-ndjson"}
    content = json.dumps(made_up)
    batch = await notify.call(
        "POST", "/notifications:batch", REAL, content=content, headers=headers
    )
    [wrong] = batch.json()["problem"]["errors"]
    assert (wrong["pointer"], wrong["reason"]) == ("/sender_reference", MADE_UP)
    found = await figures(notify)
    assert (found["notification"], found["facts"], found["person"]) == (0, 0, 0)


async def test_a_report_is_checked_against_what_the_sandbox_took(
    notify: Notify, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desktop.does("ladder", *TODAY)
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"notify": notify.service.settings.database_dsn.get_secret_value()}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    path = desktop.folder / "conformance.json"

    async def cspr() -> tuple[int, str]:
        words = ["sender", "conformance", str(path)]
        done = await asyncio.to_thread(CliRunner().invoke, app, words)
        return done.exit_code, done.output

    code, said = await cspr()
    assert (code, "ashmere-sandbox, schema v1.1" in said) == (0, True), said
    await notify.service.db.pool.execute(
        "delete from sandbox_notification where reference = $1",
        json.loads(path.read_text())["rungs"][0]["references"][0],
    )
    assert (await cspr())[0] == 1
    path.write_text(path.read_text().replace('"passed": true', '"passed": false', 1))
    code, said = await cspr()
    assert (code, "was changed after it was written" in said) == (1, True)


@pytest.mark.need("I14")
async def test_a_real_file_is_taken_and_its_status_can_be_asked(
    notify: Notify, desktop: Desktop
) -> None:
    await desktop.has("a.csv")
    said = await desktop.does("send", "a.csv", *TODAY, client=REAL, ends=4)
    assert f"LIVE: 3 notifications for authority 990 to {notify.url}, as {REAL}" in said
    assert await notify.facts() == []
    assert "3 taken" in await desktop.does("send", "a.csv", *TODAY, client=REAL, typed="yes\n")
    [first, *_] = await notify.facts("notification-submitted")
    reference = first["reference"]
    assert reference in await desktop.does("status", "--reference", reference, client=REAL)
    own = "ASH-20260410-0001-00002"
    said = await desktop.does("status", "--own", own, client=REAL)
    assert said.count("CSPR-") == 1
    assert own in said
    await desktop.does("status", "--own", "none", client=REAL, ends=1)


async def test_what_the_service_refuses_is_told_with_row_and_column(
    notify: Notify, desktop: Desktop
) -> None:
    await desktop.does("fake", "--count", "3", "--out", "a.csv", *TODAY)
    path = desktop.folder / "a.csv"
    path.write_text(path.read_text().replace("990,", "991,", 1))
    said = await desktop.does("send", "a.csv", *TODAY, ends=1)
    assert "Row 2, column A (authority_code): " in said
    results = (desktop.folder / "a.csv.cspr-results.csv").read_text("utf-8-sig").splitlines()
    assert results[0] == "row,column,heading,state,reason,your_reference,our_reference,means"
    assert results[1].startswith("2,A,authority_code,refused,")


async def test_kill_9_while_sending_then_resume_doubles_nothing(
    notify: Notify, desktop: Desktop
) -> None:
    await desktop.has("a.csv", 900)
    process = await desktop.start("send", "--yes", "a.csv", *TODAY, client=REAL)
    state = desktop.folder / "a.csv.cspr-state"

    async def some() -> bool:
        return state.exists() and state.read_text().count("\n") > 100

    await until("some to be sent", some, 60)
    process.send_signal(signal.SIGKILL)
    await process.communicate()
    kept = state.read_text()
    state.write_text(kept[: len(kept) - 9])  # the last line broke off
    assert 0 < (await figures(notify))["notification"] < 900
    said = await desktop.does("resume", "a.csv", *TODAY, client=REAL)
    assert "have an outcome already" in said
    assert "900 taken, 0 refused" in said
    assert (await figures(notify))["notification"] == 900
    assert CANARY not in state.read_text()


async def test_a_resume_of_another_file_is_refused(desktop: Desktop) -> None:
    await desktop.does("fake", "--count", "2", "--out", "a.csv", *TODAY)
    assert "use send" in await desktop.does("resume", "a.csv", *TODAY, ends=2)
    await desktop.does("send", "a.csv", *TODAY)
    await desktop.does("fake", "--count", "3", "--out", "a.csv", "--force", *TODAY)
    assert "has changed" in await desktop.does("resume", "a.csv", *TODAY, ends=2)


async def test_a_wrong_secret_and_a_service_that_is_away_are_told_apart(
    notify: Notify, desktop: Desktop, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one")
    said = await desktop.does("status", "--client-secret-file", str(wrong), ends=4)
    assert "does not know this client id and secret" in said
    away = ("--url", "http://127.0.0.1:9")
    assert "No answer from http://127.0.0.1:9" in await desktop.does("status", *away, ends=3)
    await desktop.does("fake", "--count", "2", "--out", "a.csv", *TODAY)
    said = await desktop.does("send", "a.csv", *away, *TODAY, ends=3)
    assert "Nothing was sent by this." in said
    assert "There is no state" in await desktop.does("resume", "a.csv", *TODAY, ends=2)
    assert "not an https address" in await desktop.does("status", "--url", "http://a.test", ends=4)
    said = await desktop.does("status", "--ca-file", "none.pem", ends=4)
    assert "certificates in none.pem can not be read" in said


async def test_a_system_learns_how_it_stands(notify: Notify, desktop: Desktop) -> None:
    told: dict[str, Any] = (await notify.call("GET", "/sender", SANDBOX)).json()
    assert (told["sandbox"], told["authorities"], told["client_id"]) == (True, ["990"], SANDBOX)
    other = (await notify.call("GET", "/sender", REAL)).json()
    assert other["sandbox"] is False
