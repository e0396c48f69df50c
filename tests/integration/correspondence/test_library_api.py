"""The library, digests and capacity for systems: the pages' use cases, for those who may."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.correspondence.digest.handlers import Digests
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import House, house

__all__ = ["house", "office"]
GUIDE = {
    "title": "Hearing children",
    "resource_kind": "guide",
    "address": "https://guide.example/children",
    "milestones": ["reviewer"],
    "participation": ["children"],
    "co_production": "co_produced",
}


@pytest.mark.need("E5")
@pytest.mark.need("E6")
async def test_a_system_keeps_and_reads_the_library(house: House) -> None:
    path = f"/library/resources/{uuid4()}"
    for _ in range(2):
        assert (await house.call("PUT", path, "secretary", json=GUIDE)).status_code == 204
    assert len(await house.office.facts("resource-listed")) == 1
    read = (await house.call("GET", "/library?tag=children", "ashmere-manager")).json()
    [one] = read["resources"]
    assert (one["title"], one["co_production"]) == ("Hearing children", "co_produced")
    assert read["methods"]
    assert (await house.call("GET", "/library?tag=families", "secretary")).json()["resources"] == []
    refused = await house.call("PUT", path, "ashmere-manager", json=GUIDE)
    assert refused.json()["code"] == "forbidden"
    wrong = await house.call("PUT", path, "secretary", json={**GUIDE, "milestones": []})
    assert wrong.json()["errors"][0]["pointer"] == "/milestones"
    for steered in ({"title": "Hearing\x00children"}, {"address": f"{GUIDE['address']}\x00"}):
        answer = await house.call("PUT", path, "secretary", json={**GUIDE, **steered})
        assert answer.status_code == 422, answer.text
    gone = await house.call("POST", f"{path}/withdrawal", "secretary")
    assert gone.status_code == 204
    assert (await house.call("GET", "/library", "secretary")).json()["resources"] == []
    missing = await house.call("POST", f"/library/resources/{uuid4()}/withdrawal", "secretary")
    assert missing.status_code == 404


@pytest.mark.need("E4")
async def test_a_digest_is_worded_by_one_and_issued_by_another(house: House) -> None:
    house.office.at(datetime(2026, 7, 1, 9, tzinfo=UTC))
    await Digests(house.office.db, house.office.service.clock).round()
    [drafted] = (await house.call("GET", "/digests", "secretary")).json()
    assert (drafted["status"], drafted["period_to"]) == ("drafted", "2026-06-30")
    path = f"/digests/{drafted['digest_id']}"
    assert (await house.call("GET", "/digests", "ashmere-manager")).json() == []
    assert (await house.call("GET", path, "ashmere-manager")).status_code == 404
    said = {"words": "Hear the child early."}
    assert (await house.call("PUT", f"{path}/words", "chair", json=said)).status_code == 403
    assert (await house.call("PUT", f"{path}/words", "secretary", json=said)).status_code == 204
    read = {"read": (await house.call("GET", path, "secretary")).json()["version"]}
    own = await house.call("POST", f"{path}/approval", "secretary", json=read)
    assert own.status_code == 409
    done = await house.call("POST", f"{path}/approval", "chair", json=read)
    assert done.status_code == 204, done.text
    issued = (await house.call("GET", path, "ashmere-manager")).json()
    assert (issued["status"], issued["words"]) == ("issued", "Hear the child early.")
    nothing = await house.call("PUT", f"/digests/{uuid4()}/words", "secretary", json=said)
    assert nothing.status_code == 404


async def test_who_words_a_digest_on_what_they_read_writes_over_no_colleague(house: House) -> None:
    house.office.at(datetime(2026, 7, 1, 9, tzinfo=UTC))
    await Digests(house.office.db, house.office.service.clock).round()
    [drafted] = (await house.call("GET", "/digests", "secretary")).json()
    path = f"/digests/{drafted['digest_id']}"
    read = {"If-Match": (await house.call("GET", path, "secretary")).headers["ETag"]}
    first, other = {"words": "Hear the child early."}, {"words": "Ask the neighbours."}
    for who, said, status in (
        ("secretary-2", first, 204),
        ("secretary", other, 412),
        ("secretary", first, 204),
    ):
        answer = await house.call("PUT", f"{path}/words", who, json=said, headers=read)
        assert answer.status_code == status, answer.text
    found = (await house.call("GET", path, "secretary")).json()
    assert (found["words"], found["version"]) == (first["words"], 1)


@pytest.mark.need("E5")
async def test_a_partnership_states_what_it_can_carry(house: House) -> None:
    path = "/capacity/ashmere"
    blank = (await house.call("GET", path, "ashmere-manager")).json()
    assert blank["profile"] is None
    profile = {"reviews_at_once": 2, "trained_reviewers": 1, "days_a_month": 6}
    stated = await house.call("PUT", path, "ashmere-partnership-system", json=profile)
    assert stated.status_code == 204, stated.text
    read = (await house.call("GET", path, "ashmere-manager")).json()
    assert (read["profile"], read["stated_on"]) == (profile, "2026-06-08")
    assert "you can carry 2" in read["advice"]
    wrong = await house.call("PUT", path, "ashmere-manager", json={**profile, "days_a_month": 100})
    assert wrong.json()["errors"][0]["pointer"] == "/days_a_month"
    for who, status in (("brackenford-manager", 404), ("secretary", 403)):
        assert (await house.call("GET", path, who)).status_code == status
