"""Each gate of ``make check`` is run on a planted violation, and refuses it."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from deploy.local.processes import ROOT
from tests.house.test_imports import PLANTED

BIN = Path(sys.executable).parent
SQL = {
    "a required column on a full table": "alter table journal add column note text not null;",
    "a column thrown away": "alter table journal drop column actor;",
    "a type changed under everybody's lock": "alter table journal alter column type type varchar;",
}
RUFF = {
    "an unused import": ("import os\n", "F401"),
    "a statement put together from text": (
        'def find(name: str) -> str:\n    """Find."""\n    return f"select * from {name}"\n',
        "S608",
    ),
    "a public function that says nothing": ("def find() -> None:\n    return\n", "D103"),
    "a time without a place": (
        '"""Now."""\n\nfrom datetime import datetime\n\nNOW = datetime.now()\n',
        "DTZ005",
    ),
    "a note to oneself": ('"""Later."""\n\nA = 1  # ' + "TO" + "DO: more\n", "TD"),
    "an error passed over": (
        '"""Quiet."""\n\ntry:\n    A = 1\nexcept Exception:\n    pass\n',
        "S110",
    ),
}
MYPY = {
    "a function without types": ("def f(x): return x", "no-untyped-def"),
    "a match that forgets a case": (
        (
            "from typing import Literal, assert_never\n"
            "def f(x: Literal['a', 'b']) -> int:\n"
            "    match x:\n"
            "        case 'a':\n            return 1\n"
            "        case _:\n            assert_never(x)\n"
        ),
        "arg-type",
    ),
    "a value that may be missing": (
        "def f(x: str | None) -> int:\n    return len(x)",
        "arg-type",
    ),
}


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """One of the project's tools."""
    words = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=50)


@pytest.mark.parametrize("what", RUFF)
def test_the_linter_refuses(tmp_path: Path, what: str) -> None:
    source, rule = RUFF[what]
    file = tmp_path / "planted.py"
    file.write_text(source)
    done = run("ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), str(file))
    assert done.returncode == 1
    assert re.search(rf"\b{rule}", done.stdout), done.stdout


def test_the_formatter_refuses_another_form(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("A = {  'a' : 1 }\n")
    config = ("--config", str(ROOT / "pyproject.toml"))
    assert run("ruff", "format", "--no-cache", "--check", *config, str(file)).returncode == 1


@pytest.mark.parametrize("what", MYPY)
def test_the_type_checker_refuses(tmp_path: Path, what: str) -> None:
    source, rule = MYPY[what]
    file = tmp_path / "planted.py"
    file.write_text(source)
    config = ("--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path))
    done = run("mypy", *config, str(file), cwd=tmp_path)
    assert done.returncode == 1
    assert f"[{rule}]" in done.stdout, done.stdout


@pytest.mark.parametrize("what", SQL)
def test_the_migration_lint_refuses(tmp_path: Path, what: str) -> None:
    file = tmp_path / "0002_planted.sql"
    file.write_text(SQL[what] + "\n")
    done = run("squawk", "--config", str(ROOT / ".squawk.toml"), str(file))
    assert done.returncode == 1, done.stdout


def test_every_import_rule_has_its_planted_violation() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    names = [contract["name"] for contract in rules["contracts"]]
    planted = tuple(rule for rule, *_ in PLANTED)
    assert [name for name in names if not name.startswith(planted)] == []


def test_make_check_runs_every_gate() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]
    for gate in (
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint-imports",
        "squawk",
        "contracts.tools check",
        "tests/house",
        "tests/contracts",
    ):
        assert gate in recipe
    assert shutil.which("bash")
