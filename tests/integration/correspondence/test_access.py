"""Who may call what: every route says it."""

from chassis.web.guard import assert_every_route_is_guarded
from services.correspondence.access import PARTNER, POLICY, STAFF
from tests.integration.correspondence.letters_fixtures import Office, office, person

__all__ = ["office"]


async def test_every_route_says_who_may_use_it(office: Office) -> None:
    assert_every_route_is_guarded(office.app)


def test_the_demonstration_alone_may_call_but_do_nothing_by_its_role() -> None:
    background = person("background", "background")
    assert {p for p in {*STAFF, *PARTNER} if POLICY.may(background, p)} == {"call_api"}
