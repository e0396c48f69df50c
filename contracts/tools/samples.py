"""Samples made from the schemas: valid ones as structured CloudEvents, invalid ones with what is wrong."""

from typing import Any

from contracts.catalogue import Entry
from contracts.envelope import JWE, Command
from contracts.tools.schema import Published, Schema, resolve, schema_of

AN_ID = "0197b1c2-7a00-7000-8000-0000000000{:02x}"
SEALED = (
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.bWFkZSB1cA.AAAAAAAAAAAAAAAAAAAAAA"
)
BY_FORMAT = {
    "date": "2026-06-08",
    "date-time": "2026-06-08T09:00:00Z",
    "uuid": AN_ID.format(1),
}
BY_NAME = {
    "reference": "CSPR-2026-00088-X",
    "partnership": "ashmere",
    "authority_code": "990",
    "authority_name": "Ashmere",
    "region_code": "E12000005",
    "region_name": "West Midlands",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "media_type": "application/pdf",
    "nhs_number": "9990000018",
    "reviewer": "Made-up Reviewer",
    "address": "https://ashmere.example/review",
    "recording": "https://panel.example/recording",
    "country": "FR",
}


def value_of(schema: Schema, root: Schema, name: str = "") -> Any:
    """A plausible made-up value."""
    schema = resolve(schema, root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return value_of(schema["anyOf"][0], root, name)
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            return {inner: value_of(field, root, inner) for inner, field in fields.items()}
        case "array":
            return [value_of(schema["items"], root, name)]
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "number":
            return 23.3
        case "boolean":
            return True
        case _:
            return _text(schema, name)


def _text(schema: Schema, name: str) -> str:
    if schema.get("pattern") == JWE:
        return SEALED
    known = BY_FORMAT.get(schema.get("format", "")) or BY_NAME.get(name)
    return known or f"made-up{'-' if 'pattern' in schema else ' '}{name}".strip(" -")


def data_of(entry: Published) -> dict[str, Any]:
    """The data document of a sample."""
    schema = schema_of(entry)
    data: dict[str, Any] = value_of(schema, schema)
    return data


def valid(entry: Published) -> dict[str, Any]:
    """A structured-mode CloudEvent; over HTTP the body alone."""
    return _event(entry) if isinstance(entry, Entry) else data_of(entry)


def _event(entry: Entry) -> dict[str, Any]:
    topic, model = entry.topic, entry.model
    source = "correspondence" if issubclass(model, Command) else topic.owner
    return {
        "specversion": "1.0",
        "id": AN_ID.format(2),
        "source": f"/cspr/{source}",
        "type": entry.type,
        "subject": AN_ID.format(1),
        "time": "2026-06-08T09:00:00+00:00",
        "datacontenttype": "application/json",
        "dataschema": entry.dataschema,
        "sequence": 1,
        "correlationid": AN_ID.format(1),
        "causationid": AN_ID.format(3),
        "partitionkey": AN_ID.format(1),
        "protectivemarking": topic.marking,
        **({} if topic.outside else {"actor": "person:made-up"}),
        "data": data_of(entry),
    }


def invalid(entry: Published) -> dict[str, dict[str, Any]]:
    """Named invalid samples: the data, and the path at which it must fail."""
    schema = schema_of(entry)
    made = {}
    if required := schema.get("required"):
        first = required[0]
        without = {name: value for name, value in data_of(entry).items() if name != first}
        made["missing-field"] = {"fails_at": f"/{first}", "data": without}
        wrong = {**data_of(entry), first: {"not": "this"}}
        made["wrong-type"] = {"fails_at": f"/{first}", "data": wrong}
    if schema.get("additionalProperties") is False:
        more = {**data_of(entry), "surname": "made-up"}
        made["unknown-field"] = {"fails_at": "/surname", "data": more}
    return made
