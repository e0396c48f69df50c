"""Where the pages lead each person: to nothing that they may not open."""

import pytest

from chassis.identity import Actor
from chassis.web.menu import Group
from deploy.local.people import BY_SUB
from services.correspondence.web.pages import root_of, site


@pytest.mark.parametrize(
    ("sub", "root", "has_cases"),
    [
        ("secretary", "/desk", True),
        ("regional-lead", "/desk", True),
        ("administrator", "/desk/audit", False),
        ("data-protection", "/desk/audit", False),
        ("ashmere-icb", "/partner", False),
        ("analyst", "/news", False),
        ("ashmere-data", "/news", False),
    ],
)
def test_who_opens_no_case_is_led_to_no_list_of_cases(
    sub: str, root: str, *, has_cases: bool
) -> None:
    actor = Actor.from_claims(BY_SUB[sub].claims())
    entries = site("Pages", "").navigation(actor)
    links = [
        link.href for one in entries for link in (one.links if isinstance(one, Group) else (one,))
    ]
    assert (root_of(actor), "/desk/cases" in links) == (root, has_cases)
