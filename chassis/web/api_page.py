"""``/api``: what machines may ask of a service, as a page; Swagger UI from files of our own."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chassis.web.guard import public
from chassis.web.pages import render
from chassis.web.problems import MEDIA_TYPE
from contracts.http_problem import Problem

PLACE = "#/components/schemas/{model}"
LOOKS = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'"
)
routes = APIRouter(include_in_schema=False)


class ProblemDocument(Problem):
    """Why a request was refused (RFC 9457); ``code`` is stable and may be relied on."""

    field: str | None = None
    reference: str | None = None


@routes.get("/api", dependencies=[Depends(public)])
async def api_page(request: Request) -> Response:
    """The interface, read from ``/openapi.json``; nothing is asked of another site."""
    answer = render(request, "chassis/api.html", request.app.title)
    answer.headers["Content-Security-Policy"] = f"{LOOKS}; base-uri 'none'; frame-ancestors 'none'"
    return answer


def body_of(*models: type[BaseModel], examples: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """``openapi_extra`` of a route that reads its body itself: one of ``models``; examples by their titles."""
    schemas = [{"$ref": PLACE.format(model=model.__name__)} for model in models]
    content: dict[str, Any] = {"schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas}}
    if examples:
        content["examples"] = examples_of(examples)
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def examples_of(examples: Mapping[str, Any]) -> dict[str, Any]:
    """Examples as OpenAPI holds them, by their titles."""
    return {name: {"summary": name, "value": value} for name, value in examples.items()}


def describe(app: FastAPI, models: Sequence[type[BaseModel]], words: str) -> None:
    """Put bodies that routes read themselves into the OpenAPI document, and say what it is for."""
    bodies: list[type[BaseModel]] = [*models, ProblemDocument]
    _, found = models_json_schema([(one, "validation") for one in bodies], ref_template=PLACE)
    held: dict[str, Any] = {}

    def document() -> dict[str, Any]:
        if not held:
            held.update(
                get_openapi(
                    title=app.title, version=app.version, routes=app.routes, description=words
                )
            )
            held["paths"] = _for_systems(held["paths"])
            components = held.setdefault("components", {})
            parts = components.setdefault("schemas", {})
            components["schemas"] = parts = {**found.get("$defs", {}), **parts}
            for name in ("HTTPValidationError", "ValidationError"):
                parts.pop(name, None)
            components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
            held["security"] = [{"bearer": []}]
        return held

    app.openapi = document  # type: ignore[method-assign]


def _for_systems(paths: dict[str, Any]) -> dict[str, Any]:
    """What lies below ``/v1``, each headed by the first line of what it says of itself.

    Whatever is refused, and for whatever reason, is answered by a problem document.
    """
    kept = {path: ways for path, ways in paths.items() if path.startswith("/v1/")}
    content = {MEDIA_TYPE: {"schema": {"$ref": PLACE.format(model=ProblemDocument.__name__)}}}
    refused = {"description": "Why it was refused (RFC 9457)", "content": content}
    for ways in kept.values():
        for told in ways.values():
            told["summary"] = told["description"].partition("\n")[0].rstrip(".")
            told["responses"].pop("422", None)
            told["responses"]["default"] = refused
    return kept
