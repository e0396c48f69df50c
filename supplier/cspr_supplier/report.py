"""The ladder's report: for machines, and as a page that can be sent in or printed."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from .items import Unreadable
from .schema import notification, version_of

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
SUM = "sum"
GOOD_FOR = timedelta(days=30)
"""As long as the service keeps what was tried out, by which it can say that it was so."""
STYLE = (
    "body{font-family:sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
    "td,th{text-align:left;padding:.3em 1em .3em 0;border-bottom:1px solid #999;vertical-align:top}"
)


def write(report: Mapping[str, Any], base: Path) -> list[Path]:
    """Write ``base`` with .json, .md and .html; their paths."""
    report = {**report, SUM: sum_of(report)}
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


def sum_of(report: Mapping[str, Any]) -> str:
    """A sum over all of a report but itself: who changes a word by hand changes it."""
    rest = {name: value for name, value in report.items() if name != SUM}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def read(path: Path) -> Mapping[str, Any]:
    """A report as it was written; raises Unreadable for what is none, or was changed since."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise Unreadable(f"There is no report {path}.") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or SUM not in found:
        raise Unreadable(f"{path} is no report of the ladder.")
    if found[SUM] != sum_of(found):
        raise Unreadable(f"{path} was changed after it was written.")
    return found


def why_not_passed(base: Path, url: str, today: date) -> str | None:
    """Why what was climbed before does not open the way to live; None when it does."""
    path = base.with_name(f"{base.name}.json")
    try:
        found = read(path)
    except Unreadable as error:
        return str(error)
    if not found["passed"] or "scrambled" not in [rung["name"] for rung in found["rungs"]]:
        return f"the ladder of {path} was not passed."
    if found["server"] != url:
        return f"the ladder of {path} was climbed at {found['server']}, and this is {url}."
    if found["schema"] != version_of(notification()):
        return f"the ladder of {path} was climbed with version {found['schema']} of the schema."
    if today - date.fromisoformat(found["made_on"]) > GOOD_FOR:
        return f"the ladder of {path} was climbed more than {GOOD_FOR.days} days ago."
    return None


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
        yield f"- {_taken(rung)}"
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
    return f"<h2>{head}</h2><p>{_taken(rung)}</p><table>{rows}</table>"


def _taken(rung: Mapping[str, Any]) -> str:
    """How many were taken, and under which references of ours; all of them stand in the data."""
    found = rung["references"]
    ends = " to ".join(dict.fromkeys([*found[:1], *found[-1:]]))
    return f"{len(found)} taken" + (f": {ends}" if ends else "")
