"""What each agency is asked for a rapid review, what it returned, and how it was chased."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, DocumentRef, Partner
from contracts.envelope import Case, Code, Command, Document, Fact, OpenCode, Sealed, Token


class Agency(OpenCode):
    """The kinds of agency that a rapid review hears."""

    CHILDRENS_SOCIAL_CARE = "childrens_social_care", "Children's social care"
    POLICE = "police", "Police"
    HEALTH_COMMISSIONER = "health_commissioner", "Integrated care board"
    HOSPITAL = "hospital", "Hospital"
    GENERAL_PRACTICE = "general_practice", "General practice"
    COMMUNITY_HEALTH = "community_health", "Health visiting, midwifery, school nursing"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    SCHOOL = "school", "School or college"
    EARLY_YEARS = "early_years", "Nursery or early years"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    OTHER = "other", "Another agency"


class ReturnOutcome(Code):
    """What came of asking."""

    GIVEN = "given", "Returned"
    NOTHING_HELD = "nothing_held", "It knows nothing of the family"
    DECLINED = "declined", "It does not contribute"


class AgencyAsked(Document):
    """One agency that is asked; ``partner``: through which safeguarding partner it is reached."""

    agency: Case[Agency]
    partner: Case[Partner]
    name: Sealed | None = None


class AwaitedReturn(Document):
    """A return that has not come; ``chased``: how often it was asked for again.

    ``clock``: where nobody named its day, so that a bank holiday moves it; null: its day was named.
    """

    number: Case[int]
    agency: Case[Agency]
    partner: Case[Partner]
    due_on: Case[date]
    chased: Case[int]
    clock: Case[Clock | None] = None


class AskAgencyReturnsV1(Command):
    """Ask agencies for their returns; without ``due_on`` the policy's time applies."""

    incident_id: Case[UUID]
    agencies: Case[tuple[AgencyAsked, ...]]
    due_on: Case[date | None] = None


class AgencyReturnAskedV1(Fact):
    """An agency was asked for its return."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    number: Case[int]
    agency: Case[Agency]
    partner: Case[Partner]
    name: Sealed | None = None
    clock: Case[Clock]


class GiveAgencyReturnV1(Command):
    """Give an agency's return, or say that none will come; a partner gives those reached through it."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    number: Case[int]
    outcome: Case[ReturnOutcome]
    document: Case[DocumentRef | None] = None
    summary: Sealed | None = None


class AgencyReturnGivenV1(Fact):
    """An agency's return came, or will not come."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    number: Case[int]
    agency: Case[Agency]
    partner: Case[Partner]
    outcome: Case[ReturnOutcome]
    document: Case[DocumentRef | None] = None
    summary: Sealed | None = None
    clock: Case[Clock]


class AgencyReturnChasedV1(Fact):
    """A return was overdue, so the clock asked for it again."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    number: Case[int]
    agency: Case[Agency]
    partner: Case[Partner]
    chased: Case[int]
    chased_on: Case[date]
    clock: Case[Clock]
