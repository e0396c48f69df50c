"""The tables of legal moves, each once: the pages are written from them, and the code is held against them."""

from services.review.legal.advising import ADVICE_ASKED, DIALOGUES, GIVEN_ADVICE
from services.review.legal.consideration import CONSIDERATION
from services.review.legal.lcspr import LCSPR
from services.review.legal.local_work import AGENCY_RETURNS, LEARNED, LEDGER
from services.review.legal.national_body import MEETINGS, MEMBERS, PUBLIC_LOG, REGIONAL_GROUPS
from services.review.legal.rapid_review import RAPID_REVIEW
from services.review.legal.table import Table

OF_A_CASE: tuple[Table, ...] = (
    *(RAPID_REVIEW, CONSIDERATION, LCSPR),
    *(AGENCY_RETURNS, LEARNED, ADVICE_ASKED, DIALOGUES, GIVEN_ADVICE, LEDGER),
)
OF_NO_CASE: tuple[Table, ...] = (MEETINGS, MEMBERS, REGIONAL_GROUPS, PUBLIC_LOG)
TABLES: tuple[Table, ...] = (*OF_A_CASE, *OF_NO_CASE)
