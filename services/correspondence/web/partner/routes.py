"""The partner pages: what a safeguarding partner reads and does."""

from fastapi import APIRouter

from chassis.web.join import join
from services.correspondence.actions import Actions
from services.correspondence.web.bundle import build_bundle
from services.correspondence.web.case import build_case
from services.correspondence.web.decided import build_decided
from services.correspondence.web.document_page import build_document_page
from services.correspondence.web.documents import build_documents
from services.correspondence.web.guidance import build_guidance
from services.correspondence.web.invitations import build_invitations
from services.correspondence.web.letter_files import build_letter_files
from services.correspondence.web.library.capacity import build_capacity
from services.correspondence.web.library.digests import build_digests
from services.correspondence.web.library.resources import build_library
from services.correspondence.web.moves.giving import build_moves
from services.correspondence.web.partner.cases import build_cases
from services.correspondence.web.partner.due import build_partner_due
from services.correspondence.web.partner.letter import build_letter
from services.correspondence.web.partner.support import build_support
from services.correspondence.web.partner.threads import build_threads
from services.correspondence.web.people.holder import build_holder
from services.correspondence.web.people.routes import build_people
from services.correspondence.web.refused import build_refused
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
    for build_shared in (
        build_case,
        build_decided,
        build_documents,
        build_document_page,
        build_guidance,
        build_invitations,
        build_moves,
        build_people,
        build_holder,
        build_refused,
        build_library,
        build_digests,
        build_bundle,
        build_letter_files,
    ):
        join(routes, build_shared(actions, ROOT, PERMISSION))
    return routes
