"""The kit as it is handed out, on a desktop of its own."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from chassis.cli import app
from supplier.build import HERE, MAIN, build
from supplier.cspr_supplier.schema import OWN, newest
from supplier.cspr_supplier.version import VERSION

POSIX_ONLY = re.compile(r"import (fcntl|pwd|grp|termios|resource)\b|os\.(fork|getuid)|signal\.SIG")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("kit") / "out")


def run(kit: Path, *words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """The kit without anything that is installed here."""
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-S", str(kit), *words]
    return subprocess.run(command, cwd=kit.parent, env=env, capture_output=True, check=False)


def test_the_single_file_runs_where_nothing_is_installed(built: tuple[Path, Path]) -> None:
    made = run(built[0], "fake", "--count", "3", "--mess", "content", "--out", "a.csv")
    assert made.returncode == 0, made.stderr
    assert run(built[0], "--version").stdout.decode().split()[1] == VERSION
    assert run(built[0], "validate", "a.csv").returncode in (0, 1)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 0)])
def test_an_older_python_is_told_so_in_words(version: tuple[int, ...]) -> None:
    started = f"import sys; sys.version_info = {version}\n{MAIN}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", started], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == f"cspr-supplier needs Python 3.11 or later, and this is {version[0]}.{version[1]}.\n"
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
def test_a_console_that_can_not_show_every_sign_is_no_obstacle(
    built: tuple[Path, Path], encoding: str
) -> None:
    table = built[0].parent / "odd.csv"
    table.write_text("sender_reference,occurred_on,child_sex,Zięba\nŁ,26/03/2026,?,x\n", "utf-8")
    told = run(built[0], "validate", "odd.csv", encoding=encoding)
    assert told.returncode == 2
    assert b"column D (Zi?ba)" in told.stderr


def test_a_file_that_is_not_there_is_said(built: tuple[Path, Path]) -> None:
    told = run(built[0], "validate", "none.csv")
    assert told.returncode == 2
    assert b"none.csv: No such file" in told.stderr


def test_the_wheel_and_the_single_file_hold_the_same(built: tuple[Path, Path]) -> None:
    inside = []
    for file in built:
        with ZipFile(file) as archive:
            names = [name for name in archive.namelist() if name.startswith("cspr_supplier/")]
            inside.append({name: archive.read(name) for name in names if name[-1] != "/"})
            assert archive.read(f"cspr_supplier/{OWN}") == newest().read_bytes()
    assert inside[0] == inside[1]


def test_the_same_source_makes_the_same_file(built: tuple[Path, Path], tmp_path: Path) -> None:
    again, _ = build(tmp_path / "out")
    assert again.read_bytes() == built[0].read_bytes()


def test_nothing_is_left_beside_the_file_and_the_wheel(built: tuple[Path, Path]) -> None:
    assert {one.name for one in built[0].parent.iterdir() if one.suffix != ".csv"} == {
        one.name for one in built
    }


def test_the_version_stands_in_one_place() -> None:
    said = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    assert (said["version"], said.get("dependencies", [])) == (VERSION, [])


def test_no_call_is_of_one_system_alone() -> None:
    sources = {p.name: p.read_text() for p in (HERE / "cspr_supplier").glob("*.py")}
    for name, text in sources.items():
        assert not POSIX_ONLY.search(text), name
        for call in re.findall(r"\.(?:read|write)_text\(.*|\.open\(\".*", text):
            assert "encoding=" in call, f"{name}: {call}"


def test_it_is_reached_by_the_operators_command_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    done = CliRunner().invoke(app, ["supplier", "fake", "--count", "2", "--out", str(path)])
    assert done.exit_code == 0, done.output
    assert path.exists()
    assert CliRunner().invoke(app, ["supplier", "validate", str(tmp_path / "x")]).exit_code == 2
