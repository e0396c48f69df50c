"""What a digest counts from the facts of its period."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from contracts.review.action_ledger import ActionResultRecordedV1, Result
from services.correspondence.digest.figures import counted
from services.correspondence.policy import digests
from tests.integration.correspondence.letters_fixtures import MONDAY, REFERENCE, Office, office

__all__ = ["office"]
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))


async def measured(office: Office, action: UUID, number: int, *results: Result) -> None:
    """An action is measured again and again, a day apart."""
    for days, result in enumerate(results):
        office.at(MONDAY + timedelta(days=days))
        fact = ActionResultRecordedV1(
            incident_id=office.incident,
            reference=REFERENCE,
            action_id=action,
            number=number,
            on=date(2026, 6, 8) + timedelta(days=days),
            result=result,
            measured=await office.seal("Audits of supervision."),
        )
        await office.deliverer.give(fact, office.incident)


@pytest.mark.need("E4")
async def test_an_action_counts_once_by_its_last_result_and_too_early_is_none(
    office: Office,
) -> None:
    await measured(office, uuid4(), 1, Result.TOO_EARLY, Result.IMPROVED)
    await measured(office, uuid4(), 2, Result.IMPROVED, Result.WORSE)
    await measured(office, uuid4(), 3, Result.TOO_EARLY)
    async with office.db.read() as conn:
        figures = await counted(conn, QUARTER, digests.in_force())
    assert (figures.actions_measured, figures.actions_improved) == (2, 1)
