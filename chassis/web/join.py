"""Routers put together as they are."""

from fastapi import APIRouter


def join(into: APIRouter, *routers: APIRouter) -> None:
    """Each router was made with its whole prefix, so its routes serve as they stand.

    ``include_router`` would work out the parameters of each once more at the first request, in case it is
    included elsewhere under another prefix: that was two thirds of starting an application.
    """
    for router in routers:
        into.routes.extend(router.routes)
