"""The whole system as it will be attacked: three Kafka nodes, PostgreSQL with fsync, proxies, services."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from random import Random

from deploy.local.home import SERVICES, Home
from deploy.local.kafka_cluster import NODES, Cluster, cluster, proxied_port
from deploy.local.postgres import Postgres, launch_postgres, set_up_databases
from deploy.local.story.player import Player
from deploy.local.system import READY_S_MAX, LocalSystem, answers, whole_system
from deploy.topics import make_topics
from tests.faults.proxy import Link, Proxies
from tests.support.wait import wait_for


@dataclass
class ThroughProxies:
    """The servers as the services see them."""

    cluster: Cluster
    postgres: Postgres
    kafka_links: dict[int, Link]
    database_link: Link

    @property
    def bootstrap(self) -> str:
        """Every node, by its proxy."""
        return ",".join(f"127.0.0.1:{link.port}" for link in self.kafka_links.values())

    def dsn(self, service: str, part: str = "service") -> str:
        """A service's database, by the proxy."""
        direct = self.postgres.dsn(f"{service}_{part}", service)
        return direct.replace(f":{self.postgres.port}/", f":{self.database_link.port}/")

    def fail_if_dead(self) -> None:
        """Nothing: they are killed on purpose here."""


@dataclass
class Direct:
    """The servers as the checker sees them: past every proxy."""

    cluster: Cluster
    postgres: Postgres

    @property
    def bootstrap(self) -> str:
        """Every node."""
        return self.cluster.bootstrap

    def dsn(self, service: str, part: str = "service") -> str:
        """A service's database."""
        return self.postgres.dsn(f"{service}_{part}", service)


@dataclass
class World:
    """What a fault may take hold of."""

    home: Home
    system: LocalSystem
    cluster: Cluster
    proxies: Proxies
    through: ThroughProxies
    random: Random
    player: Player = field(init=False)

    def __post_init__(self) -> None:
        """A client that speaks for everybody."""
        self.player = Player(self.system)

    @property
    def direct(self) -> Direct:
        """The servers past every proxy, as they are now."""
        return Direct(self.cluster, self.through.postgres)

    def crash_at(self, places: dict[str, str]) -> None:
        """Start these services anew, each told where to die."""
        for service in places:
            self.system.kill_service(service)
        for service, place in places.items():
            self.system.launch(service, **{f"{service.upper()}_CRASH_AT": place})
        for service in places:
            started = partial(self._ready_or_dead, service)
            wait_for(f"{service} to be ready or dead", started, READY_S_MAX)

    def dead(self, service: str) -> bool:
        """Whether a service has ended."""
        return self.system.children[service].process.poll() is not None

    def revive(self) -> None:
        """Start again whatever has ended, and wait until it is ready."""
        gone = [name for name in SERVICES if self.dead(name)]
        for name in gone:
            self.system.children.pop(name)
        self.system.start_services(gone)

    def signal(self, service: str, what: signal.Signals) -> None:
        """Send a signal to a service."""
        self.system.children[service].process.send_signal(what)

    def relaunch_dead(self) -> None:
        """Start again what has ended, without waiting."""
        for name in SERVICES:
            if self.dead(name):
                self.system.children.pop(name)
                self.system.launch(name)

    def kill_node(self, node: int) -> None:
        """``kill -9`` one of Kafka's nodes."""
        self.cluster.nodes[node].child.process.kill()
        self.cluster.nodes[node].child.process.wait()

    def kill_postgres(self) -> None:
        """``kill -9`` the postmaster; its children end by themselves."""
        self.through.postgres.child.process.kill()
        self.through.postgres.child.process.wait()

    def start_postgres(self) -> None:
        """Start it on its data, as it was left."""
        self.through.postgres = launch_postgres(self.home, fsync=True)
        self.through.postgres.wait()

    def heal(self) -> None:
        """Everything as it should be: links pass, nodes and services live."""
        for link in (*self.through.kafka_links.values(), self.through.database_link):
            link.mode, link.delay_s, link.cut_after_bytes = "pass", 0.0, None
        if self.through.postgres.child.process.poll() is not None:
            self.start_postgres()
        for node in NODES:
            process = self.cluster.nodes[node].child.process
            if process.poll() is None:
                os.kill(process.pid, signal.SIGCONT)
            else:
                self.cluster.launch(node)
        for node in NODES:
            self.cluster.wait(node)
        for name in SERVICES:
            self.signal(name, signal.SIGCONT)
        self.revive()
        for name in SERVICES:
            wait_for(f"{name} to be ready", partial(self._ready, name), 90)

    def _ready_or_dead(self, name: str) -> bool:
        return self.dead(name) or answers(f"{self.system.url(name)}/ready")

    def _ready(self, name: str) -> bool:
        if self.dead(name):
            self.revive()
        return self.player.http.get(f"{self.system.url(name)}/ready").status_code == 200


@contextmanager
def world(home: Home, seed: int) -> Iterator[World]:
    """All of it for as long as the block lasts; raises StartFailed."""
    proxies = Proxies()
    home.prepare()
    ports = {node: home.port(f"kafka_proxy_{node}") for node in NODES}
    postgres = launch_postgres(home, fsync=True)
    try:
        with cluster(home, ports) as nodes:
            links = {n: proxies.listen(ports[n], proxied_port(home, n)) for n in NODES}
            database = proxies.listen(home.port("postgres_proxy"), postgres.port)
            through = ThroughProxies(nodes, postgres, links, database)
            postgres.wait()
            asyncio.run(set_up_databases(postgres.dsn("postgres", "postgres"), postgres.passwords))
            asyncio.run(make_topics(nodes.bootstrap, replication=len(NODES)))
            try:
                with whole_system(home, servers=nullcontext(through)) as system:
                    yield from _let_go(World(home, system, nodes, proxies, through, Random(seed)))
            finally:
                through.postgres.stop()
    finally:
        proxies.stop()
        postgres.stop()


def _let_go(made: World) -> Iterator[World]:
    """Hand it out; what is frozen then is woken, for it could not end."""
    try:
        yield made
    finally:
        for name in SERVICES:
            if name in made.system.children:
                made.signal(name, signal.SIGCONT)
