"""What review tells of a regional group."""

from datetime import date
from typing import Any
from uuid import UUID

from contracts.review import regional_group as g
from tests.integration.correspondence.letters_fixtures import Office

GROUP, WEST = UUID(int=81), "E12000005"


async def told(office: Office, model: Any, **more: Any) -> None:
    """A fact of the group."""
    given = {"group_id": GROUP, "region_code": WEST, **more}
    await office.deliverer.give(model(**given), GROUP)


async def formed(office: Office, *, region: str = WEST) -> None:
    """Ashmere and a partnership beside it, led by a member."""
    await told(
        office,
        g.RegionalGroupFormedV1,
        region_code=region,
        lead="member-health",
        partnerships=("ashmere", "brackenford"),
    )


async def answered(office: Office, offer_id: UUID, uptake: g.Uptake) -> None:
    """Ashmere's answer to an offer of training."""
    await told(
        office,
        g.SupportAnsweredV1,
        offer_id=offer_id,
        partnership="ashmere",
        support=g.Support.TRAINING,
        uptake=uptake,
        answered_on=date(2026, 5, 20),
    )
