"""One fact's way: journalled, relayed, consumed once, and what goes wrong on the way."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import ops
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.service import Service
from chassis.tx import Cause, Tx
from contracts.review.rapid_review import (
    ExplainRapidReviewDelayV1,
    RapidReviewCancelledV1,
    RapidReviewTextErasedV1,
)
from contracts.topics import REVIEW_CASE
from tests.integration.chassis.conftest import RunService
from tests.support.until import until


def a_fact(incident: UUID, basis: str = "test") -> RapidReviewCancelledV1:
    return RapidReviewCancelledV1(
        incident_id=incident, rapid_review_id=incident, reference="CSPR-2026-00001-A", basis=basis
    )


def a_cause() -> Cause:
    return Cause(uuid7(), "request", "test", "person:test")


async def announce(service: Service, *facts: RapidReviewCancelledV1) -> None:
    async with service.db.begin([f.incident_id for f in facts]) as tx:
        for fact in facts:
            tx.announce(fact, key=fact.incident_id, object=fact.incident_id, cause=a_cause())


async def test_a_fact_reaches_another_service_once_and_in_order(run_service: RunService) -> None:
    got: list[tuple[UUID, str]] = []
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        got.extend((r.key, r.message.basis) for r in received)

    review = await run_service("review", Consumes("review"))
    await run_service("analytics", consumes)
    keys = [uuid7() for _ in range(20)]
    for number in range(5):
        await announce(review, *(a_fact(key, str(number)) for key in keys))

    async def all_there() -> bool:
        return len(got) >= 100

    await until("a hundred facts", all_there)
    assert all([b for k, b in got if k == key] == ["0", "1", "2", "3", "4"] for key in keys)
    await review.db.pool.execute("select 1")


async def test_publishing_again_changes_nothing(run_service: RunService) -> None:
    got: list[str] = []
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        got.extend(r.message.basis for r in received)

    review = await run_service("review", Consumes("review"))
    analytics = await run_service("analytics", consumes)
    key = uuid7()
    await announce(review, a_fact(key, "first"))

    async def one() -> bool:
        return bool(got)

    await until("the first fact", one)
    async with review.db.begin() as tx:
        assert await ops.republish(tx.conn, 1, 1000, "person:operator") == 1
    await announce(review, a_fact(key, "second"))

    async def two() -> bool:
        return len(got) >= 2

    await until("the second fact", two)
    assert got == ["first", "second"]
    assert await analytics.db.pool.fetchval("select sequence from inbox_watermark") == 2


async def test_a_bad_fact_is_parked_and_its_key_waits_while_others_go_on(
    run_service: RunService,
) -> None:
    got: list[str] = []
    broken = True
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        if broken and any(r.message.basis == "bad" for r in received):
            raise Refused("no such thing", source="a rule")
        got.extend(r.message.basis for r in received)

    review = await run_service("review", Consumes("review"))
    analytics = await run_service("analytics", consumes)
    sick, well = uuid7(), uuid7()
    await announce(
        review, a_fact(sick, "bad"), a_fact(sick, "behind"), a_fact(well, "1"), a_fact(well, "2")
    )

    async def others() -> bool:
        return got == ["1", "2"]

    await until("the other key", others)

    async def waits() -> list[str]:
        rows = await analytics.db.pool.fetch("select status from parked order by sequence")
        return [r["status"] for r in rows]

    async def parked_and_waiting() -> bool:
        return await waits() == ["parked", "waiting"]

    await until("one parked, one waiting", parked_and_waiting)
    row = await analytics.db.pool.fetchrow("select * from parked where status = 'parked'")
    assert row and row["reason"] == "no such thing (a rule)"
    assert b'"bad"' in row["body"]
    broken = False
    await analytics.consumers[0].release(row["id"], replay=True, by="person:operator")
    assert got == ["1", "2", "bad", "behind"]
    assert await waits() == ["replayed", "replayed"]


async def test_a_gap_is_held_until_it_is_filled(run_service: RunService) -> None:
    got: list[str] = []
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        got.extend(r.message.basis for r in received)

    review = await run_service("review", Consumes("review"))
    analytics = await run_service("analytics", consumes)
    key = uuid7()
    async with review.db.begin([key]) as tx:
        for basis in ("1", "2", "3"):
            tx.announce(a_fact(key, basis), key=key, object=key, cause=a_cause())
        await tx.flush()
        tx.rows.clear()
        await tx.conn.execute(
            """
            delete from journal_waiting using journal
            where journal_waiting.position = journal.position and sequence = 2 and stream = $1
            """,
            REVIEW_CASE.stream,
        )

    async def held() -> bool:
        return bool(
            await analytics.db.pool.fetchval("select true from parked where status = 'gap'")
        )

    await until("a held message", held)
    assert got == ["1"]
    await review.db.pool.execute(
        "insert into journal_waiting select position from journal where sequence = 2"
    )
    await announce(review, a_fact(uuid7(), "other"))

    async def filled() -> bool:
        return got.count("3") == 1

    await until("the gap to be filled", filled)
    assert [b for b in got if b != "other"] == ["1", "2", "3"]


async def test_every_command_carries_its_senders_roles_and_gets_one_answer(
    run_service: RunService,
) -> None:
    from chassis.ask import Sender, answers_consumed

    roles: list[frozenset[str]] = []
    consumes = Consumes("review")

    @consumes(ExplainRapidReviewDelayV1)
    async def explain(tx: Tx, received: Sequence[Received[ExplainRapidReviewDelayV1]]) -> None:
        for r in received:
            roles.append(r.cause.roles)
            if r.message.expected_on < date(2026, 1, 1):
                tx.refuse(r.cause, Refused("in the past", source="a rule", field="expected_on"))
            else:
                fact = RapidReviewTextErasedV1(incident_id=r.key, erased_on=tx.today)
                tx.announce(fact, key=r.key, object=r.key, cause=r.cause)

    asking = Consumes("correspondence")
    answers_consumed(asking, ["review"])
    review = await run_service("review", consumes)
    correspondence = await run_service("correspondence", asking, ask_wait_s_max=8)
    key = uuid7()

    def command(day: date) -> ExplainRapidReviewDelayV1:
        return ExplainRapidReviewDelayV1(incident_id=key, reason="trial", expected_on=day)

    done_id, refused_id = uuid7(), uuid7()
    for _ in range(2):
        done = await correspondence.ask(
            command(date(2026, 5, 6)),
            key=key,
            sender=Sender("person:a", frozenset({"secretary", "member", "two words"})),
            command_id=done_id,
            digest=b"first",
        )
    refused = await correspondence.ask(
        command(date(2020, 1, 1)),
        key=key,
        sender=Sender("person:a", frozenset()),
        command_id=refused_id,
        digest=b"second",
    )
    assert (done.outcome, refused.outcome) == ("done", "refused")
    assert roles == [{"member", "secretary"}, frozenset()]
    assert (refused.reason, refused.source, refused.field) == (
        "in the past",
        "a rule",
        "expected_on",
    )
    assert await review.db.pool.fetchval("select count(*) from journal where kind = 'answer'") == 2
