"""Give a service its pages."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from chassis.settings import ServiceSettings
from chassis.web import accessibility, api_page
from chassis.web.cookies import is_https
from chassis.web.error_pages import add_error_pages
from chassis.web.headers import Guarded
from chassis.web.join import join
from chassis.web.pages import STATIC, Pages, Site
from chassis.web.sign_in import routes


class CachedFiles(StaticFiles):
    """Static files that browsers keep; their addresses carry a version."""

    def file_response(self, *given: Any, **more: Any) -> Response:
        """The file, kept for a day."""
        answer = super().file_response(*given, **more)
        answer.headers["Cache-Control"] = "public, max-age=86400"
        return answer


def mount_pages(app: FastAPI, site: Site, limits: Mapping[str, int] = {}) -> None:
    """Templates, static files, headers, sign-in, errors as pages; call it on what ``build`` returned.

    ``limits``: the bytes that a body may have at paths with a limit of their own.
    """
    settings: ServiceSettings = app.state.service.settings
    app.state.pages = Pages(site, settings)
    app.mount("/static", CachedFiles(directory=STATIC, check_dir=False), name="static")
    app.add_middleware(Guarded, https=is_https(settings), limits=limits)
    join(app.router, routes, api_page.routes, accessibility.routes)
    add_error_pages(app)
