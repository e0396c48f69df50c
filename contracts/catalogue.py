"""Every topic and every type: who owns it, its key, how long it is kept, who may read it."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal

from contracts import analytics, calendar, correspondence, notify, notify_changes, register
from contracts import notify_intake as intake
from contracts import notify_persons as persons
from contracts.envelope import Answer, Command, Fact, Message, Sensitivity, kebab
from contracts.review import case_state, clock, consideration, lcspr, meeting, rapid_review
from contracts.review import regional_group as groups
from contracts.sender_topics import NOTIFY_RECEIPT
from contracts.topic import Topic

SCHEMA_BASE = "https://contracts.cspr.example"
NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS = "notify", "review", "correspondence", "analytics"
SERVICES = (NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS)


@dataclass(frozen=True)
class Entry:
    """One type: its model, its topic, and what will become of it."""

    model: type[Message]
    topic: Topic
    minor: int = 0
    reserved: tuple[str, ...] = ()
    sunset: date | None = None

    @cached_property
    def type(self) -> str:
        """The CloudEvents type, ``uk.cspr.<owner>.<name>.v<major>``."""
        name, major = kebab(self.model.__name__)
        return f"uk.cspr.{self.topic.owner}.{name}.v{major}"

    @property
    def folder(self) -> str:
        """Where its schemas and samples stand below ``contracts/``."""
        name, major = kebab(self.model.__name__)
        kind = "commands" if issubclass(self.model, Command) else "events"
        return f"{kind}/{self.topic.owner}/{name}" + ("" if major == 1 else f"-v{major}")

    @property
    def file(self) -> str:
        """Its schema's path below ``contracts/``."""
        major = kebab(self.model.__name__)[1]
        return f"{self.folder}/v{major}.{self.minor}.schema.json"

    @cached_property
    def dataschema(self) -> str:
        """The address of the exact schema version, as CloudEvents carries it."""
        return f"{SCHEMA_BASE}/{self.file}"

    @property
    def ours(self) -> bool:
        """Whether we alone write it, every field each time; a command others may write, in part."""
        return not issubclass(self.model, Command)

    @property
    def direction(self) -> Literal["both"]:
        """Old readers read what the new writer writes, and the other way round."""
        return "both"


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
    "uk.cspr.review.case.v1", REVIEW, "incident", _TEXT, (NOTIFY, CORRESPONDENCE, ANALYTICS)
)
REVIEW_DECISION = Topic(
    "uk.cspr.review.decision.v1", REVIEW, "incident", _CODED, (ANALYTICS,), outside=True
)
REVIEW_CASE_STATE = Topic(
    "uk.cspr.review.case-state.v1", REVIEW, "incident", _CODED, (CORRESPONDENCE,), compacted=True
)
REVIEW_MEETING = Topic(
    "uk.cspr.review.meeting.v1", REVIEW, "own", _OPEN, (CORRESPONDENCE, ANALYTICS)
)
CORRESPONDENCE_LETTER = Topic(
    "uk.cspr.correspondence.letter.v1",
    CORRESPONDENCE,
    "incident",
    _CODED,
    (NOTIFY, REVIEW, CORRESPONDENCE, ANALYTICS),
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
    REVIEW_COMMAND,
    REVIEW_ANSWER,
    CORRESPONDENCE_LETTER,
    ANALYTICS_TREND,
)

CATALOGUE: tuple[Entry, ...] = (
    Entry(notify.NotificationSubmittedV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.NotificationAcceptedV1, NOTIFY_INCIDENT),
    Entry(notify.NotificationSharedV1, NOTIFY_INCIDENT),
    Entry(notify.IncidentScopedInV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.IncidentScopedNotifyOnlyV1, NOTIFY_INCIDENT),
    Entry(notify_changes.NotificationAmendedV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.NotificationWithdrawnV1, NOTIFY_INCIDENT),
    Entry(notify.NotifyingPositionRecordedV1, NOTIFY_INCIDENT),
    Entry(notify.IncidentTextErasedV1, NOTIFY_INCIDENT),
    Entry(persons.PersonsLinkedV1, NOTIFY_INCIDENT),
    Entry(persons.PersonsUnlinkedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ChildAddedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.IdentityCompletedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.NotificationReassignedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.NotificationMarkedDuplicateV1, NOTIFY_INCIDENT),
    Entry(notify_changes.DuplicateAbsorbedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ThresholdAskedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ThresholdAnsweredV1, NOTIFY_INCIDENT),
    Entry(notify.IncidentKeyV1, NOTIFY_KEY),
    Entry(register.PartnershipRegisteredV1, NOTIFY_REGISTER, minor=1),
    Entry(register.AuthorityRegisteredV1, NOTIFY_REGISTER, minor=1),
    Entry(register.BodyRegisteredV1, NOTIFY_REGISTER),
    Entry(calendar.BankHolidayProclaimedV1, NOTIFY_CALENDAR),
    Entry(notify.EraseIncidentTextV1, NOTIFY_COMMAND),
    Entry(intake.IntakeAnswerV1, NOTIFY_RECEIPT),
    Entry(rapid_review.RapidReviewOpenedV1, REVIEW_CASE),
    Entry(rapid_review.RapidReviewDelayExplainedV1, REVIEW_CASE),
    Entry(rapid_review.RapidReviewSubmittedV1, REVIEW_CASE),
    Entry(rapid_review.RapidReviewResubmittedV1, REVIEW_CASE),
    Entry(rapid_review.RapidReviewCancelledV1, REVIEW_CASE),
    Entry(rapid_review.RapidReviewTextErasedV1, REVIEW_CASE),
    Entry(consideration.CaseListedV1, REVIEW_CASE),
    Entry(consideration.MemberRecusedV1, REVIEW_CASE),
    Entry(consideration.DecisionRecordedV1, REVIEW_CASE),
    Entry(consideration.InformationRequestOpenedV1, REVIEW_CASE),
    Entry(consideration.InformationRequestAnsweredV1, REVIEW_CASE),
    Entry(consideration.PartnersFinalDecisionRecordedV1, REVIEW_CASE),
    Entry(meeting.DialogueOfferedV1, REVIEW_CASE),
    Entry(meeting.MeetingHeldV1, REVIEW_CASE),
    Entry(lcspr.LcsprInitiatedV1, REVIEW_CASE),
    Entry(lcspr.LcsprReviewerAppointedV1, REVIEW_CASE),
    Entry(lcspr.LcsprMonitoredV1, REVIEW_CASE),
    Entry(lcspr.LcsprDelayExplainedV1, REVIEW_CASE),
    Entry(lcspr.LcsprCopySentV1, REVIEW_CASE),
    Entry(lcspr.LcsprPublicationPlannedV1, REVIEW_CASE),
    Entry(lcspr.LcsprPublishedV1, REVIEW_CASE),
    Entry(clock.ClockMovedV1, REVIEW_CASE),
    Entry(consideration.DecisionAnnouncedV1, REVIEW_DECISION),
    Entry(case_state.CaseStateChangedV1, REVIEW_CASE_STATE),
    Entry(meeting.MeetingArrangedV1, REVIEW_MEETING),
    Entry(meeting.AttendanceRecordedV1, REVIEW_MEETING),
    Entry(groups.RegionalGroupFormedV1, REVIEW_MEETING),
    Entry(groups.RegionalMeetingArrangedV1, REVIEW_MEETING),
    Entry(groups.RegionalMeetingHeldV1, REVIEW_MEETING),
    Entry(groups.SupportOfferedV1, REVIEW_MEETING),
    Entry(groups.SupportAnsweredV1, REVIEW_MEETING),
    Entry(rapid_review.ExplainRapidReviewDelayV1, REVIEW_COMMAND),
    Entry(rapid_review.SubmitRapidReviewV1, REVIEW_COMMAND),
    Entry(consideration.ListForMeetingV1, REVIEW_COMMAND),
    Entry(consideration.RecuseMemberV1, REVIEW_COMMAND),
    Entry(consideration.RecordDecisionV1, REVIEW_COMMAND),
    Entry(consideration.AnswerInformationRequestV1, REVIEW_COMMAND),
    Entry(consideration.RecordPartnersDecisionV1, REVIEW_COMMAND),
    Entry(meeting.ArrangeMeetingV1, REVIEW_COMMAND),
    Entry(meeting.RecordAttendanceV1, REVIEW_COMMAND),
    Entry(meeting.OfferDialogueV1, REVIEW_COMMAND),
    Entry(meeting.RecordDialogueV1, REVIEW_COMMAND),
    Entry(lcspr.AppointReviewerV1, REVIEW_COMMAND),
    Entry(lcspr.RecordMonitoringV1, REVIEW_COMMAND),
    Entry(lcspr.ExplainLcsprDelayV1, REVIEW_COMMAND),
    Entry(lcspr.RecordCopySentV1, REVIEW_COMMAND),
    Entry(lcspr.PlanPublicationV1, REVIEW_COMMAND),
    Entry(lcspr.RecordPublicationV1, REVIEW_COMMAND),
    Entry(groups.FormRegionalGroupV1, REVIEW_COMMAND),
    Entry(groups.ArrangeRegionalMeetingV1, REVIEW_COMMAND),
    Entry(groups.RecordRegionalMeetingV1, REVIEW_COMMAND),
    Entry(groups.OfferSupportV1, REVIEW_COMMAND),
    Entry(groups.RecordUptakeV1, REVIEW_COMMAND),
    Entry(correspondence.LetterDraftedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterRewordedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterApprovedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterIssuedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterDeliveredV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterDeliveryFailedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.ReplyReceivedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.InvitationSentV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.CorrespondenceTextErasedV1, CORRESPONDENCE_LETTER),
    Entry(analytics.ThemeRecurrenceDetectedV1, ANALYTICS_TREND),
    Entry(analytics.TrendReleasedV1, ANALYTICS_TREND),
)


class NotifyAnswerV1(Answer):
    """``notify``'s one answer to a command."""


class ReviewAnswerV1(Answer):
    """``review``'s one answer to a command."""


CATALOGUE += (Entry(NotifyAnswerV1, NOTIFY_ANSWER), Entry(ReviewAnswerV1, REVIEW_ANSWER))
ANSWERS: dict[str, type[Answer]] = {"notify": NotifyAnswerV1, "review": ReviewAnswerV1}


@cache
def by_type() -> dict[str, Entry]:
    """Entries by CloudEvents type."""
    return {entry.type: entry for entry in CATALOGUE}


@cache
def by_model() -> dict[type[Message], Entry]:
    """Entries by model."""
    return {entry.model: entry for entry in CATALOGUE}


def entry_of(message: Message | type[Message]) -> Entry:
    """The entry of a message or its model; a model outside the catalogue is a programmer's error."""
    model = message if isinstance(message, type) else type(message)
    return by_model()[model]


def commands_of(owner: str) -> tuple[Entry, ...]:
    """The commands that a service takes."""
    return tuple(e for e in CATALOGUE if e.topic.owner == owner and issubclass(e.model, Command))


def facts_on(topic: Topic) -> tuple[Entry, ...]:
    """The facts that a topic carries."""
    return tuple(e for e in CATALOGUE if e.topic == topic and issubclass(e.model, Fact))
