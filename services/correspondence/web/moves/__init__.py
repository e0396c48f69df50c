"""Every page on which a person gives a command about a case: one explicit tuple."""

from collections.abc import Mapping

from services.correspondence.web.moves import (
    advice,
    consideration,
    dialogue,
    lcspr,
    panel,
    partners,
    rapid_review,
)
from services.correspondence.web.moves.kind import MovePage

MOVE_PAGES: tuple[MovePage, ...] = (
    rapid_review.EXPLAIN_DELAY,
    rapid_review.SUBMIT,
    panel.TRIAGE,
    panel.ALLOCATE,
    panel.COMMENT,
    consideration.LIST_FOR_MEETING,
    consideration.RECUSE,
    panel.CONFLICT,
    consideration.DECIDE,
    panel.DISSENT,
    advice.ASK,
    advice.GIVE,
    advice.RELY,
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
