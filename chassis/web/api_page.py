"""``/api``: what machines may ask of a service, as a page; Swagger UI from files of our own."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chassis.web.guard import public
from chassis.web.pages import render

PLACE = "#/components/schemas/{model}"
LOOKS = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'"
)
routes = APIRouter(include_in_schema=False)


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
    _, found = models_json_schema([(one, "validation") for one in models], ref_template=PLACE)
    held: dict[str, Any] = {}

    def document() -> dict[str, Any]:
        if not held:
            held.update(
                get_openapi(
                    title=app.title, version=app.version, routes=app.routes, description=words
                )
            )
            held["paths"] = _for_systems(held["paths"])
            parts = held.setdefault("components", {}).setdefault("schemas", {})
            held["components"]["schemas"] = {**found.get("$defs", {}), **parts}
        return held

    app.openapi = document  # type: ignore[method-assign]


def _for_systems(paths: dict[str, Any]) -> dict[str, Any]:
    """What lies below ``/v1``, each headed by the first line of what it says of itself."""
    kept = {path: ways for path, ways in paths.items() if path.startswith("/v1/")}
    for ways in kept.values():
        for told in ways.values():
            told["summary"] = told["description"].partition("\n")[0].rstrip(".")
    return kept
