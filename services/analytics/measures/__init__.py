"""Every measure, in one explicit tuple."""

from services.analytics.measures.agreement import AGREEMENT
from services.analytics.measures.decided import DECIDED
from services.analytics.measures.kind import Measure
from services.analytics.measures.lcspr_published import LCSPR_PUBLISHED
from services.analytics.measures.notified import NOTIFIED
from services.analytics.measures.reviewed import REVIEWED

MEASURES: tuple[Measure, ...] = (NOTIFIED, REVIEWED, DECIDED, AGREEMENT, LCSPR_PUBLISHED)
