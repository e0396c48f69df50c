"""A case that the desk restricts: its clocks are listed to those alone who are named, and to its partners."""

from datetime import date

import pytest

from chassis.access import known_as
from chassis.identity import Actor
from contracts.restriction import CaseRestrictedV1, Ground, RestrictionLiftedV1
from services.review import running_clocks
from services.review.web.clocks import reach
from tests.integration.review.conftest import Review


def person(sub: str, role: str, **more: frozenset[str]) -> Actor:
    return Actor(f"person:{sub}", sub, "person", frozenset({role}), **more)


READERS = {
    "secretary": person("s", "secretary"),
    "chair": person("c", "chair"),
    "regional lead": person("r", "regional_lead", regions=frozenset({"E12000005"})),
    "police": person("p", "partner_police", partnerships=frozenset({"ashmere"})),
}


async def seen_by(review: Review) -> set[str]:
    async with review.service.db.read() as conn:
        found = set()
        for name, actor in READERS.items():
            partnerships, regions, who = reach(actor)
            if await running_clocks.due_before(
                conn, date(2030, 1, 1), partnerships, regions, 10, who
            ):
                found.add(name)
        return found


@pytest.mark.need("J8")
async def test_a_restricted_cases_clocks_are_listed_to_the_named_and_to_partners(
    review: Review,
) -> None:
    id_ = await review.case()
    everybody = await seen_by(review)
    assert everybody == set(READERS)
    restricted = CaseRestrictedV1(
        incident_id=id_,
        reference="CSPR-1",
        ground=Ground.MEDIA,
        open_to=tuple(known_as(READERS["chair"])),
        restricted_by="person:x",
        restricted_on=date(2026, 4, 10),
        review_on=date(2026, 5, 10),
    )
    await review.deliverer.give(restricted, id_)
    assert await seen_by(review) == {"chair", "police"}
    lifted = RestrictionLiftedV1(
        incident_id=id_, reference="CSPR-1", lifted_by="person:x", lifted_on=date(2026, 4, 11)
    )
    await review.deliverer.give(lifted, id_)
    assert await seen_by(review) == everybody
