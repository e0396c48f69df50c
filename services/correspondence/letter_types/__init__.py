"""Every kind of letter, in one explicit tuple."""

from services.correspondence.letter_types.advise_lcspr import ADVISE_LCSPR
from services.correspondence.letter_types.agree_lcspr import AGREE_LCSPR
from services.correspondence.letter_types.agree_no_lcspr import AGREE_NO_LCSPR
from services.correspondence.letter_types.comments_on_delay import COMMENTS_ON_DELAY
from services.correspondence.letter_types.comments_on_non_publication import (
    COMMENTS_ON_NON_PUBLICATION,
)
from services.correspondence.letter_types.comments_on_report import COMMENTS_ON_REPORT
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.letter_types.decision_missing import DECISION_MISSING
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.other import OTHER
from services.correspondence.letter_types.question_lcspr import QUESTION_LCSPR
from services.correspondence.letter_types.question_no_lcspr import QUESTION_NO_LCSPR
from services.correspondence.letter_types.request_information import REQUEST_INFORMATION

OF_DECISIONS: tuple[LetterType, ...] = (
    REQUEST_INFORMATION,
    AGREE_LCSPR,
    AGREE_NO_LCSPR,
    QUESTION_LCSPR,
    QUESTION_NO_LCSPR,
    ADVISE_LCSPR,
    DECISION_MISSING,
    CORRECTION,
    OTHER,
)
ON_LOCAL_REVIEWS: tuple[LocalLetterType, ...] = (
    COMMENTS_ON_DELAY,
    COMMENTS_ON_NON_PUBLICATION,
    COMMENTS_ON_REPORT,
)
LETTER_TYPES = (*OF_DECISIONS, *ON_LOCAL_REVIEWS)
BY_CODE = {kind.code: kind for kind in OF_DECISIONS}
LOCAL_BY_CODE = {kind.code: kind for kind in ON_LOCAL_REVIEWS}
