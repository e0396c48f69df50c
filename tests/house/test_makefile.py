"""What the Makefile does where a person may install nothing, and where all is there."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.programs import needs

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("chromium", "kcat", "pdftotext")


def make_browser(programs: Path) -> subprocess.CompletedProcess[str]:
    """``make browser`` for an ordinary user who has these programs, and no apt-get."""
    (programs / "id").write_text("#!/bin/sh\necho 1000\n")
    for file in programs.iterdir():
        file.chmod(0o755)
    make = shutil.which("make")
    assert make
    command = [make, "-s", "browser", f"PATH={programs}", "PYTHON=python3"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )


def test_an_ordinary_user_is_told_what_to_install_and_the_tests_go_on(tmp_path: Path) -> None:
    (tmp_path / "kcat").touch()
    said = make_browser(tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.endswith("apt-get install chromium fonts-liberation poppler-utils\n")


def test_nothing_is_said_where_all_is_there(tmp_path: Path) -> None:
    for name in PROGRAMS:
        (tmp_path / name).touch()
    said = make_browser(tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_a_missing_program_passes_a_test_over_and_fails_it_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="apt-get install no-such-package"):
        needs("no-such-program", "no-such-package")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        needs("no-such-program", "no-such-package")
    needs("sh", "dash")


def planned(*words: str) -> str:
    """What ``make faults`` would run."""
    make = shutil.which("make")
    assert make
    command = [make, "-n", "faults", "PYTHON=python3", "PEERS=build/no-such-folder", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    ).stdout


def test_only_a_full_fault_run_sets_up_the_tools_to_compare_with() -> None:
    assert "bench/peers.lock" in planned()
    assert "bench/peers.lock" not in planned("QUICK=1")


def test_ci_says_that_it_is_one() -> None:
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text()
