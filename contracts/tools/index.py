"""The index page that people read: every topic, every type, every field, and every HTTP body."""

from collections.abc import Iterable
from html import escape

from contracts.catalogue import CATALOGUE
from contracts.http_catalogue import HTTP
from contracts.tools.asyncapi import ALL_TOPICS, told_of
from contracts.tools.schema import Published, Schema, schema_of
from contracts.tools.tags import sensitivities


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for topic in ALL_TOPICS:
        parts.append(f"<h2><code>{topic.name}</code></h2><p>{escape(told_of(topic))}</p>")
        parts += [
            _type(entry, "Sensitivity", sensitivities(schema_of(entry)).items())
            for entry in CATALOGUE
            if entry.topic == topic
        ]
    parts.append("<h2>Over HTTP</h2><p>Bodies below <code>/v1</code>, in transit encrypted.</p>")
    parts += [_type(body, "Required", _needed(schema_of(body)).items()) for body in HTTP]
    return "\n".join([*parts, "</main></body></html>\n"])


def _needed(schema: Schema) -> dict[str, str]:
    required = schema.get("required", ())
    return {f"/{name}": "yes" if name in required else "" for name in schema["properties"]}


def _type(entry: Published, about: str, fields: Iterable[tuple[str, str]]) -> str:
    name = entry.model.__name__
    summary = escape((entry.model.__doc__ or "").splitlines()[0])
    rows = "".join(
        f"<tr><td><code>{escape(path)}</code></td><td>{tag}</td></tr>" for path, tag in fields
    )
    return (
        f"<h3 id='{name}'>{name}</h3><p>{summary}</p><p><code>{entry.type}</code>:"
        f" <a href='{entry.file}'>schema</a></p><table><caption>Fields</caption>"
        f"<tr><th scope=col>Field</th><th scope=col>{about}</th></tr>{rows}</table>"
    )


_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>CSPR contracts</title><style>
body{font-family:Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #b1b4b6;text-align:left;padding:.3rem}
h2{border-top:4px solid #1d3557;padding-top:1rem}caption{text-align:left;font-weight:bold}
</style></head><body><main><h1>CSPR contracts</h1>
<p>Written from the models by <code>make contracts</code>. Each field carries a sensitivity tag: open, case
(coded facts about one case) or text (sealed). Identity never travels, but for a notification on its way in.</p>"""
