"""Every page on which a person gives a command about a case: one explicit tuple."""

from collections.abc import Mapping

from services.correspondence.web.moves import (
    after_decision,
    consideration,
    correction,
    dialogue,
    lcspr,
    partners,
    rapid_review,
)
from services.correspondence.web.moves.kind import MovePage

MOVE_PAGES: tuple[MovePage, ...] = (
    rapid_review.EXPLAIN_DELAY,
    rapid_review.SUBMIT,
    consideration.LIST_FOR_MEETING,
    consideration.RECUSE,
    consideration.DECIDE,
    correction.CORRECT,
    after_decision.CURATE,
    after_decision.ANSWER,
    after_decision.EFFECT,
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
)
BY_COMMAND: Mapping[str, MovePage] = {page.command: page for page in MOVE_PAGES}
