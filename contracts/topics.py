"""Every topic: who owns it, its key, how long it is kept, who may read it."""

from contracts.envelope import Sensitivity
from contracts.topic import Topic

NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS = "notify", "review", "correspondence", "analytics"
SERVICES = (NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS)

_OPEN = frozenset({Sensitivity.OPEN})
_CODED = frozenset({Sensitivity.OPEN, Sensitivity.CASE})
_TEXT = frozenset({Sensitivity.OPEN, Sensitivity.CASE, Sensitivity.TEXT})


def _command_topic(owner: str) -> Topic:
    name = f"uk.cspr.{owner}.command.v1"
    senders = (CORRESPONDENCE,)
    return Topic(name, owner, "incident", _TEXT, (owner,), senders=senders)


def _answer_topic(owner: str) -> Topic:
    name = f"uk.cspr.{owner}.answer.v1"
    return Topic(name, owner, "incident", _CODED, (CORRESPONDENCE,))


NOTIFY_INCIDENT = Topic(
    "uk.cspr.notify.incident.v1", NOTIFY, "incident", _TEXT, (REVIEW, CORRESPONDENCE, ANALYTICS)
)
NOTIFY_REGISTER = Topic(
    "uk.cspr.notify.register.v1", NOTIFY, "own", _OPEN, (CORRESPONDENCE, ANALYTICS)
)
NOTIFY_CALENDAR = Topic(
    "uk.cspr.notify.calendar.v1", NOTIFY, "own", _OPEN, (REVIEW, CORRESPONDENCE, ANALYTICS)
)
NOTIFY_KEY = Topic(
    "uk.cspr.notify.key.v1", NOTIFY, "incident", _CODED, (REVIEW, CORRESPONDENCE), compacted=True
)
REVIEW_CASE = Topic(
    "uk.cspr.review.case.v1", REVIEW, "incident", _TEXT, (CORRESPONDENCE, ANALYTICS)
)
REVIEW_DECISION = Topic(
    "uk.cspr.review.decision.v1", REVIEW, "incident", _CODED, (ANALYTICS,), outside=True
)
REVIEW_CASE_STATE = Topic(
    "uk.cspr.review.case-state.v1",
    REVIEW,
    "incident",
    _CODED,
    (NOTIFY, CORRESPONDENCE),
    compacted=True,
)
REVIEW_MEETING = Topic(
    "uk.cspr.review.meeting.v1", REVIEW, "own", _OPEN, (CORRESPONDENCE, ANALYTICS)
)
REVIEW_SELECTION = Topic(
    "uk.cspr.review.selection.v1", REVIEW, "own", _OPEN, (CORRESPONDENCE, ANALYTICS), outside=True
)
CORRESPONDENCE_LETTER = Topic(
    "uk.cspr.correspondence.letter.v1",
    CORRESPONDENCE,
    "incident",
    _CODED,
    (NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS),
)
CORRESPONDENCE_PUBLICATION = Topic(
    "uk.cspr.correspondence.publication.v1",
    CORRESPONDENCE,
    "own",
    _OPEN,
    (ANALYTICS,),
    outside=True,
)
ANALYTICS_TREND = Topic(
    "uk.cspr.analytics.trend.v1", ANALYTICS, "own", _OPEN, (CORRESPONDENCE,), outside=True
)
NOTIFY_COMMAND, NOTIFY_ANSWER = _command_topic("notify"), _answer_topic("notify")
REVIEW_COMMAND, REVIEW_ANSWER = _command_topic("review"), _answer_topic("review")
TOPICS: tuple[Topic, ...] = (
    NOTIFY_INCIDENT,
    NOTIFY_REGISTER,
    NOTIFY_CALENDAR,
    NOTIFY_KEY,
    NOTIFY_COMMAND,
    NOTIFY_ANSWER,
    REVIEW_CASE,
    REVIEW_DECISION,
    REVIEW_CASE_STATE,
    REVIEW_MEETING,
    REVIEW_SELECTION,
    REVIEW_COMMAND,
    REVIEW_ANSWER,
    CORRESPONDENCE_LETTER,
    CORRESPONDENCE_PUBLICATION,
    ANALYTICS_TREND,
)
