"""Requests made from an OpenAPI document, right and wrong, and whether the answer is one that it tells of."""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

Schema = dict[str, Any]
SEED = int(os.environ.get("SEED") or secrets.randbelow(2**32))
"""Printed by whoever uses it; ``SEED=…`` makes the same requests again."""
QUICKLY = settings(
    max_examples=200,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=40)


@dataclass(frozen=True)
class Call:
    """One request."""

    method: str
    route: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes | None


class Interface:
    """A service's OpenAPI document; ``known``: values of parameters that lead somewhere."""

    def __init__(self, document: Schema, known: Mapping[str, Sequence[str]]) -> None:
        self.document, self._known = document, known

    def calls(self) -> st.SearchStrategy[Call]:
        """A request to any of its routes."""
        routes = [
            (method, path, told)
            for path, ways in self.document["paths"].items()
            for method, told in ways.items()
        ]
        return st.sampled_from(routes).flatmap(lambda route: self._call(*route))

    def _call(self, method: str, route: str, told: Schema) -> st.SearchStrategy[Call]:
        given: dict[str, dict[str, st.SearchStrategy[str]]] = {
            "path": {},
            "query": {},
            "header": {},
        }
        for one in told.get("parameters", []):
            if one["name"] != "authorization":
                given[one["in"]][one["name"]] = self._parameter(one)
        return st.builds(
            lambda path, query, headers, content: Call(
                method.upper(),
                route,
                route.format_map({name: quote(value, safe="") for name, value in path.items()}),
                query,
                headers,
                content,
            ),
            st.fixed_dictionaries(given["path"]),
            st.fixed_dictionaries({}, optional=given["query"]),
            st.fixed_dictionaries(given["header"]),
            self._content(told),
        )

    def _parameter(self, told: Schema) -> st.SearchStrategy[str]:
        known = self._known.get(told["name"])
        right = st.sampled_from(known) if known else self.values(told["schema"]).map(str)
        if told["in"] == "header":  # a client sends no other signs in one
            return right.filter(lambda text: text.isascii() and text.isprintable()) | PRINTABLE
        return right | right | right | st.text(min_size=1, max_size=20)

    def _content(self, told: Schema) -> st.SearchStrategy[bytes | None]:
        wanted = told.get("requestBody", {}).get("content", {}).get("application/json")
        if not wanted:
            return st.none()
        right = self.values(wanted["schema"])
        spoilt = st.builds(_spoilt, right, JUNK, st.randoms(use_true_random=False))
        told_as = st.one_of(right, spoilt, JUNK).map(lambda body: json.dumps(body).encode())
        return told_as | st.binary(max_size=40)

    def values(self, schema: Schema) -> st.SearchStrategy[Any]:
        """What the schema lets through."""
        schema = self._resolved(schema)
        if "anyOf" in schema:
            return st.one_of([self.values(one) for one in schema["anyOf"]])
        if "enum" in schema or "const" in schema:
            return st.sampled_from(schema.get("enum") or [schema["const"]])
        match schema.get("type"):
            case "object":
                return self._objects(schema)
            case "array":
                most = min(schema.get("maxItems", 3), 3)
                inner = self.values(schema["items"])
                return st.lists(inner, min_size=schema.get("minItems", 0), max_size=most)
            case "string":
                return _texts(schema)
            case "integer":
                return st.integers(schema.get("minimum"), schema.get("maximum"))
            case "number":
                return st.floats(allow_nan=False, allow_infinity=False)
            case "boolean":
                return st.booleans()
            case "null":
                return st.none()
            case _:
                return JUNK

    def _objects(self, schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
        fields = {name: self.values(one) for name, one in schema.get("properties", {}).items()}
        needed = {name: fields.pop(name) for name in schema.get("required", ()) if name in fields}
        return st.fixed_dictionaries(needed, optional=fields)

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    def check(self, call: Call, answer: httpx.Response) -> None:
        """The document tells of this answer: its status, its kind, its shape."""
        said = self.check_refusal(call, answer)
        told = self.document["paths"][call.route][call.method.lower()]["responses"]
        kinds = told.get(str(answer.status_code), told["default"]).get("content", {})
        kind = answer.headers.get("content-type", "").partition(";")[0]
        assert kind in kinds, said
        self._fits(answer, kinds[kind].get("schema", {}), said)

    def check_refusal(self, call: Call, answer: httpx.Response) -> str:
        """It is no fault of the service's, and whatever is refused is told by a problem document."""
        said = f"{call}: {answer.status_code} {answer.text[:400]}"
        assert answer.status_code < 500, said
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", said
            self._fits(answer, {"$ref": "#/components/schemas/ProblemDocument"}, said)
        return said

    def _fits(self, answer: httpx.Response, schema: Schema, said: str) -> None:
        whole = {**schema, "components": self.document["components"]}
        wrong = [one.message for one in Draft202012Validator(whole).iter_errors(answer.json())]
        assert wrong == [], said


def _texts(schema: Schema) -> st.SearchStrategy[str]:
    match schema:
        case {"format": "date"}:
            return st.dates().map(str)
        case {"format": "date-time"}:
            return st.datetimes().map(lambda at: f"{at.isoformat()}Z")
        case {"format": "uuid"}:
            return st.uuids().map(str)
        case {"pattern": pattern}:
            least, most = schema.get("minLength", 0), schema.get("maxLength", 200)
            made = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
            return made.filter(lambda text: least <= len(text) <= most)
        case _:
            most = min(schema.get("maxLength", 40), 40)
            return st.text(min_size=schema.get("minLength", 0), max_size=most)


def _spoilt(body: Any, junk: Any, chance: Any) -> Any:
    """The body with one thing in it replaced, added or gone."""
    if isinstance(body, dict) and body:
        name = chance.choice(sorted(body))
        match chance.randrange(4):
            case 0:
                return {**body, name: junk}
            case 1:
                return {**body, "more": junk}
            case 2:
                return {field: value for field, value in body.items() if field != name}
            case _:
                return {**body, name: _spoilt(body[name], junk, chance)}
    if isinstance(body, list) and body:
        return [_spoilt(body[0], junk, chance), *body[1:]]
    return junk
