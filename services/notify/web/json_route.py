"""A route whose body FastAPI reads: first it is held to a size, and to JSON that says one thing."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from chassis.web.problems import Invalid
from services.notify.notification.json_text import flaws_of
from services.notify.web.intake import limited_body


class JsonRoute(APIRoute):
    """For ``APIRouter(route_class=…)``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's own handler, behind what every body must be."""
        answer = super().get_route_handler()

        async def handler(request: Request) -> Response:
            if request.method == "POST":
                raw = request._body = await limited_body(request)  # noqa: SLF001 - read once
                if flaws := flaws_of(raw):
                    raise Invalid(flaws)
            return await answer(request)

        return handler
