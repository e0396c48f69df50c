"""Each import rule is kept, and is seen to refuse a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("contracts", "chassis", "services", "deploy", "bench", "tests")
PLANTED = {
    "services never import each other": (
        "services/analytics/queries.py",
        "from services.review import stores",
    ),
    "contracts <- chassis <- services": ("chassis/clock.py", "from services.review import stores"),
    "Kafka clients stand in the chassis alone": (
        "services/review/stores.py",
        "import faststream",
    ),
    "the web framework stands in chassis, web and app alone": (
        "services/correspondence/letter/store.py",
        "import fastapi",
    ),
    "a domain imports the standard library and chassis.errors": (
        "services/review/lcspr/domain.py",
        "import pydantic",
    ),
    "aggregate folders of review do not import each other": (
        "services/review/lcspr/wire.py",
        "from services.review.request import domain as other",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, to plant in."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "*.json", "*.csv")
        shutil.copytree(ROOT / package, folder / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_tree_keeps_every_rule(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_violation_is_refused(copy: Path, rule: str) -> None:
    name, line = PLANTED[rule]
    file = copy / name
    before = file.read_text()
    file.write_text(f"{before}\n{line}\n")
    try:
        done = lint(copy)
    finally:
        file.write_text(before)
    assert done.returncode != 0
    broken = [text for text in done.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(rule in text for text in broken), done.stdout
