"""One child in several incidents: what is linked by itself, what a person decides, and what leaves."""

from typing import Any
from uuid import UUID

import pytest

from contracts.notify import EraseIncidentTextV1
from services.notify.consumers import build_consumes
from services.notify.matching import Matching
from services.notify.notification.hashes import FOLDING
from services.notify.notification.identity import IdentityStore
from services.notify.person.likeness import COMMON_MAX
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.integration.notify.test_changes import an_erasure
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification

PEOPLE = IdentityStore(IDENTITY_KEY)
LINKS = "select status, basis, by_person from person_link order by id"


async def matched(notify: Notify) -> list[dict[str, Any]]:
    """The links, once everyone was looked for."""
    matching = Matching(notify.service.db, PEOPLE)
    while await matching.round():
        pass
    return [dict(row) for row in await notify.service.db.pool.fetch(LINKS)]


async def of_another(notify: Notify, **child: Any) -> dict[str, Any]:
    """A notification by another area; its child is the story's but for what is changed."""
    body = a_notification(authority_code="991", children=[a_child(**child)])
    answer = await notify.send(body, who="background")
    assert answer.status_code == 201, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


@pytest.mark.need("J3")
async def test_equal_number_and_birth_link_by_themselves_and_opaque_ids_alone_leave(
    notify: Notify,
) -> None:
    first = await notify.sent()
    second = await of_another(notify, family_name="Moved", given_names="Elsewhere")
    assert await matched(notify) == [
        {"status": "linked", "basis": "nhs_number_and_birth", "by_person": False}
    ]
    told = await notify.facts("persons-linked")
    submitted = await notify.facts("notification-submitted")
    persons = [fact["children"][0]["person_id"] for fact in submitted]
    assert [(one["reference"], one["other_reference"]) for one in told] == [
        (first["reference"], second["reference"]),
        (second["reference"], first["reference"]),
    ]
    assert [one["person_id"] for one in told] == persons
    assert [one["other_person_id"] for one in told] == persons[::-1]
    assert {one["basis"] for one in told} == {"nhs_number_and_birth"}
    kept = await notify.service.db.pool.fetch(
        "select key, data from journal where type like '%linked%' order by position"
    )
    assert [str(row["key"]) for row in kept] == [first["incident_id"], second["incident_id"]]
    for secret in (CANARY, NHS_NUMBER, "2025-10-20", "Moved"):
        assert all(secret.encode() not in row["data"] for row in kept)
    assert await matched(notify)
    assert len(await notify.facts("persons-linked")) == 2


async def test_anything_less_waits_for_a_person_and_is_told_to_nobody(notify: Notify) -> None:
    await notify.sent()
    await of_another(notify, nhs_number=None)
    await of_another(notify, nhs_number=None, date_of_birth="2025-10-21")
    assert await matched(notify) == [
        {"status": "proposed", "basis": "whole_name_and_birth", "by_person": False}
    ]
    assert await notify.facts("persons-linked") == []


async def test_who_comes_to_be_known_better_is_looked_for_again(notify: Notify) -> None:
    await notify.sent()
    second = UUID((await of_another(notify, nhs_number="9990000018"))["incident_id"])
    assert await matched(notify) == []
    async with notify.service.db.begin() as tx:
        [child] = await PEOPLE.load(tx.conn, second)
        known = type(child)(**{**vars(child), "nhs_number": NHS_NUMBER})
        await PEOPLE.save(tx.conn, {second: [known]})
    assert [row["status"] for row in await matched(notify)] == ["linked"]
    async with notify.service.db.begin() as tx:
        await PEOPLE.save(tx.conn, {second: [child]})
    assert [row["status"] for row in await matched(notify)] == ["dropped"]
    told = await notify.facts("persons-unlinked")
    assert [one["basis"] for one in told] == ["corrected"] * 2


async def test_who_was_hashed_before_is_hashed_anew_and_then_found(notify: Notify) -> None:
    await notify.sent()
    await of_another(notify)
    await notify.service.db.pool.execute(
        "update person set name_hash = 'old', nhs_hash = null, birth_hash = null, folding = 1"
    )
    assert [row["status"] for row in await matched(notify)] == ["linked"]


async def test_one_whom_nobody_can_read_holds_up_nobody_else(notify: Notify) -> None:
    await notify.sent(sender_reference="ASH-0")
    await notify.sent()
    await of_another(notify)
    pool = notify.service.db.pool
    await pool.execute("update person set name_hash = 'old', nhs_hash = null, folding = 1")
    await pool.execute(
        "update person set identity = 'damaged' where id = (select min(id::text)::uuid from person)"
    )
    matching = Matching(notify.service.db, IdentityStore(IDENTITY_KEY))
    while await matching.round():
        pass
    assert len(await pool.fetch(LINKS)) == 1
    assert await pool.fetchval("select count(*) from person where matched_at is null") == 1


@pytest.mark.need("J4")
async def test_erasing_one_incident_unlinks_it_and_leaves_the_other_whole(notify: Notify) -> None:
    first, second = await notify.sent(), await of_another(notify)
    await matched(notify)
    gone, stays = UUID(first["incident_id"]), UUID(second["incident_id"])
    service = notify.service
    [erase] = build_consumes(service.keys, PEOPLE).handlers(EraseIncidentTextV1)
    async with service.db.begin([gone]) as tx:
        await erase(tx, [an_erasure(gone)])
    told = await notify.facts("persons-unlinked")
    assert [(one["reference"], one["basis"]) for one in told] == [
        (first["reference"], "erased"),
        (second["reference"], "erased"),
    ]
    assert await matched(notify) == []
    async with service.db.read() as conn:
        assert await PEOPLE.load(conn, gone) == []
        [child] = await PEOPLE.load(conn, stays)
        assert child.family_name == CANARY
        assert [one.incident_id for one in await PEOPLE.find(conn, child.sought, 10)] == [stays]


async def test_a_placeholder_that_hundreds_give_hides_nobody_else(notify: Notify) -> None:
    await notify.sent()
    await notify.service.db.pool.execute("update person set matched_at = now()")
    await of_another(notify, family_name="Moved")
    await notify.service.db.pool.execute(
        """
        insert into person (
            id, incident_id, number, wrapped_key, identity, folding, matched_at, nhs_hash
        )
        select gen_random_uuid(), gen_random_uuid(), 1, '', '', $1, now(), 'placeholder'
        from generate_series(1, 600)
        """,
        FOLDING,
    )
    await notify.service.db.pool.execute(
        """
        insert into person (
            id, incident_id, number, wrapped_key, identity, folding, nhs_hash
        )
        values (gen_random_uuid(), gen_random_uuid(), 1, '', '', $1, 'placeholder')
        """,
        FOLDING,
    )
    assert [row["status"] for row in await matched(notify)] == ["linked"]


async def test_a_link_by_proof_outlasts_an_incident_too_many(notify: Notify) -> None:
    first = UUID((await notify.sent())["incident_id"])
    for _ in range(COMMON_MAX - 1):
        await of_another(notify)
    links = len(await matched(notify))
    await of_another(notify)
    assert len(await matched(notify)) == links
    async with notify.service.db.begin() as tx:
        await PEOPLE.save(tx.conn, {first: await PEOPLE.load(tx.conn, first)})
    assert {row["status"] for row in await matched(notify)} == {"linked"}
    assert await notify.facts("persons-unlinked") == []
