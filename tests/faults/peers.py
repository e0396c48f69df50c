"""Ours and the tools of ``make bench`` under one script: each is killed again and again while it drains a backlog."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench import databases, topics
from bench.databases import wait_for_rows
from bench.lab import PEERS_PYTHON, Lab, Round, opened
from bench.material import Made, cases, facts
from bench.peers import OPENING
from bench.peers.kind import Peer
from bench.topics import TooSlow
from bench.work.kind import OURS
from bench.work.opening import FOLLOWS, task_of
from contracts.envelope import Message
from contracts.notify import IncidentScopedInV1, NotificationWithdrawnV1
from contracts.topics import NOTIFY_INCIDENT
from deploy.local.processes import Child, StartFailed
from tests.faults.table import Killed
from tests.faults.tally import Announced, Tally, Told, tally

INCIDENTS, BLOCK = 10_000, 240
KILLS, WORK_S_MAX = 10, 0.4
BEGIN_S_MAX, END_S_MAX = 60, 120


@dataclass(frozen=True)
class Running:
    """One who drains the backlog: how it is started, and where to see what it did.

    ``written`` gives the follow-ups that its transactions wrote, ``done`` 1 when it has no more to send.
    """

    launch: Callable[[], Child]
    group: str
    dsn: str
    written: str
    done: str


@dataclass(frozen=True)
class Contestant:
    """Who is killed; ``second`` is the fact that follows the first of an incident."""

    name: str
    begin: Callable[[Round], Running]
    second: type[Message] = IncidentScopedInV1
    share: float = 1.0


def ours(round_: Round) -> Running:
    """``review``, as the project starts it."""
    round_.topics_of("review")
    dsn = round_.database("review", round_.lab.template("review"))
    return Running(
        lambda: round_.launch("review", dsn),
        f"review.{NOTIFY_INCIDENT.stream}{round_.suffix}",
        dsn,
        "select causation::text, topic from journal",
        "select count(*) where not exists (select from journal_waiting)",
    )


LOOP = ("select cause::text, topic from outbox", "select 1")
"""A loop sends before it commits its offsets, and keeps what it wrote."""
OUTBOX = ("", "select count(*) where not exists (select from relayed)")
"""An outbox that deletes what it sent: what it wrote has the ids that stand in the topics."""


def by_hand(round_: Round) -> Running:
    """The loop by hand."""
    round_.topics([NOTIFY_INCIDENT, *FOLLOWS])
    task = task_of(round_, round_.peer_database(databases.PEER_TABLES.read_text()))
    return Running(lambda: round_.limit("hand_written", task), task.group, task.dsn, *LOOP)


def by(peer: Peer) -> Contestant:
    """One of the peers."""

    def begin(round_: Round) -> Running:
        round_.topics([NOTIFY_INCIDENT, *FOLLOWS])
        task = task_of(round_, round_.peer_database(databases.PEER_TABLES.read_text()))
        queries = OUTBOX if peer.module == "faststream_single" else LOOP
        return Running(lambda: round_.peer(peer.module, task), peer.group(task), task.dsn, *queries)

    return Contestant(peer.name, begin, share=peer.share)


CONTESTANTS = (
    Contestant(OURS, ours, NotificationWithdrawnV1, share=0.5),
    Contestant("hand-written loop", by_hand),
    *(by(peer) for peer in OPENING),
)


def fail_unless_set_up() -> None:
    """Raise StartFailed when there is no environment with the peers in it."""
    if not PEERS_PYTHON.exists():
        message = "The tools to compare with are not set up: `make faults` does it."
        raise StartFailed(message)


def killed_all(folder: Path, seed: int) -> Iterator[Killed]:
    """Each contestant in turn, on servers of their own; raises StartFailed."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a topic just made has no leader yet
    with opened(folder, quick=False, scale=1) as lab:
        for one in CONTESTANTS:
            yield killed(lab, one, Random(f"{seed} peers"))


def killed(lab: Lab, one: Contestant, random: Random) -> Killed:
    """The script: the same moments for everybody, counted from when a process is seen to work."""
    began = time.monotonic()
    made = backlog(one.second, round(INCIDENTS * one.share))
    with lab.round(len(made)) as round_:
        running = one.begin(round_)
        asyncio.run(topics.fill(round_.bootstrap, made, round_.suffix))
        kills, unfinished = 0, ""
        try:
            kills = kill_often(round_, running, random)
            asyncio.run(finish(round_, running))
        except (TooSlow, StartFailed) as failure:
            unfinished = str(failure)
        counted = asyncio.run(count(round_, running, made))
    seconds = time.monotonic() - began
    return Killed(one.name, len(made), kills, counted, seconds, unfinished)


def backlog(second: type[Message], incidents: int) -> list[Made]:
    """Two facts about each incident, the second some way behind the first, as they come in life."""
    made: list[Made] = []
    keys = cases(incidents)
    for at in range(0, incidents, BLOCK):
        block = keys[at : at + BLOCK]
        made += [*facts(IncidentScopedInV1, block), *facts(second, block, 2)]
    return made


def kill_often(round_: Round, running: Running, random: Random) -> int:
    """Start it, wait until it announces, let it work for a moment, kill it; how often it died at work."""
    names, kills = follow_topics(round_), 0
    for _ in range(KILLS):
        child = running.launch()
        there = asyncio.run(topics.count_records(round_.bootstrap, names))
        if there < round_.items * len(names):
            begins = topics.wait_for_records(
                round_.bootstrap, names, there + 1, BEGIN_S_MAX, child.fail_if_dead
            )
            asyncio.run(begins)
            time.sleep(random.uniform(0, WORK_S_MAX))
            kills += 1
        child.stop(signal.SIGKILL)
    return kills


async def finish(round_: Round, running: Running) -> None:
    """Started once more it drains the rest: all offsets are committed, and nothing waits to be sent."""
    child = running.launch()
    source = NOTIFY_INCIDENT.name + round_.suffix
    await topics.watch_commits(
        round_.bootstrap, running.group, [source], END_S_MAX, child.fail_if_dead
    )
    await wait_for_rows(running.dsn, running.done, 1, END_S_MAX)


async def count(round_: Round, running: Running, made: list[Made]) -> Tally:
    """Read the topics whole, and the tables, and judge."""
    names = follow_topics(round_)
    told = [
        Told(name, record.key.decode(), headers["ce_causationid"], headers["ce_id"])
        for name in names
        for record in await topics.records(round_.bootstrap, name)
        if (headers := {word: value.decode() for word, value in record.headers})
    ]
    if running.written:
        written = await databases.pairs(running.dsn, running.written)
    else:
        written = written_by_id(told)
    ids = [dict(one.headers)["ce_id"].decode() for one in made]
    return tally(ids, names, told, written)


def written_by_id(told: list[Told]) -> list[Announced]:
    """What was written, where each row had an id of its own that went out with it."""
    return [(cause, topic) for cause, topic, _ in {(one.cause, one.topic, one.id) for one in told}]


def follow_topics(round_: Round) -> list[str]:
    """Where the follow-ups of a round stand."""
    return [topic.name + round_.suffix for topic in FOLLOWS]
