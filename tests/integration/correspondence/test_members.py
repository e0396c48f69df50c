"""The members of the national body: entered from a file once, read and changed by systems and by their own word."""

from uuid import uuid4

import pytest

from contracts.review.member import MEMBER_REGISTER, RegisterMembersV1
from services.correspondence.policy.members import MADE_UP, members
from services.correspondence.rounds.members import MemberSeed, command_of
from tests.integration.correspondence.letters_fixtures import Office, office
from tests.integration.correspondence.pages_fixtures import register
from tests.integration.correspondence.partners_fixtures import House, house

__all__ = ["house", "office"]


async def given(office: Office) -> int:
    sql = "select count(*) from journal where type = 'uk.cspr.review.register-members.v1'"
    found: int = await office.db.pool.fetchval(sql)
    return found


@pytest.mark.need("C15")
async def test_a_file_of_members_is_given_to_review_once_and_another_one_again(
    office: Office,
) -> None:
    people = members(MADE_UP)
    for _ in range(2):
        await MemberSeed(office.db, people).round()
    assert await given(office) == 1
    await MemberSeed(office.db, people[:2]).round()
    assert await given(office) == 2
    await MemberSeed(office.db, ()).round()
    assert await given(office) == 2


def test_the_made_up_members_are_inducted_and_have_shadowed() -> None:
    command = command_of(members(MADE_UP))
    assert isinstance(command, RegisterMembersV1)
    assert all(one.inducted_on and one.shadowed_on for one in command.members)


@pytest.mark.need("C15")
async def test_a_system_reads_the_register_and_changes_it_where_it_may(house: House) -> None:
    await register(house.office)
    answer = await house.call("GET", "/members", "secretary")
    assert [one["member_id"] for one in answer.json()][:2] == ["chair", "member-health"]
    assert (await house.call("GET", "/members", "ashmere-manager")).status_code == 403
    said = {"member_id": "member-law", "last_day": "2026-12-31"}
    path, key = "/members/commands/end-member-term", {"Idempotency-Key": str(uuid4())}
    sent = await house.call("POST", path, "secretary", json=said, headers=key)
    assert sent.status_code == 202, sent.text
    again = await house.call("POST", path, "secretary", json=said, headers=key)
    assert again.json()["command_id"] == sent.json()["command_id"]
    for who in ("chair", "ashmere-manager"):
        refused = await house.call("POST", path, who, json=said)
        assert refused.json()["code"] == "forbidden"
    wrong = await house.call("POST", path, "secretary", json={"member_id": "member-law"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/last_day")
    nothing = await house.call("POST", "/members/commands/record-decision", "secretary", json={})
    assert nothing.status_code == 404
    assert len(await house.commands()) == 1


@pytest.mark.need("C5")
async def test_a_member_declares_a_tie_in_their_own_name_alone(house: House) -> None:
    said = {"member_id": "member-health", "partnership": "ashmere"}
    await house.call("POST", "/members/commands/declare-interest", "member-law", json=said)
    await house.call("POST", "/members/commands/declare-interest", "secretary", json=said)
    rows = await house.office.db.pool.fetch(
        "select key, data from journal where kind = 'command' order by position"
    )
    assert {row["key"] for row in rows} == {MEMBER_REGISTER}
    assert [one["member_id"] for one in await house.commands()] == ["member-law", "member-health"]
