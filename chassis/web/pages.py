"""Pages: one Jinja environment a service, one base layout, errors as pages."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from chassis.identity import Actor
from chassis.settings import ServiceSettings
from chassis.web.forms import Filled
from chassis.web.kept_forms import KEPT
from chassis.web.menu import Group, Link, menu_of
from chassis.web.sessions import Session
from chassis.web.words import FILTERS

STATIC = Path(__file__).resolve().parents[2] / "static"


def nowhere(_actor: Actor) -> Sequence[Link | Group]:
    """No navigation."""
    return ()


async def nothing(_actor: Actor) -> Sequence[Link]:
    """Nothing to be told on every page."""
    return ()


@dataclass(frozen=True)
class Site:
    """How a service's pages present themselves; ``navigation`` is what this person may open.

    ``notices``: what this person is told above every page, each line with the page that it leads to.
    """

    name: str
    templates: Path
    navigation: Callable[[Actor], Sequence[Link | Group]] = nowhere
    footer: Sequence[Link] = ()
    notices: Callable[[Actor], Awaitable[Sequence[Link]]] = nothing


class Pages:
    """Renders a service's templates; kept in ``app.state.pages``."""

    def __init__(self, site: Site, settings: ServiceSettings) -> None:
        """``settings`` tell whether everything shown is made up."""
        self._site, self._settings, self.notices = site, settings, site.notices
        self._templates = environment(site.templates)

    def html(self, request: Request, template: str, **shown: Any) -> str:
        """A template with what every page has: site, person, nonce, form tokens."""
        session: Session | None = getattr(request.state, "session", None)
        actor = session.actor if session else None
        return self._templates.get_template(template).render(
            request=request,
            site=self._site,
            here=request.url.path,
            actor=actor,
            menu=menu_of(self._site.navigation(actor) if actor else (), request.url.path),
            token=session.token if session else None,
            notices=getattr(request.state, "notices", ()),
            made_up_data=self._settings.made_up_data,
            asked_for_kept=KEPT in request.query_params,
            kept=getattr(request.state, "kept", None),
            cspNonce=getattr(request.state, "nonce", ""),
            **shown,
        )


@cache
def environment(templates: Path) -> jinja2.Environment:
    """A service's templates, compiled once; ours as ``chassis/…``, the design system's as ``govuk_frontend_jinja/…``."""
    shared = {
        "chassis": jinja2.PackageLoader("chassis.web"),
        "govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja"),
    }
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(templates), jinja2.PrefixLoader(shared)]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= FILTERS
    made.globals["asset"] = asset
    return made


@lru_cache
def asset(name: str) -> str:
    """The address of a file below ``static``, which changes with its content."""
    file = STATIC / name
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "absent"
    return f"/static/{name}?v={version}"


def render(
    request: Request,
    template: str,
    view: object = None,
    *,
    form: Filled[Any] | None = None,
    status: int | None = None,
    **more: Any,
) -> Response:
    """A page from a typed view model, which the template knows as ``view``.

    What was kept of this person's late form stands in its fields again.
    With a ``form`` that has errors the status is 422, unless said otherwise.
    """
    pages: Pages = request.app.state.pages
    kept: Mapping[str, Any] | None = getattr(request.state, "kept", None)
    if kept and form is not None and not form.errors:
        form = replace(form, values={**form.values, **kept})
    body = pages.html(request, template, view=view, form=form, **more)
    wrong = form is not None and bool(form.errors)
    return HTMLResponse(body, status_code=status or (422 if wrong else 200))
