"""Every route says who may use it; one that does not say so is found by a test."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from chassis.access import Policy
from chassis.identity import Actor
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


def unguarded(app: FastAPI) -> list[str]:
    """Routes that name neither a permission nor ``public``, those of included routers too."""
    return [
        f"{sorted(route.methods or ())} {route.path}"
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        and route.path not in OWN
        and not any(_says_who(one) for one in _all(route.dependant))
    ]


def assert_every_route_is_guarded(app: FastAPI) -> None:
    """For a test of each service: deny by default holds for its routes too."""
    found = unguarded(app)
    assert not found, f"these routes do not say who may use them: {found}"


def _says_who(dependant: Dependant) -> bool:
    return dependant.call is public or hasattr(dependant.call, "permission")


def _all(dependant: Dependant) -> list[Dependant]:
    return [dependant, *(deep for one in dependant.dependencies for deep in _all(one))]
