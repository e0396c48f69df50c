"""Every type: its model, its topic, and what will become of it."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal

from contracts import (
    analytics,
    calendar,
    correspondence,
    dialogue,
    letter_ask,
    letter_course,
    local_review_letter,
    notify,
    notify_changes,
    publication,
    register,
    restriction,
    speaking,
    standard_line,
    webinar,
)
from contracts import notify_intake as intake
from contracts import notify_persons as persons
from contracts.envelope import Answer, Command, Fact, Message, kebab
from contracts.review import (
    case_state,
    clock,
    consideration,
    decision_types,
    lcspr_types,
    meeting,
    meeting_changes,
    panel,
    rapid_review_types,
    reminder,
)
from contracts.review import regional_group as groups
from contracts.sender_topics import NOTIFY_RECEIPT
from contracts.topic import Topic
from contracts.topics import (
    ANALYTICS_TREND,
    CORRESPONDENCE_LETTER,
    CORRESPONDENCE_PUBLICATION,
    NOTIFY_ANSWER,
    NOTIFY_CALENDAR,
    NOTIFY_COMMAND,
    NOTIFY_INCIDENT,
    NOTIFY_KEY,
    NOTIFY_REGISTER,
    REVIEW_ANSWER,
    REVIEW_CASE,
    REVIEW_CASE_STATE,
    REVIEW_COMMAND,
    REVIEW_MEETING,
    TOPICS,
)

SCHEMA_BASE = "https://contracts.cspr.example"


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


CATALOGUE: tuple[Entry, ...] = (
    Entry(notify.NotificationSubmittedV1, NOTIFY_INCIDENT, minor=2),
    Entry(notify.NotificationAcceptedV1, NOTIFY_INCIDENT),
    Entry(notify.NotificationSharedV1, NOTIFY_INCIDENT),
    Entry(notify.IncidentScopedInV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.IncidentScopedNotifyOnlyV1, NOTIFY_INCIDENT),
    Entry(notify_changes.NotificationAmendedV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.NotificationWithdrawnV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.NotifyingPositionRecordedV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify.IncidentTextErasedV1, NOTIFY_INCIDENT),
    Entry(persons.PersonsLinkedV1, NOTIFY_INCIDENT),
    Entry(persons.PersonsUnlinkedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ChildAddedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.IdentityCompletedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.NotificationReassignedV1, NOTIFY_INCIDENT, minor=1),
    Entry(notify_changes.NotificationMarkedDuplicateV1, NOTIFY_INCIDENT),
    Entry(notify_changes.DuplicateAbsorbedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ThresholdAskedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.ThresholdAnsweredV1, NOTIFY_INCIDENT),
    Entry(notify_changes.WithdrawalSharedV1, NOTIFY_INCIDENT),
    Entry(notify_changes.SharingCorrectedV1, NOTIFY_INCIDENT),
    Entry(notify.IncidentKeyV1, NOTIFY_KEY),
    Entry(register.PartnershipRegisteredV1, NOTIFY_REGISTER, minor=1),
    Entry(register.AuthorityRegisteredV1, NOTIFY_REGISTER, minor=1),
    Entry(register.BodyRegisteredV1, NOTIFY_REGISTER),
    Entry(calendar.BankHolidayProclaimedV1, NOTIFY_CALENDAR),
    Entry(notify.EraseIncidentTextV1, NOTIFY_COMMAND),
    Entry(calendar.ProclaimBankHolidayV1, NOTIFY_COMMAND),
    Entry(intake.IntakeAnswerV1, NOTIFY_RECEIPT),
    *(Entry(fact, REVIEW_CASE, minor) for fact, minor in rapid_review_types.FACTS.items()),
    Entry(consideration.CaseListedV1, REVIEW_CASE),
    Entry(consideration.MemberRecusedV1, REVIEW_CASE),
    Entry(meeting.DialogueOfferedV1, REVIEW_CASE, minor=1),
    Entry(meeting.MeetingHeldV1, REVIEW_CASE),
    Entry(case_state.CaseStateChangedV1, REVIEW_CASE_STATE, minor=1),
    Entry(meeting.MeetingArrangedV1, REVIEW_MEETING),
    Entry(meeting.AttendanceRecordedV1, REVIEW_MEETING, minor=1),
    *(Entry(one, REVIEW_COMMAND, minor) for one, minor in rapid_review_types.COMMANDS.items()),
    Entry(clock.ClockMovedV1, REVIEW_CASE),
    Entry(groups.RegionalGroupFormedV1, REVIEW_MEETING),
    Entry(groups.RegionalMeetingArrangedV1, REVIEW_MEETING),
    Entry(groups.RegionalMeetingHeldV1, REVIEW_MEETING),
    Entry(groups.SupportOfferedV1, REVIEW_MEETING),
    Entry(groups.SupportAnsweredV1, REVIEW_MEETING),
    Entry(consideration.ListForMeetingV1, REVIEW_COMMAND),
    Entry(consideration.RecuseMemberV1, REVIEW_COMMAND),
    Entry(consideration.AnswerInformationRequestV1, REVIEW_COMMAND),
    Entry(meeting.ArrangeMeetingV1, REVIEW_COMMAND),
    Entry(meeting.RecordAttendanceV1, REVIEW_COMMAND),
    Entry(meeting.OfferDialogueV1, REVIEW_COMMAND, minor=1),
    Entry(meeting.RecordDialogueV1, REVIEW_COMMAND),
    Entry(correspondence.LetterDraftedV1, CORRESPONDENCE_LETTER, minor=3),
    Entry(groups.FormRegionalGroupV1, REVIEW_COMMAND),
    Entry(groups.ArrangeRegionalMeetingV1, REVIEW_COMMAND),
    Entry(groups.RecordRegionalMeetingV1, REVIEW_COMMAND),
    Entry(groups.OfferSupportV1, REVIEW_COMMAND),
    Entry(groups.RecordUptakeV1, REVIEW_COMMAND),
    Entry(correspondence.LetterRewordedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.LetterApprovedV1, CORRESPONDENCE_LETTER, minor=1),
    Entry(correspondence.LetterIssuedV1, CORRESPONDENCE_LETTER, minor=4),
    Entry(correspondence.LetterDeliveredV1, CORRESPONDENCE_LETTER, minor=1),
    Entry(correspondence.LetterDeliveryFailedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.ReplyReceivedV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.InvitationSentV1, CORRESPONDENCE_LETTER, minor=1),
    Entry(correspondence.InvitationWithdrawnV1, CORRESPONDENCE_LETTER),
    Entry(correspondence.CorrespondenceTextErasedV1, CORRESPONDENCE_LETTER),
    Entry(analytics.ThemeRecurrenceDetectedV1, ANALYTICS_TREND, minor=1),
    Entry(analytics.TrendReleasedV1, ANALYTICS_TREND, minor=1),
)
CATALOGUE += tuple(
    Entry(m, t, n) for t in TOPICS for m, n in decision_types.MODELS.get(t.name, {}).items()
)


class NotifyAnswerV1(Answer):
    """``notify``'s one answer to a command."""


class ReviewAnswerV1(Answer):
    """``review``'s one answer to a command."""


CATALOGUE += tuple(Entry(m, t) for t in TOPICS for m in panel.MODELS.get(t.name, ()))
CATALOGUE += tuple(Entry(one, REVIEW_CASE) for one in meeting_changes.FACTS)
CATALOGUE += tuple(Entry(one, REVIEW_COMMAND) for one in meeting_changes.COMMANDS)
CATALOGUE += tuple(
    Entry(one, REVIEW_CASE, lcspr_types.MINOR.get(one, 0)) for one in lcspr_types.FACTS
)
CATALOGUE += tuple(Entry(one, REVIEW_CASE) for one in reminder.FACTS)
CATALOGUE += tuple(
    Entry(one, REVIEW_COMMAND, lcspr_types.MINOR.get(one, 0)) for one in lcspr_types.COMMANDS
)
CATALOGUE += tuple(Entry(m, CORRESPONDENCE_PUBLICATION, n) for m, n in publication.FACTS.items())
CATALOGUE += tuple(Entry(m, CORRESPONDENCE_LETTER, n) for m, n in letter_course.FACTS.items())
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_LETTER) for one in local_review_letter.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_LETTER) for one in letter_ask.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_PUBLICATION) for one in standard_line.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_PUBLICATION) for one in speaking.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_LETTER) for one in dialogue.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_LETTER) for one in restriction.FACTS)
CATALOGUE += tuple(Entry(one, CORRESPONDENCE_PUBLICATION) for one in webinar.FACTS)
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
