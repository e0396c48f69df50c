"""A folder in which servers run is never emptied, and a folder of somebody else never at all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local.home import Home
from deploy.local.processes import ROOT, StartFailed

pytestmark = [pytest.mark.system, pytest.mark.timeout(60)]
HOLD = """
import signal, sys
from pathlib import Path
from deploy.local.home import Home
with Home(Path(sys.argv[1])).held():
    print("held", flush=True)
    signal.pause()
"""


def python(*words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, words)]
    told = {**os.environ, "ONCE": "1", **env}
    return subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, check=False, timeout=50
    )


@contextmanager
def running_in(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the folder, as a demonstration does, and has data in it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == "held\n"
            (home.path / "postgres").mkdir()
            yield holder
        finally:
            holder.kill()


@pytest.mark.parametrize("against", ["local", "compose"])
def test_a_second_demonstration_leaves_the_first_one_alone(tmp_path: Path, against: str) -> None:
    home = Home(tmp_path / "demo")
    with running_in(home) as first:
        said = python("-m", "deploy.local.demo", "--home", home.path, AGAINST=against)
        assert said.returncode == 1
        assert f"already run (process {first.pid})" in " ".join(said.stdout.split())
        assert (home.path / "postgres").exists()
        assert first.poll() is None


@pytest.mark.parametrize("verb", ["down", "reset"])
def test_the_demonstration_is_seen_and_ended_too(tmp_path: Path, verb: str) -> None:
    home = Home(tmp_path / "checkout")
    home.prepare()
    with running_in(home.demo) as demonstration:
        said = python("-m", "deploy.local", verb, "--home", home.path)
        assert said.returncode == 0, said.stderr
        assert f"Stopped; the data stays in {home.demo.path}." in said.stdout
        assert demonstration.wait(10) != 0
    assert (home.demo.path / "postgres").exists() == (verb == "down")


def test_nothing_is_said_to_run_when_nothing_does(tmp_path: Path) -> None:
    assert (
        python("-m", "deploy.local", "down", "--home", tmp_path).stdout == "Nothing is running.\n"
    )


@pytest.mark.parametrize("words", [("deploy.local.demo",), ("deploy.local", "reset")])
@pytest.mark.parametrize(
    "state", [None, "not json", '["a list"]', '{"name": "of another program"}']
)
def test_a_folder_of_another_is_not_touched(
    tmp_path: Path, words: tuple[str, ...], state: str | None
) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    if state:
        (tmp_path / "state.json").write_text(state)
    said = python("-m", *words, "--home", tmp_path)
    assert said.returncode == 1
    assert "holds other things than servers' data" in said.stdout + said.stderr
    assert (tmp_path / "thesis.txt").read_text() == "three years of work"
    assert not (tmp_path / "lock").exists()


def test_what_a_former_run_left_goes_once_the_folder_is_held(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    with home.held():
        home.secret("client")
        (home.path / "postgres" / "base").mkdir(parents=True)
        (home.path / "clock").write_text("2026-03-27")
    with home.held(fresh=True):
        assert sorted(entry.name for entry in home.path.iterdir()) == ["lock", "state.json"]
        assert home.state() == {}
        with pytest.raises(StartFailed, match="already run"), Home(home.path).held(fresh=True):
            pass
