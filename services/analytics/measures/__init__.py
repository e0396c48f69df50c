"""Every measure, in one explicit tuple."""

from services.analytics.measures.actions import ACTIONS
from services.analytics.measures.agreement import AGREEMENT
from services.analytics.measures.agreement_matrix import AGREEMENT_MATRIX
from services.analytics.measures.answered_in_time import ANSWERED_IN_TIME
from services.analytics.measures.breaches import BREACHES
from services.analytics.measures.care_leaver_deaths import CARE_LEAVER_DEATHS
from services.analytics.measures.days_by_quality import DAYS_BY_QUALITY
from services.analytics.measures.days_to_decision import DAYS_TO_DECISION
from services.analytics.measures.days_to_letter import DAYS_TO_LETTER
from services.analytics.measures.days_to_partners_decision import DAYS_TO_PARTNERS_DECISION
from services.analytics.measures.days_to_publication import DAYS_TO_PUBLICATION
from services.analytics.measures.days_to_review import DAYS_TO_REVIEW
from services.analytics.measures.decided import DECIDED
from services.analytics.measures.kind import Measure
from services.analytics.measures.lcspr_begun import LCSPR_BEGUN
from services.analytics.measures.lcspr_ended import LCSPR_ENDED
from services.analytics.measures.lcspr_on_time import LCSPR_ON_TIME
from services.analytics.measures.lcspr_published import LCSPR_PUBLISHED
from services.analytics.measures.letters_withdrawn import LETTERS_WITHDRAWN
from services.analytics.measures.notified import NOTIFIED
from services.analytics.measures.notified_by_age import NOTIFIED_BY_AGE
from services.analytics.measures.notified_by_disability import NOTIFIED_BY_DISABILITY
from services.analytics.measures.notified_by_ethnicity import NOTIFIED_BY_ETHNICITY
from services.analytics.measures.notified_by_location import NOTIFIED_BY_LOCATION
from services.analytics.measures.notified_by_looked_after import NOTIFIED_BY_LOOKED_AFTER
from services.analytics.measures.notified_by_sex import NOTIFIED_BY_SEX
from services.analytics.measures.notified_on_time import NOTIFIED_ON_TIME
from services.analytics.measures.partners_finally import PARTNERS_FINALLY
from services.analytics.measures.replied_in_time import REPLIED_IN_TIME
from services.analytics.measures.reviewed import REVIEWED

MEASURES: tuple[Measure, ...] = (
    NOTIFIED,
    NOTIFIED_BY_AGE,
    NOTIFIED_BY_SEX,
    NOTIFIED_BY_ETHNICITY,
    NOTIFIED_BY_DISABILITY,
    NOTIFIED_BY_LOOKED_AFTER,
    NOTIFIED_BY_LOCATION,
    CARE_LEAVER_DEATHS,
    NOTIFIED_ON_TIME,
    REVIEWED,
    DECIDED,
    AGREEMENT,
    AGREEMENT_MATRIX,
    PARTNERS_FINALLY,
    LCSPR_BEGUN,
    LCSPR_PUBLISHED,
    LCSPR_ON_TIME,
    LCSPR_ENDED,
    BREACHES,
    ACTIONS,
    DAYS_TO_REVIEW,
    DAYS_BY_QUALITY,
    DAYS_TO_DECISION,
    DAYS_TO_LETTER,
    DAYS_TO_PARTNERS_DECISION,
    DAYS_TO_PUBLICATION,
    REPLIED_IN_TIME,
    LETTERS_WITHDRAWN,
    ANSWERED_IN_TIME,
)
