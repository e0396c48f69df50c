"""The pages that stand at the desk and on the partners' pages alike."""

from services.correspondence.web.bundle import build_bundle
from services.correspondence.web.case import build_case
from services.correspondence.web.decided import build_decided
from services.correspondence.web.document_page import build_document_page
from services.correspondence.web.documents import build_documents
from services.correspondence.web.guidance import build_guidance
from services.correspondence.web.invitations import build_invitations
from services.correspondence.web.letter_files import build_letter_files
from services.correspondence.web.library.digests import build_digests
from services.correspondence.web.library.resources import build_library
from services.correspondence.web.moves.giving import build_moves
from services.correspondence.web.people.holder import build_holder
from services.correspondence.web.people.routes import build_people
from services.correspondence.web.refused import build_refused

BOTH = (
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
)
"""Each makes its routes for a root and the permission that they ask for."""
