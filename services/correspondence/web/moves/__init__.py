"""Every page on which a person gives a command about a case: one explicit tuple."""

from collections.abc import Mapping

from services.correspondence.web.moves import consideration, dialogue, lcspr, partners, rapid_review
from services.correspondence.web.moves.kind import MovePage
from services.correspondence.web.moves.lcspr_advice import LCSPR_ADVICE
from services.correspondence.web.moves.lcspr_course import LCSPR_COURSE
from services.correspondence.web.moves.lcspr_ending import LCSPR_ENDING
from services.correspondence.web.moves.ledger import LEDGER

MOVE_PAGES: tuple[MovePage, ...] = (
    rapid_review.EXPLAIN_DELAY,
    rapid_review.SUBMIT,
    consideration.LIST_FOR_MEETING,
    consideration.RECUSE,
    consideration.DECIDE,
    dialogue.OFFER,
    dialogue.RECORD,
    partners.ANSWER,
    partners.DECIDE,
    lcspr.APPOINT,
    lcspr.MONITOR,
    lcspr.EXPLAIN_DELAY,
    lcspr.SEND_COPY,
    lcspr.PLAN,
    lcspr.PUBLISH,
    *LCSPR_COURSE,
    *LCSPR_ENDING,
    *LCSPR_ADVICE,
    *LEDGER,
)
BY_COMMAND: Mapping[str, MovePage] = {page.command: page for page in MOVE_PAGES}
