"""Intake to the next service's commit at a steady rate: ``notify`` takes, ``review`` has opened."""

import asyncio
import time

from bench import clients, databases, topics
from bench.figures import Target
from bench.lab import Round
from bench.material import Made, body, cases, facts, row_of
from bench.meter import ARRIVE_S_MAX, PER_S, latencies, paced
from bench.task import Follow, Task
from bench.topics import producer_of
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from bench.work.opening import FOLLOWS, task_of
from bench.work.receipt import CLIENTS
from chassis.cloudevents import write_headers
from contracts.catalogue import entry_of
from contracts.notify import IncidentScopedInV1
from contracts.topics import NOTIFY_INCIDENT, TOPICS

SERVICES = ("notify", "review")
HOP = topics.plain("uk.cspr.bench.hop.v1", NOTIFY_INCIDENT)


def ours(round_: Round) -> Figures:
    """Both services, each with its own database; a notification comes in as case systems send it."""
    round_.topics(
        [t for t in TOPICS if {*t.readers, *t.writers, t.owner} & set(SERVICES)],
    )
    dsns = {name: round_.database(name, round_.lab.template(name)) for name in SERVICES}
    for name in SERVICES:
        round_.service(name, dsns[name])
    port = int(round_.lab.system.home.state()["notify_port"])
    bearer = clients.token(round_.lab.system)
    requests = [clients.request(bearer, n) for n in range(round_.items)]
    sent = asyncio.run(clients.at_a_rate(port, CLIENTS, requests, PER_S))
    begun: dict[object, float] = {one.reference: one.sent_s for one in sent}
    return asyncio.run(ended(dsns["review"], "case_file", "reference", begun))


def hand_written(round_: Round) -> Figures:
    """The loop by hand, twice: what the first announces, the second takes."""
    round_.topics([NOTIFY_INCIDENT, HOP, *FOLLOWS])
    tables = databases.PEER_TABLES.read_text()
    first, second = (round_.peer_database(tables, number) for number in ("1", "2"))
    last = task_of(round_, second)
    hop = HOP.name + round_.suffix
    names = (f"peer1{round_.suffix}", f"peer2{round_.suffix}")
    round_.limit(
        "hand_written", Task(round_.bootstrap, first, names[0], last.source, (passed_on(hop),))
    )
    round_.limit("hand_written", Task(round_.bootstrap, second, names[1], hop, last.follows))
    made = list(facts(IncidentScopedInV1, [*cases(1), *cases(round_.items)]))
    begun = asyncio.run(produced(round_, made, second))
    return asyncio.run(ended(second, "state", "id::text", begun))


def passed_on(topic: str) -> Follow:
    """What the first hop announces: the fact itself."""
    (incident,) = cases(1)
    sample = body(IncidentScopedInV1)
    told = IncidentScopedInV1.model_validate_json(sample)
    headers = write_headers(entry_of(IncidentScopedInV1), row_of(incident, 1))
    pairs = tuple((name, value.decode()) for name, value in headers)
    return Follow(topic, sample, str(told.incident_id), told.reference, pairs)


async def produced(round_: Round, made: list[Made], dsn: str) -> dict[object, float]:
    """Produce at the rate, once the first record has shown that both hops run; when each was due."""
    name, begun = NOTIFY_INCIDENT.name + round_.suffix, dict[object, float]()
    warm, *rest = made
    async with producer_of(round_.bootstrap) as producer:
        await producer.send_and_wait(name, warm.value, warm.key, headers=warm.headers)
        await databases.wait_for_rows(dsn, "select count(*) from state", 1, ARRIVE_S_MAX)

        async def produce(turn: int) -> None:
            one = rest[turn]
            begun[one.key.decode()] = time.time()
            await producer.send_and_wait(name, one.value, one.key, headers=one.headers)

        await paced(len(rest), produce)
    return begun


async def ended(dsn: str, table: str, key: str, begun: dict[object, float]) -> Figures:
    """From when each was begun to when its row was committed, as the server remembers it."""
    count = f"select count(*) from {table}"  # noqa: S608 - a name of our own
    await databases.wait_for_rows(dsn, count, len(begun), ARRIVE_S_MAX)
    committed = await databases.committed(dsn, table, key)
    return latencies([(at, committed[one]) for one, at in begun.items()])


WORK = Work(
    name="intake",
    title=f"Intake to the next service's commit at {PER_S}/s",
    figure="p99_ms",
    unit="ms p99",
    full=Size(4 * PER_S, 5),
    quick=Size(2 * PER_S, 1),
    contestants=(Contestant(OURS, ours), Contestant("hand-written loop", hand_written)),
    ratios=(Ratio("p99_ms", "hand-written loop", Target(1.5, at_least=False)),),
)
