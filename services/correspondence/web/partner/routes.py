"""The partner pages: what a safeguarding partner reads and does."""

from fastapi import APIRouter

from services.correspondence.actions import Actions
from services.correspondence.web.case import build_case
from services.correspondence.web.documents import build_documents
from services.correspondence.web.due import build_due
from services.correspondence.web.invitations import build_invitations
from services.correspondence.web.moves.giving import build_moves
from services.correspondence.web.partner.cases import build_cases
from services.correspondence.web.partner.letter import build_letter
from services.correspondence.web.refused import build_refused

ROOT, PERMISSION = "/partner", "see_partner_pages"


def build_partner(actions: Actions) -> APIRouter:
    """All routes below ``/partner``."""
    routes = APIRouter(include_in_schema=False)
    for build in (build_cases, build_letter):
        routes.include_router(build(actions), prefix=ROOT)
    for build_shared in (
        build_case,
        build_documents,
        build_due,
        build_invitations,
        build_moves,
        build_refused,
    ):
        routes.include_router(build_shared(actions, ROOT, PERMISSION))
    return routes
