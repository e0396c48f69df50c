"""With thousands of cases a page asks no more often, and no question reads a whole table."""

import pytest

from tests.conftest import Infra
from tests.integration.correspondence.england_fixtures import fill, read_whole, watched
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, House, house

__all__ = ["house", "office"]

PAGES = (
    ("secretary", "/desk/cases"),
    ("secretary", "/desk/cases?late=yes&stage=lcspr"),
    ("secretary", "/desk/cases?region=E12000003&page=2"),
    ("secretary", "/desk/cases?words=authority+12&theme=neglect"),
    ("regional-lead", "/desk/cases"),
    ("secretary", "/desk/letters"),
    ("regional-lead", "/desk/letters"),
    ("secretary", "/desk/tasks"),
    ("secretary", "/desk/post"),
    ("secretary", "/desk/views"),
    ("secretary", "/desk/refused"),
    ("secretary", f"/desk{CASE}"),
    ("ashmere-council", "/partner"),
    ("ashmere-council", "/partner/refused"),
    ("ashmere-council", "/partner/threads"),
    ("ashmere-council", f"/partner{CASE}"),
)
CALLS = (
    ("secretary", "/cases"),
    ("regional-lead", "/cases?page=3"),
    ("ashmere-police", "/cases"),
    ("ashmere-police", CASE),
)


async def counted(house: House) -> dict[str, list[str]]:
    """The statements that each page and each call runs; the second time, when nothing is new."""
    found = {}
    for who, path in PAGES:
        client = await house.browser(who)
        await client.get(path, headers={"accept": "text/html"})
        async with watched(house.office) as statements:
            answer = await client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 200, (path, answer.status_code)
        found[f"{who} {path}"] = statements.asked()
    for who, path in CALLS:
        async with watched(house.office) as statements:
            answer = await house.call("GET", path, who)
        assert answer.status_code == 200, (path, answer.text)
        found[f"{who} {path}"] = statements.asked()
    return found


async def whole_tables(house: House) -> list[str]:
    """What the pages and calls read from end to end."""
    async with watched(house.office) as statements:
        for who, path in PAGES:
            await (await house.browser(who)).get(path, headers={"accept": "text/html"})
        for who, path in CALLS:
            await house.call("GET", path, who)
    return await read_whole(house.office, statements)


@pytest.mark.timeout(120)
async def test_pages_use_indexes_and_their_statements_do_not_grow_with_the_cases(
    house: House, infra: Infra
) -> None:
    await house.office.issue()
    await house.office.decide()
    with_one_case = await counted(house)
    assert all(len(statements) > 2 for statements in with_one_case.values())
    await fill(infra, house.office)
    assert await counted(house) == with_one_case
    whole = await whole_tables(house)
    assert not whole, "\n".join(sorted(set(whole)))
