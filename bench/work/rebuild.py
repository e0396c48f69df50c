"""Analytics rebuilt from Kafka: every fact read, validated, kept and folded into the measures."""

import asyncio
import sys
import time
from collections.abc import Iterator

from bench import databases, topics
from bench.figures import Target, rate, rate_of_progress
from bench.lab import Lab, Round, resident_bytes, with_children
from bench.material import Made, cases, facts
from bench.task import Task
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from contracts.envelope import Fact
from contracts.notify import IncidentScopedInV1, NotificationAcceptedV1, NotificationSubmittedV1
from contracts.review.rapid_review import RapidReviewOpenedV1, RapidReviewSubmittedV1
from contracts.topics import NOTIFY_INCIDENT, REVIEW_CASE, TOPICS
from deploy.local.processes import Child, start
from deploy.local.system import service_env

ROUND_S_MAX = 900
LOOK_S = 0.2
TOLD: tuple[type[Fact], ...] = (NotificationSubmittedV1, NotificationAcceptedV1, IncidentScopedInV1)
REVIEWED: tuple[type[Fact], ...] = (RapidReviewOpenedV1, RapidReviewSubmittedV1)
A_CASE = len(TOLD) + len(REVIEWED)
WHERE = (NOTIFY_INCIDENT, REVIEW_CASE)


def story(incidents: int) -> Iterator[Made]:
    """The facts of so many cases, each key's in order."""
    ids = cases(incidents)
    for lane in (TOLD, REVIEWED):
        for sequence, model in enumerate(lane, start=1):
            yield from facts(model, ids, sequence)


def told(lab: Lab, items: int) -> str:
    """Topics with so many facts, made once for all rounds; their suffix."""

    def fill(suffix: str) -> None:
        wanted = [t for t in TOPICS if "analytics" in (*t.readers, *t.writers, t.owner)]
        asyncio.run(topics.make(lab.servers.bootstrap, wanted, suffix))
        asyncio.run(topics.fill(lab.servers.bootstrap, story(items // A_CASE), suffix))

    return lab.kept(f".facts{items}", fill)


def ours(round_: Round) -> Figures:
    """The operator's command, on an empty database."""
    return ours_on(round_, round_.lab.template("analytics"))


def ours_on(round_: Round, template: str) -> Figures:
    """The same beside what the template has stored."""
    suffix = told(round_.lab, round_.items)
    dsn = round_.database("analytics", template)
    before = asyncio.run(databases.value(dsn, "select count(*) from fact"))
    env = {
        **service_env(round_.lab.system, "analytics"),
        "ANALYTICS_TOPIC_SUFFIX": suffix,
        "ANALYTICS_DATABASE_DSN": dsn,
    }
    command = [sys.executable, "-m", "services.analytics", "rebuild-from-kafka"]
    log = round_.lab.system.home.log(f"{round_.id}-rebuild")
    child = start("rebuild", command, log, env=env)
    round_.stack.callback(child.stop)
    memory = resident_until_ended(child)
    kept = asyncio.run(databases.value(dsn, "select count(*) from fact")) - before
    assert kept == round_.items // A_CASE * A_CASE, f"{kept} facts were kept"
    times = asyncio.run(databases.commits(dsn, "fact"))[int(before) :]
    return {"rate": rate(times), "memory": flatness(memory), "resident_mb": max(memory) / 1e6}


def resident_until_ended(child: Child) -> list[int]:
    """What the process and its lanes hold, looked at until it has ended; raises StartFailed when it failed."""
    seen, deadline = [], time.monotonic() + ROUND_S_MAX
    while child.process.poll() is None and time.monotonic() < deadline:
        seen.append(sum(map(resident_bytes, with_children(child.process.pid))))
        time.sleep(LOOK_S)
    if child.process.poll() != 0:
        child.fail_if_dead()
        message = f"not rebuilt after {ROUND_S_MAX} s"
        raise topics.TooSlow(message)
    return [one for one in seen if one]


def flatness(resident: list[int]) -> float:
    """The most that was held in the second half, to the most in the second quarter."""
    quarter = max(len(resident) // 4, 1)
    return max(resident[2 * quarter :]) / max(resident[quarter : 2 * quarter + 1])


def reading(round_: Round) -> Figures:
    """The limit."""
    suffix = told(round_.lab, round_.items)
    names = [topic.name + suffix for topic in WHERE]
    task = Task(round_.bootstrap, "", f"reading{round_.suffix}", ",".join(names))
    child = round_.limit("reading", task)
    seen = asyncio.run(
        topics.watch_commits(round_.bootstrap, task.group, names, ROUND_S_MAX, round_.fail_if_dead)
    )
    return {"rate": rate_of_progress(seen), "memory": 1.0, "resident_mb": _mb(child)}


def _mb(child: Child) -> float:
    return resident_bytes(child.process.pid) / 1e6


WORK = Work(
    name="rebuild",
    title="Analytics rebuilt from Kafka",
    figure="rate",
    unit="facts/s",
    full=Size(1_000_000, 1),
    quick=Size(20_000, 1),
    contestants=(Contestant(OURS, ours), Contestant("reading alone", reading)),
    ratios=(
        Ratio("rate", "reading alone", Target(0.3)),
        Ratio("memory", "reading alone", Target(1.2, at_least=False)),
    ),
)
