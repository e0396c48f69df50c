"""The shape of the tree: sizes, names, and what may never be committed."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("supplier", "contracts", "chassis", "services", "deploy", "bench")
LINES_A_FUNCTION, LINES_A_FILE, LINES_A_TEST_FILE = 50, 250, 400
VAGUE = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common)(_|$)")
REGISTRIES = {
    "bench/peers/__init__.py",
    "bench/work/__init__.py",
    "services/correspondence/web/moves/__init__.py",
    "services/correspondence/letter_types/__init__.py",
    "services/analytics/measures/__init__.py",
}

ASSET = re.compile(
    r"(^|/)(node_modules|vendor)/|govuk-frontend|\.min\.(js|css)$|\.(woff2?|ttf|otf)$"
)


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def python_files(folders: tuple[str, ...] = CODE) -> dict[str, str]:
    """Each of our files with its text."""
    ours = [name for name in tracked() if name.endswith(".py") and name.startswith(folders)]
    return {name: (ROOT / name).read_text() for name in ours}


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
    found = {name: too_long(text) for name, text in python_files((*CODE, "tests")).items()}
    assert {name: long for name, long in found.items() if long} == {}


def test_a_long_function_is_seen() -> None:
    body = "\n".join(f"    x = {n}" for n in range(LINES_A_FUNCTION))
    assert too_long(f"def planted():\n{body}\n") == ["planted: 51"]


def too_big(files: dict[str, str], lines_max: int) -> list[str]:
    return [name for name, text in files.items() if len(text.splitlines()) > lines_max]


def test_no_file_is_longer_than_250_lines_and_no_file_of_tests_than_400() -> None:
    assert too_big(python_files(), LINES_A_FILE) == []
    assert too_big(python_files(("tests",)), LINES_A_TEST_FILE) == []


def test_a_long_file_is_seen() -> None:
    planted = {"long.py": "x = 1\n" * 251, "just.py": "x = 1\n" * 250}
    assert too_big(planted, LINES_A_FILE) == ["long.py"]


def vague(name: str) -> bool:
    return bool(VAGUE.search(Path(name).stem))


def test_files_are_named_after_what_they_do() -> None:
    assert [name for name in tracked() if name.endswith(".py") and vague(name)] == []
    assert vague("services/review/utils.py")


def exporting(files: dict[str, str]) -> set[str]:
    """Packages whose ``__init__`` holds something."""
    return {name for name, text in files.items() if name.endswith("__init__.py") and text.strip()}


def test_packages_export_nothing_but_registries() -> None:
    assert exporting(python_files()) <= REGISTRIES


def test_a_package_that_exports_is_seen() -> None:
    planted = {"a/__init__.py": "from a.b import c\n", "b/__init__.py": "\n", "c/d.py": "x = 1\n"}
    assert exporting(planted) == {"a/__init__.py"}


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


def assets(names: list[str]) -> list[str]:
    """Third-party files for browsers: the package manager fetches them."""
    return [name for name in names if ASSET.search(name)]


def test_front_end_assets_are_fetched_and_not_committed() -> None:
    assert assets(tracked()) == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_a_committed_asset_is_seen() -> None:
    planted = [
        "static/vendor/govuk/all.css",
        "static/govuk-frontend.min.js",
        "node_modules/axe-core/axe.js",
        "services/notify/web/htmx-2.0.4.min.js",
        "static/fonts/light.woff2",
    ]
    assert assets([*planted, "static/cspr.js", "static/cspr.css"]) == planted


def without_end(pages: dict[str, str]) -> list[str]:
    """Decisions that do not say when to look again."""
    return [name for name, text in pages.items() if "**revisit when**" not in text.casefold()]


def test_each_decision_says_when_to_look_again() -> None:
    pages = {p.name: p.read_text() for p in (ROOT / "docs" / "decisions").glob("*.md")}
    assert pages
    assert without_end(pages) == []


def test_a_decision_for_ever_is_seen() -> None:
    planted = {"a.md": "**Decision.** So.", "b.md": "**Decision.** So.\n\n**Revisit when** not."}
    assert without_end(planted) == ["a.md"]
