"""Who may call what: every route says it."""

import httpx

from chassis.web.guard import assert_every_route_is_guarded
from services.correspondence.access import PARTNER, POLICY, STAFF
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office, person
from tests.support.page import page
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office"]


async def test_every_route_says_who_may_use_it(office: Office) -> None:
    assert_every_route_is_guarded(office.app)


def test_the_demonstration_alone_may_call_but_do_nothing_by_its_role() -> None:
    background = person("background", "background")
    assert {p for p in {*STAFF, *PARTNER} if POLICY.may(background, p)} == {"call_api"}


async def test_an_administrator_has_the_lists_and_reads_no_case_and_no_letter(
    office: Office,
) -> None:
    letter = await office.issue()
    cookies = await cookies_of(office.service, "administrator")
    async with (
        serving(office.app) as url,
        httpx.AsyncClient(base_url=url, cookies=cookies, timeout=ANSWER_S_MAX) as client,
    ):
        assert REFERENCE in (await page(client, "/desk")).text
        for path in (
            f"cases/{REFERENCE}",
            f"cases/{REFERENCE}/decisions",
            f"letters/{letter}",
            f"letters/{letter}/letter.pdf",
        ):
            assert (await client.get(f"/desk/{path}")).status_code == 404, path
