"""Who is shut out of a restricted case is led to the page that says so, wherever they came from."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import Refused
from chassis.web.error_pages import wants_page
from services.correspondence.case.restricted import ShutOut


def lead_to_the_glass(app: FastAPI) -> None:
    """One handler for every page of a case; machines get the refusal as they get others."""
    machines: Mapping[Any, Any] = {**app.exception_handlers}

    async def shut_out(request: Request, error: Exception) -> Response:
        assert isinstance(error, ShutOut)
        if wants_page(request):
            return RedirectResponse(f"/desk/cases/{error.reference}/restricted", status_code=303)
        answer: Response = await machines[Refused](request, error)
        return answer

    app.add_exception_handler(ShutOut, shut_out)
