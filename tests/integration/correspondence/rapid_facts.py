"""What review tells of a rapid review on its way: a return that is asked, something learned, an action."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, Partner, Theme
from contracts.envelope import Fact
from contracts.review.agency_return import Agency, AgencyReturnAskedV1
from contracts.review.learning import LearningPointRecordedV1, LocalActionRecordedV1
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office

POINT, ACTION = UUID(int=81), UUID(int=82)
CLOCK = Clock(
    code="AR1",
    title="Return of an agency",
    started_on=date(2026, 6, 1),
    due_on=date(2026, 6, 8),
    basis="local practice",
    policy_version="returns-1",
)


async def rapid_facts(office: Office) -> list[Fact]:
    """One of each, told of the office's case."""
    ids = {
        "incident_id": office.incident,
        "rapid_review_id": office.incident,
        "reference": REFERENCE,
    }
    owner = await office.seal("Head of service")
    about = {"learning_id": POINT, "theme": Theme.NEGLECT}
    return [
        AgencyReturnAskedV1(
            **ids,
            number=1,
            agency=Agency.SCHOOL,
            partner=Partner.AUTHORITY,
            name=await office.seal("A made-up school"),
            clock=CLOCK,
        ),
        LearningPointRecordedV1(
            **ids, **about, text=await office.seal("Absences were not seen."), owner=owner
        ),
        LocalActionRecordedV1(
            **ids,
            **about,
            action_id=ACTION,
            text=await office.seal("Absences are looked at weekly."),
            owner=owner,
            due_on=date(2026, 6, 2),
        ),
    ]
