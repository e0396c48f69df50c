"""The servers that are started on one machine: kept, found again, and never left behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.local import kafka_jars
from deploy.local.home import FREE_BYTES_MIN, Home
from deploy.local.processes import ROOT, StartFailed, alive
from deploy.topics import make_topics
from tests.support.until import until
from tests.support.wait import wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
DEAD_PROXY = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


def ask(verb: str, home: Home, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy.local", verb, "--home", str(home.path), "--servers"]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def processes_of(home: Home) -> list[int]:
    """Every process that names the folder on its command line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            named = str(home.path).encode() in file.read_bytes()
        except OSError:
            continue
        if named and alive(int(file.parent.name)):
            found.append(int(file.parent.name))
    return found


def the_one(home: Home, main: str) -> int:
    """The process of ``home`` with ``main`` on its command line."""
    return next(
        pid for pid in processes_of(home) if main in Path(f"/proc/{pid}/cmdline").read_text()
    )


async def nothing_left(home: Home) -> None:
    async def gone() -> bool:
        return not processes_of(home)

    await until("the servers to be gone", gone, 20)


def dsn(home: Home) -> str:
    state = home.state()
    word, port = state["postgres_postgres_secret"], state["postgres_port"]
    return f"postgresql://postgres:{word}@127.0.0.1:{port}/postgres"


async def leave_a_mark(home: Home) -> None:
    conn = await asyncpg.connect(dsn(home))
    await conn.execute("create table mark (made boolean)")
    await conn.close()


async def assert_mark_is_kept(home: Home) -> None:
    conn = await asyncpg.connect(dsn(home))
    assert await conn.fetchval("select to_regclass('mark') is not null")
    await conn.close()
    made = await make_topics(f"127.0.0.1:{home.state()['kafka_port']}")
    assert made == [], "topics of the first start were lost"


@pytest.fixture
def home() -> Iterator[Home]:
    """A folder of its own; whatever a test leaves running in it is ended."""
    folder = Home(Path(tempfile.mkdtemp(prefix="cspr-home-")))
    yield folder
    ask("down", folder)
    shutil.rmtree(folder.path, ignore_errors=True)


async def test_data_and_ports_last_and_nothing_is_left_running(home: Home) -> None:
    said = ask("up", home)
    assert said.returncode == 0, said.stderr
    ports = [home.state()[f"{name}_port"] for name in ("kafka", "postgres")]
    assert all(f"127.0.0.1:{port}" in said.stdout for port in ports)
    assert (home.path / "state.json").stat().st_mode & 0o777 == 0o600
    await leave_a_mark(home)
    assert ask("up", home).stdout == said.stdout, "a second up finds them running"
    assert ask("down", home).returncode == 0
    wait_for("the servers to be gone", lambda: not processes_of(home), 20)
    assert ask("up", home).stdout == said.stdout
    await assert_mark_is_kept(home)


async def test_a_crash_of_the_starter_leaves_nothing_and_loses_nothing(home: Home) -> None:
    assert ask("up", home).returncode == 0
    await leave_a_mark(home)
    keeper = home.holder()
    assert keeper
    os.kill(keeper, signal.SIGKILL)
    await nothing_left(home)
    said = ask("up", home)
    assert said.returncode == 0, said.stderr
    await assert_mark_is_kept(home)


async def test_taken_ports_are_avoided_and_the_data_is_still_there(home: Home) -> None:
    assert ask("up", home).returncode == 0
    await leave_a_mark(home)
    ask("down", home)
    before = home.state()
    names = ("kafka_port", "kafka_controller_port", "postgres_port")
    taken = [socket.create_server(("127.0.0.1", before[name])) for name in names]
    try:
        said = ask("up", home)
        assert said.returncode == 0, said.stderr
        assert all(home.state()[name] != before[name] for name in names)
        await assert_mark_is_kept(home)
    finally:
        for one in taken:
            one.close()


async def test_when_one_server_dies_the_rest_ends_and_the_log_says_why(home: Home) -> None:
    assert ask("up", home).returncode == 0
    os.kill(the_one(home, "kafka.Kafka"), signal.SIGKILL)
    await nothing_left(home)
    said = home.log("keeper").read_text()
    assert "Apache Kafka ended with code -9" in said
    assert str(home.log("kafka")) in said


def test_a_server_that_dies_at_start_is_named_with_its_last_words(home: Home) -> None:
    home.prepare()
    assert ask("up", home).returncode == 0
    ask("down", home)
    with (home.path / "postgres" / "postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = on\n")
    said = ask("up", home)
    assert said.returncode == 1
    assert "PostgreSQL ended with code" in said.stderr
    assert "no_such_setting" in said.stderr
    assert str(home.log("postgres")) in said.stderr
    wait_for("the servers to be gone", lambda: not processes_of(home), 20)


def test_a_folder_in_use_is_said_to_be(home: Home) -> None:
    with home.held(), pytest.raises(StartFailed, match=rf"already run \(process {os.getpid()}\)"):
        Home(home.path).held().__enter__()


def test_without_a_network_the_first_start_says_so(home: Home) -> None:
    said = ask("up", home, HOME=str(home.path), XDG_CACHE_HOME=str(home.path), **DEAD_PROXY)
    assert said.returncode == 1
    assert "The first start needs a network that reaches Maven Central" in said.stderr
    assert "Traceback" not in said.stderr
    wait_for("the servers to be gone", lambda: not processes_of(home), 20)


def test_a_damaged_download_is_thrown_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home.path))
    folder = home.path / "envs" / "kafka" / "jars"
    folder.mkdir(parents=True)
    jars = [folder / line.split()[1] for line in kafka_jars.PINNED.read_text().splitlines()]
    for jar in jars:
        jar.write_bytes(b"half a jar")
    with pytest.raises(StartFailed, match=r"damaged or altered: .*kafka-clients-4\.3\.0\.jar"):
        kafka_jars.check([str(jar) for jar in jars])
    assert not folder.exists()


def test_a_full_disk_is_said_to_be(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home.path)._replace(free=FREE_BYTES_MIN - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(StartFailed, match="The disk is nearly full"):
        home.prepare()


def test_an_old_python_is_refused_in_words() -> None:
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 18, 'final', 0);"
        "sys.argv = ['deploy.local', 'status'];"
        "runpy.run_module('deploy.local', run_name='__main__')"
    )
    said = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "needs Python 3.11 or later" in said.stderr
    assert "Traceback" not in said.stderr


def test_two_checkouts_run_side_by_side(home: Home) -> None:
    other = Home(home.path / "other")
    try:
        assert [ask("up", one).returncode for one in (home, other)] == [0, 0]
        ports = [one.state()[f"{n}_port"] for one in (home, other) for n in ("kafka", "postgres")]
        assert len(set(ports)) == len(ports)
    finally:
        ask("down", other)


def as_in_a_terminal() -> None:
    """A run that a shell put into the background has been told to ignore Ctrl-C; its children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_all(home: Home) -> None:
    command = [sys.executable, "-m", "deploy.local", "keep", "--home", str(home.path), "--servers"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=as_in_a_terminal,  # noqa: PLW1509 - one system call, no lock
    ) as keeper:
        assert keeper.stdout
        assert any(line.strip() == "ready" for line in keeper.stdout)
        keeper.send_signal(signal.SIGINT)
        assert keeper.wait(30) == 130
    wait_for("the servers to be gone", lambda: not processes_of(home), 20)
