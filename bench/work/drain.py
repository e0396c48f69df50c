"""A backlog of the journal brought to Kafka."""

import asyncio

import asyncpg

from bench import topics
from bench.figures import Target, rate
from bench.follow_ups import follow_ups
from bench.guarantees import WHOLE
from bench.lab import Round
from bench.peers import RELAYS
from bench.peers.kind import Peer
from bench.task import Follow, Task
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from contracts.topics import REVIEW_CASE

ROUND_S_MAX = 120
BACKLOG = """
insert into journal (
    id, kind, type, topic, stream, key, object, sequence, causation, correlation, actor, roles, time,
    recorded_at, data, previous_hash, hash
)
select
    gen_random_uuid(), 'fact', 'uk.cspr.review.rapid-review-opened.v1', $2, $3, key, key, 1,
    gen_random_uuid(), key::text, 'system:bench', '', now(), now(), $1, '', sha256(key::text::bytea)
from (select gen_random_uuid() as key from generate_series(1, $4)) as made
"""


def opened(round_: Round) -> Follow:
    """The message that is brought to Kafka: the smaller of those that follow from a fact."""
    follow, name = follow_ups()[0]
    topic = name + round_.suffix
    return Follow(topic, follow.sample, follow.sample_id, follow.sample_reference, follow.headers)


async def backlog(dsn: str, sample: str, rows: int) -> None:
    """Unpublished rows of the journal, one a key."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        names = REVIEW_CASE.name, REVIEW_CASE.stream
        await conn.execute(BACKLOG, sample.encode(), *names, rows)
        await conn.execute("vacuum analyze journal, journal_waiting")
    finally:
        await conn.close()


def ours(round_: Round) -> Figures:
    """The relay in the process of ``review``, as it is started."""
    return ours_on(round_, round_.lab.template("review"))


def ours_on(round_: Round, template: str) -> Figures:
    """The same beside what the template has stored."""
    round_.topics_of("review")
    database = round_.database("review", template)
    owner = round_.lab.servers.postgres.dsn("review_owner", database.rpartition("/")[2])
    asyncio.run(backlog(owner, opened(round_).sample, round_.items))
    round_.service("review", database)
    return drained(round_)


def from_memory(round_: Round) -> Figures:
    """The limit."""
    round_.topics([REVIEW_CASE])
    task = Task(round_.bootstrap, "", follows=(opened(round_),), items=round_.items)
    round_.limit("producing", task)
    return drained(round_)


def by(peer: Peer) -> Contestant:
    """One of the peers; it fills its own outbox when it is told to, and is started again to bring it out."""

    def run(round_: Round) -> Figures:
        round_.topics([REVIEW_CASE])
        dsn = round_.peer_database()
        task = Task(round_.bootstrap, dsn, follows=(opened(round_),), items=round_.items)
        fill = round_.peer(peer.module, task, "fill")
        if fill.process.wait(ROUND_S_MAX):
            fill.fail_if_dead()
        round_.children.remove(fill)
        round_.peer(peer.module, task, "relay")
        return drained(round_)

    return Contestant(peer.name, run, peer.share, peer.guarantees)


def drained(round_: Round) -> Figures:
    """Records a second, by when the broker appended them."""
    name = REVIEW_CASE.name + round_.suffix

    async def measure() -> Figures:
        await topics.wait_for_records(
            round_.bootstrap, [name], round_.items, ROUND_S_MAX, round_.fail_if_dead
        )
        found = await topics.read_all(round_.bootstrap, name)
        lost = round_.items - len({one.key for one in found})
        assert not lost, f"{lost} records are missing"
        return {"rate": rate([one.at_s for one in found]), "doubled": len(found) - round_.items}

    return asyncio.run(measure())


WORK = Work(
    name="drain",
    title="The journal to Kafka: a backlog drained",
    figure="rate",
    unit="rows/s",
    full=Size(60_000, 5),
    quick=Size(20_000, 1),
    contestants=(
        Contestant(OURS, ours, guarantees=WHOLE),
        Contestant("aiokafka from memory", from_memory),
        *(by(peer) for peer in RELAYS),
    ),
    ratios=(
        Ratio("rate", "aiokafka from memory", Target(0.6)),
        *(Ratio("rate", peer.name, Target(peer.target)) for peer in RELAYS),
    ),
)
