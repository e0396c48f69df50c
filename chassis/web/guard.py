"""Every route says who may use it; one that does not say so is found by a test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from chassis.access import Policy
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.signed_in import signed_in

Who = Callable[[Request], Awaitable[Actor]]
OWN = ("/live", "/ready", "/metrics")


def public() -> None:
    """As a dependency: this route is meant for anybody."""


def needs(policy: Policy, permission: str, of: Who = signed_in) -> Callable[..., Any]:
    """A dependency: the actor, who holds ``permission`` somewhere; the scope is checked on the object.

    ``of``: ``signed_in`` for pages, ``bearer`` for machines. Raises Refused (code ``forbidden``).
    """

    async def guard(actor: Actor = Depends(of)) -> Actor:
        policy.check(actor, permission)
        return actor

    guard.permission = permission  # type: ignore[attr-defined]
    return guard


@dataclass(frozen=True)
class Guarded:
    """One way in: its method and path, and the permissions that it asks for; none: it is meant for anybody."""

    method: str
    path: str
    permissions: tuple[str, ...]
    by_token: bool


def guarded(app: FastAPI) -> list[Guarded]:
    """Every way into a service, those of included routers too, but the orchestrator's."""
    return [
        Guarded(method, route.path, _permissions(route.dependant), _by_token(route.dependant))
        for route in _routes(app)
        for method in sorted(route.methods or ())
    ]


def unguarded(app: FastAPI) -> list[str]:
    """Routes that name neither a permission nor ``public``."""
    return [
        f"{sorted(route.methods or ())} {route.path}"
        for route in _routes(app)
        if not any(_says_who(one) for one in _all(route.dependant))
    ]


def _routes(app: FastAPI) -> list[Any]:
    return [
        route
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute) and route.path not in OWN
    ]


def _permissions(dependant: Dependant) -> tuple[str, ...]:
    named = [getattr(one.call, "permission", None) for one in _all(dependant)]
    return tuple(dict.fromkeys(one for one in named if one))


def _by_token(dependant: Dependant) -> bool:
    return any(one.call is bearer for one in _all(dependant))


def assert_every_route_is_guarded(app: FastAPI) -> None:
    """For a test of each service: deny by default holds for its routes too."""
    found = unguarded(app)
    assert not found, f"these routes do not say who may use them: {found}"


def _says_who(dependant: Dependant) -> bool:
    return dependant.call is public or hasattr(dependant.call, "permission")


def _all(dependant: Dependant) -> list[Dependant]:
    return [dependant, *(deep for one in dependant.dependencies for deep in _all(one))]
