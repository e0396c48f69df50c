"""Services killed, paused, doubled, starved and restarted."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

from chassis.crash import Place
from deploy.local.home import SERVICES
from deploy.local.kafka_cluster import NODES
from deploy.local.processes import Child, free_port, start, wait_until
from deploy.local.system import READY_S_MAX, answers, service_env
from tests.faults.fault import Fault, Left
from tests.faults.load import Load
from tests.faults.sql import as_superuser
from tests.faults.world import World

PLACES: tuple[str, ...] = get_args(Place)
DIE_S_MAX = 4.0


def every_crash_point(world: World, load: Load, left: Left) -> None:
    """Each service dies at each place where it can, all four at a time."""
    died = 0
    for turn in range(len(PLACES)):
        places = {s: PLACES[(turn + 2 * n) % len(PLACES)] for n, s in enumerate(SERVICES)}
        world.crash_at(places)
        deadline = time.monotonic() + DIE_S_MAX
        while time.monotonic() < deadline and not all(world.dead(s) for s in SERVICES):
            load.during(0.1)
        died += sum(world.dead(service) for service in SERVICES)
        for service in SERVICES:
            world.system.children[service].process.kill()
            world.system.children[service].process.wait()
        world.revive()
    left.hold(
        died >= len(PLACES), f"only {died} processes reached the place where they were to die"
    )


def random_kills(world: World, load: Load, _left: Left) -> None:
    """Services, the database and one node at a time, killed at random for a minute and a half."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        load.during(world.random.uniform(0.5, 3))
        victim = world.random.choice([*SERVICES, *SERVICES, "postgres", "node"])
        if victim == "postgres":
            world.kill_postgres()
            world.start_postgres()
        elif victim == "node":
            node = world.random.choice(NODES)
            world.kill_node(node)
            world.cluster.start([node])
        elif not world.dead(victim):
            world.system.children[victim].process.kill()
            world.system.children[victim].process.wait()
        world.relaunch_dead()


@contextmanager
def a_second(world: World, service: str) -> Iterator[Child]:
    """Another process of a service, as a replica would be."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", f"services.{service}.app:create", "--factory"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    env = service_env(world.system, service) | {f"{service.upper()}_INSTANCE": "2"}
    child = start(f"second {service}", command, world.home.log(f"{service}-2"), env=env)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/ready"), child, READY_S_MAX)
        yield child
    finally:
        child.stop()


def a_relay_that_wakes_too_late(world: World, load: Load, _left: Left) -> None:
    """The leader is frozen and loses its lock; another leads; then the first one wakes."""
    with a_second(world, "review"):
        world.signal("review", signal.SIGSTOP)
        as_superuser(
            world,
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'review-relay'",
        )
        load.during(6)
        world.signal("review", signal.SIGCONT)
        load.during(3)


def a_consumer_that_wakes_too_late(world: World, load: Load, _left: Left) -> None:
    """A frozen process loses its partitions to another, finishes its old poll when it wakes."""
    with a_second(world, "review"), a_second(world, "correspondence"):
        load.during(2)
        for service in ("review", "correspondence"):
            world.signal(service, signal.SIGSTOP)
        load.during(14)
        for service in ("review", "correspondence"):
            world.signal(service, signal.SIGCONT)
        load.during(3)


def a_rolling_restart(world: World, load: Load, left: Left) -> None:
    """Each service is ended as an orchestrator does, and started again, twice over."""
    for service in SERVICES * 2:
        child = world.system.children.pop(service)
        child.process.terminate()
        began = time.monotonic()
        child.stop(wait_s_max=30)
        left.hold(time.monotonic() - began < 25, f"{service} took too long to end")
        world.system.start_service(service)
        load.during(0.5)


def a_starved_machine(_world: World, load: Load, _left: Left) -> None:
    """Eight busy loops for the same two cores."""
    hogs = [multiprocessing.Process(target=_burn, args=(10.0,), daemon=True) for _ in range(8)]
    for hog in hogs:
        hog.start()
    load.during(10)
    for hog in hogs:
        hog.join()


def _burn(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pass


FAULTS = (
    Fault("F1", "kill -9 at each crash point, all four services", every_crash_point, quick=True),
    Fault("F2", "kill -9 of anything, at random, 90 s", random_kills),
    Fault("F9", "a relay's leader wakes after another took over", a_relay_that_wakes_too_late),
    Fault("F10", "a consumer wakes after its session ended", a_consumer_that_wakes_too_late),
    Fault("F23", "a rolling restart of all services, twice", a_rolling_restart),
    Fault("F27", "no processor left for ten seconds", a_starved_machine),
)
