"""The ladder's report: for machines, and as a page that can be sent in or printed."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

TITLE = "Conformance report"
LABELS = {
    "kit": "Version of the kit",
    "schema": "Version of the schema",
    "server": "Server",
    "client_id": "Client",
    "authority": "Authority",
    "seed": "Seed of the made-up records",
    "made_on": "Made on",
}
STYLE = (
    "body{font-family:sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
    "td,th{text-align:left;padding:.3em 1em .3em 0;border-bottom:1px solid #999;vertical-align:top}"
)


def write(report: Mapping[str, Any], base: Path) -> list[Path]:
    """Write ``base`` with .json, .md and .html; their paths."""
    made = {
        ".json": json.dumps(report, indent=1, ensure_ascii=False) + "\n",
        ".md": "\n".join(_markdown(report)) + "\n",
        ".html": _page(report),
    }
    paths = []
    for ending, text in made.items():
        path = base.with_name(base.name + ending)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def passed_before(base: Path) -> bool:
    """Whether a report of a ladder that was climbed to its end is there."""
    path = base.with_name(base.name + ".json")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    rungs = [rung.get("name") for rung in found.get("rungs", ())]
    return bool(found.get("passed")) and "scrambled" in rungs


def _word(passed: object) -> str:
    return "passed" if passed else "NOT PASSED"


def _markdown(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {TITLE}: {_word(report['passed'])}"
    yield ""
    for name, label in LABELS.items():
        yield f"- {label}: {report.get(name, '')}"
    for rung in report["rungs"]:
        yield ""
        yield f"## {rung['name']}: {_word(rung['passed'])} ({rung['seconds']} s)"
        yield ""
        for one in rung["checks"]:
            found = f" ({one['found']})" if one["found"] else ""
            yield f"- {_word(one['passed'])}: {one['check']}{found}"


def _page(report: Mapping[str, Any]) -> str:
    about = "".join(
        f"<tr><th scope='row'>{label}</th><td>{escape(str(report.get(name, '')))}</td></tr>"
        for name, label in LABELS.items()
    )
    rungs = "".join(_rung(one) for one in report["rungs"])
    title = f"{TITLE}: {_word(report['passed'])}"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{STYLE}</style></head><body><h1>{title}</h1><table>{about}</table>{rungs}</body></html>\n"
    )


def _rung(rung: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{_word(one['passed'])}</td><td>{escape(one['check'])}</td>"
        f"<td>{escape(one['found'])}</td></tr>"
        for one in rung["checks"]
    )
    head = f"{escape(rung['name'])}: {_word(rung['passed'])} ({rung['seconds']} s)"
    return f"<h2>{head}</h2><table>{rows}</table>"
