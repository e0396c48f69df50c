"""Of who left long ago no mailbox is kept: under whom it was filed, when it ended, and how it is found."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chassis.tx import Cause
from services.correspondence.delivery.recall import notice_of
from services.correspondence.office_holder import handlers, store
from services.correspondence.office_holder.commands import Command, End, Enter, HandOver, Person
from services.correspondence.read_models import names
from services.correspondence.rounds import leavers
from services.correspondence.rounds.leavers import Leavers
from tests.conftest import Infra
from tests.integration.correspondence.england_fixtures import owner_of, scanned, watched
from tests.integration.correspondence.letters_fixtures import Office, office, person
from tests.integration.correspondence.test_deliveries import correct
from tests.integration.correspondence.test_withdrawn_letters import withdraw

__all__ = ["office"]
SECRETARY = person("secretary", "secretary")
POLICE, BY, FIRST, NEXT = "ashmere-police", "person:keeper", UUID(int=1), UUID(int=2)
THEIRS, NEW = "delegate@police.example", "new@police.example"
START, LAST, NEXT_DAY = date(2026, 6, 1), date(2026, 6, 9), date(2026, 6, 10)
ENTER = Enter(BY, START, FIRST, "delegate", Person("D. Delegate", THEIRS), START)
END = End(BY, LAST, FIRST, LAST)
SUCCESSOR = Person("S. Successor", "next@police.example")
HAND_OVER = HandOver(BY, LAST, FIRST, NEXT, SUCCESSOR, NEXT_DAY)

SENT = """
insert into delivery (id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
    attempt, status, holder)
select gen_random_uuid(), 'letter', gen_random_uuid(), gen_random_uuid(), 'x', 'police', 'x', 'x',
    1, 'delivered', ('f' || lpad((n % 900)::text, 31, '0'))::uuid
from generate_series(1, 20000) n
"""
"""Very much that was sent to people who are named still."""


async def say(office: Office, command: Command) -> None:
    key = store.id_of(POLICE)
    async with office.db.begin([key]) as tx:
        await handlers.give(tx, POLICE, command, Cause(uuid7(), "request", str(key), BY))


async def two_years_later(office: Office) -> Leavers:
    office.at(datetime(2028, 7, 1, 9, tzinfo=UTC))
    return Leavers(office.db, office.service.clock)


async def mailboxes(office: Office) -> list[str]:
    """Of what was sent to the police, in its order."""
    rows = await office.db.pool.fetch(
        "select mailbox from delivery where organisation = $1 order by opened_at, attempt", POLICE
    )
    return [row["mailbox"] for row in rows]


@pytest.mark.need("D15")
async def test_a_notice_to_who_left_with_their_organisation_is_forgotten_with_them(
    office: Office,
) -> None:
    await say(office, ENTER)
    letter = await office.issue()
    await office.rounds()
    await say(office, END)
    await office.db.pool.execute("delete from organisation where code = $1", POLICE)
    await withdraw(office, letter)
    await office.rounds()
    [notice] = [one for one in await office.attempts(notice_of(letter)) if one.partner == "police"]
    assert (notice.mailbox, notice.holder) == (THEIRS, FIRST)
    await (await two_years_later(office)).round()
    assert await mailboxes(office) == ["", ""]


@pytest.mark.need("D15")
@pytest.mark.parametrize(
    ("then", "holder"), [(HAND_OVER, NEXT), (END, None)], ids=["another speaks", "nobody speaks"]
)
async def test_another_address_after_they_left_is_not_filed_under_them(
    office: Office, then: Command, holder: UUID | None
) -> None:
    await say(office, ENTER)
    office.post.bouncing.add(THEIRS)
    letter = await office.issue()
    await office.rounds()
    await say(office, then)
    office.at(datetime(2026, 6, 10, 9, tzinfo=UTC))
    await correct(office, NEW)
    await office.rounds()
    tried = [one for one in await office.attempts(letter) if one.partner == "police"]
    assert [(one.mailbox, one.holder) for one in tried] == [(THEIRS, FIRST), (NEW, holder)]
    await (await two_years_later(office)).round()
    assert await mailboxes(office) == ["", NEW], "who follows is named still"


async def test_so_many_mailboxes_are_forgotten_in_one_round_and_the_rest_in_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(office, ENTER)
    for _ in range(3):
        await office.issue()
    await office.rounds()
    await say(office, END)
    monkeypatch.setattr(leavers, "MAILBOXES_MAX", 2)
    timer = await two_years_later(office)
    left = []
    for _ in range(2):
        await timer.round()
        left.append(sum(one != "" for one in await mailboxes(office)))
    assert left == [1, 0]


async def test_what_was_ever_sent_is_not_read_through_each_hour(
    office: Office, infra: Infra
) -> None:
    await say(office, ENTER)
    await office.issue()
    await office.rounds()
    await say(office, END)
    async with owner_of(infra, office) as conn:
        await conn.execute(SENT)
        await conn.execute("vacuum analyze")
    async with watched(office) as statements:
        await (await two_years_later(office)).round()
    about = [one for one in statements.run if "delivery" in one[0]]
    assert len(about) == 2
    for query, args in about:
        explained = await office.db.pool.fetchval(f"explain (format json) {query}", *args)
        assert "delivery" not in scanned(json.loads(explained)[0]["Plan"]), query


@pytest.mark.need("D15")
async def test_who_signed_in_is_named_for_two_years_after_the_last_day_and_when_they_come_again(
    office: Office,
) -> None:
    async def come() -> None:
        async with office.db.begin() as tx:
            await names.note(tx, SECRETARY)

    async def named() -> str:
        async with office.db.read() as conn:
            return (await names.named(conn, [SECRETARY.id]))[SECRETARY.id]

    await come()
    office.at(datetime(2028, 6, 8, 9, tzinfo=UTC))
    assert await Leavers(office.db, office.service.clock).round() == 0
    assert await named() == "secretary"
    office.at(datetime(2028, 6, 9, 9, tzinfo=UTC))
    assert await Leavers(office.db, office.service.clock).round() == 1
    assert await named() == "somebody who has left"
    assert await office.db.pool.fetchval("select count(*) from person_name") == 1, "the id stays"
    await come()
    assert await named() == "secretary"
