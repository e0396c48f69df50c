"""Every page on which a person gives a command about a case: one explicit tuple."""

from collections.abc import Mapping

from services.correspondence.web.moves import (
    advice,
    after_decision,
    agency_return,
    consideration,
    correction,
    dialogue,
    lcspr,
    learning,
    panel,
    partners,
    preparation,
    rapid_review,
    reading,
)
from services.correspondence.web.moves.kind import MovePage
from services.correspondence.web.moves.lcspr_advice import LCSPR_ADVICE
from services.correspondence.web.moves.lcspr_course import LCSPR_COURSE
from services.correspondence.web.moves.lcspr_ending import LCSPR_ENDING
from services.correspondence.web.moves.ledger import LEDGER

MOVE_PAGES: tuple[MovePage, ...] = (
    rapid_review.EXPLAIN_DELAY,
    preparation.SCOPE,
    agency_return.ASK,
    agency_return.GIVE,
    preparation.MEET,
    preparation.DRAFT,
    preparation.SIGN,
    preparation.STATE,
    rapid_review.SUBMIT,
    preparation.SEND_DOCUMENT,
    rapid_review.CONFIRM,
    learning.POINT,
    learning.ACTION,
    learning.FOLLOW_UP,
    reading.ASSESS,
    reading.SEND_BACK,
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
    correction.CORRECT,
    after_decision.CURATE,
    after_decision.ANSWER,
    after_decision.EFFECT,
    dialogue.OFFER,
    dialogue.MOVE,
    dialogue.CALL_OFF,
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
