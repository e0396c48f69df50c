"""Each import rule is kept, and is seen to refuse what is planted against it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("supplier", "contracts", "chassis", "services", "deploy", "bench", "tests")
FRAMEWORK = "the web framework stands in chassis, web and app alone"
WEB = "nothing below imports a way in: web is put together by app"
CONSUMERS = "nothing below imports a way in: consumers are put together by app"
AGGREGATE = "inside an aggregate: handlers, then store and wire and queries, then domain"
DOMAIN = "a domain imports the standard library and chassis.errors"
REVIEW, NOTIFY = "services.review", "services.notify"
CORRESPONDENCE, ANALYTICS = "services.correspondence", "services.analytics"
PLANTED = (
    ("services never import each other", f"{ANALYTICS}.queries", f"{REVIEW}.stores"),
    ("contracts <- chassis <- services", "chassis.clock", f"{REVIEW}.stores"),
    ("contracts <- chassis <- services", f"{REVIEW}.policy.rules", "deploy.topics"),
    ("Kafka clients stand in the chassis alone", f"{REVIEW}.stores", "faststream"),
    ("contracts <- chassis <- services", "supplier.cspr_supplier.rules", "chassis.clock"),
    ("the suppliers' kit runs where nothing else", "supplier.cspr_supplier.rules", "pydantic"),
    ("inside notify", f"{NOTIFY}.notification.domain", f"{NOTIFY}.files.store"),
    (FRAMEWORK, f"{CORRESPONDENCE}.letter.store", "fastapi"),
    (FRAMEWORK, f"{CORRESPONDENCE}.post", "fastapi"),
    (FRAMEWORK, f"{REVIEW}.handlers.cases", "starlette"),
    (WEB, f"{NOTIFY}.notification.store", f"{NOTIFY}.web.intake"),
    (WEB, f"{ANALYTICS}.facts", f"{ANALYTICS}.app"),
    (CONSUMERS, f"{CORRESPONDENCE}.letter.store", f"{CORRESPONDENCE}.consumers"),
    (CONSUMERS, f"{CORRESPONDENCE}.web.pages", f"{CORRESPONDENCE}.consumers"),
    (AGGREGATE, f"{NOTIFY}.notification.store", f"{NOTIFY}.notification.handlers"),
    (AGGREGATE, f"{CORRESPONDENCE}.letter.wire", f"{CORRESPONDENCE}.letter.store"),
    (AGGREGATE, f"{CORRESPONDENCE}.letter.domain", f"{CORRESPONDENCE}.letter.wire"),
    ("inside notify", f"{NOTIFY}.policy.rules", f"{NOTIFY}.notification.domain"),
    ("inside review", f"{REVIEW}.lcspr.domain", f"{REVIEW}.stores"),
    ("inside correspondence", f"{CORRESPONDENCE}.render.text", f"{CORRESPONDENCE}.letter.domain"),
    (
        "inside correspondence",
        f"{CORRESPONDENCE}.letter.domain",
        f"{CORRESPONDENCE}.use_cases.actions",
    ),
    ("inside analytics", f"{ANALYTICS}.measures.kind", f"{ANALYTICS}.facts"),
    (DOMAIN, f"{REVIEW}.lcspr.domain", "pydantic"),
    (DOMAIN, f"{CORRESPONDENCE}.letter.domain", "contracts.codes"),
    ("aggregate folders of notify", f"{NOTIFY}.register.load", f"{NOTIFY}.notification.domain"),
    ("aggregate folders of review", f"{REVIEW}.lcspr.wire", f"{REVIEW}.request.domain"),
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def copied(folder: Path) -> None:
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "*.json", "*.csv")
        shutil.copytree(ROOT / package, folder / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_the_tree_keeps_every_rule() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the code in which everything is planted."""
    folder = tmp_path_factory.mktemp("tree")
    copied(folder)
    for _, importer, imported in PLANTED:
        with (folder / f"{importer.replace('.', '/')}.py").open("a") as file:
            file.write(f"\nimport {imported}\n")
    done = lint(folder)
    assert done.returncode == 1
    return done.stdout


def test_a_module_that_has_no_place_among_the_layers_is_refused(tmp_path: Path) -> None:
    copied(tmp_path)
    for service in (NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS):
        (tmp_path / service.replace(".", "/") / "unplaced.py").touch()
    said = lint(tmp_path).stdout
    assert said.count(".unplaced") == len((NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS)), said


@pytest.mark.parametrize(("rule", "importer", "imported"), PLANTED)
def test_a_planted_import_is_refused_by_its_rule(
    said: str, rule: str, importer: str, imported: str
) -> None:
    sections = re.split(r"\n(?=\S[^\n]*\n-{5,}\n)", said.partition("Broken contracts")[2])
    [section] = [one for one in sections if one.startswith(rule)]
    pair = rf"{re.escape(importer)} ->\s+{re.escape(imported)}\b"  # long lines are wrapped
    assert re.search(pair, section), section
