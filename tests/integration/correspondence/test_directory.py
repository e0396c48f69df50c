"""The directory follows the register: the last word on each partnership, and none of it forgotten with its end."""

from datetime import date

import pytest

from contracts.register import Organisation, PartnershipRegisteredV1
from services.correspondence import directory
from tests.integration.correspondence.letters_fixtures import Office, office

__all__ = ["office"]


def told(*parts: str, until: date | None = None) -> PartnershipRegisteredV1:
    return PartnershipRegisteredV1(
        slug="ashmere",
        name="Ashmere Safeguarding Children Partnership",
        authority_codes=("990",),
        region_code="E12000005",
        region_name="West Midlands",
        organisations=tuple(
            Organisation(
                code=f"ashmere-{part}", partner=part, name=part, mailbox=f"{part}@a.example"
            )
            for part in parts
        ),
        valid_from=date(2024, 4, 1),
        valid_to=until,
        successors=("ashbrack",) if until else (),
    )


async def codes(office: Office) -> list[str]:
    async with office.db.read() as conn:
        return [one.code for one in await directory.addressees(conn, "ashmere", date(2026, 6, 8))]


@pytest.mark.need("A3")
async def test_two_words_on_one_partnership_in_one_poll_leave_the_last(office: Office) -> None:
    async with office.db.begin() as tx:
        await directory.fold(tx.conn, [told("authority", "health"), told("authority", "police")])
    assert await codes(office) == ["ashmere-authority", "ashmere-police"]


@pytest.mark.need("A3")
async def test_a_partnership_that_ended_keeps_its_addressees_for_its_open_cases(
    office: Office,
) -> None:
    before = await codes(office)
    async with office.db.begin() as tx:
        ended = told("authority", "health", "police", until=date(2026, 3, 31))
        await directory.fold(tx.conn, [ended])
    assert await codes(office) == before


@pytest.mark.need("A3")
async def test_a_force_that_the_register_has_by_its_area_is_addressed_as_police(
    office: Office,
) -> None:
    [force] = told("police").organisations
    named = [force.model_copy(update={"name": name}) for name in ("Ashmere", "Ashmere Police")]
    for one in named:
        async with office.db.begin() as tx:
            await directory.fold(tx.conn, [told().model_copy(update={"organisations": (one,)})])
            [found] = await directory.addressees(tx.conn, "ashmere", date(2026, 6, 8))
        assert found.name == "Ashmere Police"
