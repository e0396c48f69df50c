"""The partner pages: what a safeguarding partner reads and does."""

from fastapi import APIRouter

from chassis.web.join import join
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.both import BOTH
from services.correspondence.web.library.capacity import build_capacity
from services.correspondence.web.partner.cases import build_cases
from services.correspondence.web.partner.due import build_partner_due
from services.correspondence.web.partner.letter import build_letter
from services.correspondence.web.partner.support import build_support
from services.correspondence.web.partner.threads import build_threads
from services.correspondence.web.template_forms import build_template

ROOT, PERMISSION = "/partner", "see_partner_pages"
PARTS = (
    build_cases,
    build_letter,
    build_template,
    build_capacity,
    build_support,
    build_threads,
    build_partner_due,
)


def build_partner(actions: Actions) -> APIRouter:
    """All routes below ``/partner``."""
    routes = APIRouter(include_in_schema=False)
    join(routes, *(build(actions) for build in PARTS))
    join(routes, *(build(actions, ROOT, PERMISSION) for build in BOTH))
    return routes
