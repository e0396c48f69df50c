"""A fact consumed, validated, applied once, its follow-ups announced, its offset committed after."""

import asyncio
from collections.abc import Callable

from bench import databases, topics
from bench.figures import Target, rate
from bench.follow_ups import follow_ups
from bench.guarantees import WHOLE
from bench.lab import Round
from bench.material import cases, facts
from bench.peers import OPENING
from bench.peers.kind import Peer
from bench.task import Follow, Task
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from contracts.notify import IncidentScopedInV1
from contracts.topics import NOTIFY_INCIDENT, REVIEW_CASE, REVIEW_CASE_STATE

ROUND_S_MAX = 120
FOLLOWS = (REVIEW_CASE, REVIEW_CASE_STATE)


def ours(template: Callable[[Round], str]) -> Callable[[Round], Figures]:
    """``review`` on a database that ``template`` names."""

    def run(round_: Round) -> Figures:
        round_.topics_of("review")
        made = facts(IncidentScopedInV1, cases(round_.items))
        asyncio.run(topics.fill(round_.bootstrap, made, round_.suffix))
        round_.service("review", round_.database("review", template(round_)))
        group = f"review.{NOTIFY_INCIDENT.stream}{round_.suffix}"
        return drained(round_, group)

    return run


def task_of(round_: Round, dsn: str) -> Task:
    """The same work for a limit or a peer."""
    follows = tuple(
        Follow(name + round_.suffix, f.sample, f.sample_id, f.sample_reference, f.headers)
        for f, name in follow_ups()
    )
    source = NOTIFY_INCIDENT.name + round_.suffix
    return Task(round_.bootstrap, dsn, f"peer{round_.suffix}", source, follows)


def prepared(round_: Round) -> Task:
    """Topics, backlog and database of a limit or a peer."""
    round_.topics([NOTIFY_INCIDENT, *FOLLOWS])
    made = facts(IncidentScopedInV1, cases(round_.items))
    asyncio.run(topics.fill(round_.bootstrap, made, round_.suffix))
    return task_of(round_, round_.peer_database(databases.PEER_TABLES.read_text()))


def hand_written(round_: Round) -> Figures:
    """The limit."""
    task = prepared(round_)
    round_.limit("hand_written", task)
    return drained(round_, task.group)


def by(peer: Peer) -> Contestant:
    """One of the peers."""

    def run(round_: Round) -> Figures:
        task = prepared(round_)
        round_.peer(peer.module, task)
        return drained(round_, peer.group(task))

    return Contestant(peer.name, run, peer.share, peer.guarantees)


def drained(round_: Round, group: str) -> Figures:
    """Items a second, by when the broker appended the follow-ups; each came exactly once."""
    names = [topic.name + round_.suffix for topic in FOLLOWS]
    source = NOTIFY_INCIDENT.name + round_.suffix
    records = len(names) * round_.items

    async def measure() -> Figures:
        await topics.wait_for_records(
            round_.bootstrap, names, records, ROUND_S_MAX, round_.fail_if_dead
        )
        await topics.watch_commits(
            round_.bootstrap, group, [source], ROUND_S_MAX, round_.fail_if_dead
        )
        found = [await topics.read_all(round_.bootstrap, name) for name in names]
        lost = sum(round_.items - len({one.key for one in lane}) for lane in found)
        assert not lost, f"{lost} follow-ups are missing"
        times = [one.at_s for lane in found for one in lane]
        return {"rate": rate(times) / len(names), "doubled": len(times) - records}

    return asyncio.run(measure())


def empty(round_: Round) -> str:
    """A database of ``review`` in which nothing is stored."""
    return round_.lab.template("review")


PEERS = tuple(by(peer) for peer in OPENING)
WORK = Work(
    name="opening",
    title="A fact consumed, validated, applied once, its follow-ups announced, its offset committed",
    figure="rate",
    unit="facts/s",
    full=Size(12_000, 5),
    quick=Size(3_000, 1),
    contestants=(
        Contestant(OURS, ours(empty), guarantees=WHOLE),
        Contestant("hand-written loop", hand_written, guarantees=WHOLE),
        *PEERS,
    ),
    ratios=(
        Ratio("rate", "hand-written loop", Target(0.85)),
        *(Ratio("rate", peer.name, Target(peer.target)) for peer in OPENING),
    ),
)
