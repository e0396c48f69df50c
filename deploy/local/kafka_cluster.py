"""Three Kafka nodes on this machine, as a cluster has them: replication 3, two replicas in sync.

Each node has a second listener for clients that are to come through a proxy: it advertises the proxy's port.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.home import Home
from deploy.local.kafka import (
    SETTINGS,
    Kafka,
    answers,
    format_folder,
    java,
    write_properties,
)
from deploy.local.kafka_jars import classpath
from deploy.local.processes import start, wait_until

NODES = (1, 2, 3)
READY_S_MAX = 90
OF_A_CLUSTER = {
    **SETTINGS,
    "default.replication.factor": "3",
    "min.insync.replicas": "2",
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "share.coordinator.state.topic.replication.factor": "3",
    "share.coordinator.state.topic.min.isr": "2",
    "controller.quorum.election.timeout.ms": "1000",
    "controller.quorum.fetch.timeout.ms": "2000",
}
PROTOCOLS = "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT"


@dataclass
class Cluster:
    """The running nodes; one that was ended is started again on its own data."""

    home: Home
    proxies: Mapping[int, int]
    nodes: dict[int, Kafka]

    @property
    def bootstrap(self) -> str:
        """Where clients begin that use no proxy."""
        return ",".join(f"127.0.0.1:{_port(self.home, n)}" for n in NODES)

    def launch(self, node: int) -> None:
        """Start one node without waiting."""
        properties = _properties(self.home, node, self.proxies[node])
        folder = _folder(self.home, node)
        jars = classpath()
        log = self.home.log(f"kafka-{node}")
        if not (folder / "meta.properties").exists():
            format_folder(log, jars, folder, properties)
        command = java(jars, "kafka.Kafka", properties, folder)
        self.nodes[node] = Kafka(start(f"Kafka {node}", command, log), _port(self.home, node))

    def wait(self, node: int) -> None:
        """Until a client of this node gets an answer; raises StartFailed."""
        kafka = self.nodes[node]
        wait_until(lambda: answers(kafka.port), kafka.child, READY_S_MAX)

    def start(self, nodes: Sequence[int] = NODES) -> None:
        """Start several nodes at a time and wait for each; raises StartFailed."""
        for node in nodes:
            self.launch(node)
        for node in nodes:
            self.wait(node)


@contextmanager
def cluster(home: Home, proxies: Mapping[int, int]) -> Iterator[Cluster]:
    """Three nodes for as long as the block lasts; ``proxies``: the port that each advertises."""
    for node in NODES:
        for name in ("kafka", "proxied", "controller"):
            home.port(f"{name}_{node}")
    made = Cluster(home, proxies, {})
    try:
        made.start()
        yield made
    finally:
        for kafka in made.nodes.values():
            kafka.child.process.kill()
            kafka.stop()


def _port(home: Home, node: int) -> int:
    return int(home.state()[f"kafka_{node}_port"])


def proxied_port(home: Home, node: int) -> int:
    """Where the proxy of a node reaches it."""
    return int(home.state()[f"proxied_{node}_port"])


def _folder(home: Home, node: int) -> Path:
    return home.path / f"node-{node}" / "kafka"


def _properties(home: Home, node: int, proxy: int) -> Path:
    state = home.state()
    controllers = {n: state[f"controller_{n}_port"] for n in NODES}
    plain, proxied = _port(home, node), proxied_port(home, node)
    folder = _folder(home, node)
    folder.parent.mkdir(parents=True, exist_ok=True)
    values = {
        "process.roles": "broker,controller",
        "node.id": node,
        "controller.quorum.voters": ",".join(f"{n}@127.0.0.1:{p}" for n, p in controllers.items()),
        "listeners": f"PLAINTEXT://127.0.0.1:{plain},PROXIED://127.0.0.1:{proxied},"
        f"CONTROLLER://127.0.0.1:{controllers[node]}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{plain},PROXIED://127.0.0.1:{proxy}",
        "listener.security.protocol.map": PROTOCOLS,
        "inter.broker.listener.name": "PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": folder,
        **OF_A_CLUSTER,
    }
    return write_properties(folder.parent / "kafka.properties", values)
