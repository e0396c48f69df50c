"""The shape of the tree: sizes, names, and what may never be committed."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("contracts", "chassis", "services", "deploy", "bench")
LINES_A_FUNCTION, LINES_A_FILE = 50, 250
VAGUE = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common)(_|$)")
REGISTRIES = {
    "bench/peers/__init__.py",
    "bench/work/__init__.py",
    "services/correspondence/web/moves/__init__.py",
    "services/correspondence/letter_types/__init__.py",
    "services/analytics/measures/__init__.py",
}
ROUTE_LISTS = re.compile(r"^(build|mount)_?")


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def python_files() -> list[Path]:
    return [ROOT / name for name in tracked() if name.endswith(".py") and name.startswith(CODE)]


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Each function with the lines that are its own, without those of functions inside it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [
                child
                for child in ast.walk(node)
                if child is not node and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            inside = sum((one.end_lineno or 0) - one.lineno + 1 for one in inner)
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - inside


def too_long(source: str) -> list[str]:
    return [f"{name}: {lines}" for name, lines in functions(source) if lines > LINES_A_FUNCTION]


def test_no_function_is_longer_than_fifty_lines() -> None:
    found = {str(f.relative_to(ROOT)): too_long(f.read_text()) for f in python_files()}
    assert {name: long for name, long in found.items() if long} == {}


def test_a_long_function_is_seen() -> None:
    body = "\n".join(f"    x = {n}" for n in range(LINES_A_FUNCTION))
    assert too_long(f"def planted():\n{body}\n") == ["planted: 51"]


def test_no_file_is_longer_than_250_lines() -> None:
    sizes = {str(f.relative_to(ROOT)): len(f.read_text().splitlines()) for f in python_files()}
    assert {name: n for name, n in sizes.items() if n > LINES_A_FILE} == {}


def vague(name: str) -> bool:
    return bool(VAGUE.search(Path(name).stem))


def test_files_are_named_after_what_they_do() -> None:
    assert [name for name in tracked() if name.endswith(".py") and vague(name)] == []
    assert vague("services/review/utils.py")


def test_packages_export_nothing_but_registries() -> None:
    full = {
        str(file.relative_to(ROOT))
        for file in python_files()
        if file.name == "__init__.py" and file.read_text().strip()
    }
    assert full <= REGISTRIES


FORBIDDEN = {
    "an absolute path of a machine": re.compile(r"(^|[^\w.])/(work|home)/(main|[a-z]+)/"),
    "an index address": re.compile(r"(files\.pythonhosted|pypi)\.org|registry\.npmjs|repo1\.maven"),
    "an index option": re.compile(r"^--(index-url|extra-index-url|find-links)", re.MULTILINE),
}


def forbidden_in(text: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_no_machine_and_no_index_is_named() -> None:
    found = {}
    for name in tracked():
        if name.endswith((".png", ".pdf", ".svg", ".csv")) or name == "tests/house/test_tidy.py":
            continue
        if wrong := forbidden_in((ROOT / name).read_text(errors="replace")):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see /home/me/project/x", "an absolute path of a machine"),
        ("--index-url https://example.org", "an index option"),
    ],
)
def test_a_planted_address_is_seen(text: str, what: str) -> None:
    assert what in forbidden_in(text)


def test_front_end_assets_are_fetched_and_not_committed() -> None:
    assert [n for n in tracked() if "govuk-frontend" in n or n.startswith("static/vendor")] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_each_decision_says_when_to_look_again() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages
    assert [p.name for p in pages if "revisit when" not in p.read_text().lower()] == []
