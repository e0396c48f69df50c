"""The same two servers in containers, for ``TEST_INFRA=containers``."""

import asyncio
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer

from deploy.local.home import SERVICES
from deploy.local.kafka import HEAP, SETTINGS, answers
from deploy.local.postgres import SETTINGS as POSTGRES_SETTINGS
from deploy.local.postgres import set_up_databases
from deploy.local.processes import StartFailed, free_port
from deploy.topics import make_topics
from tests.support.until import until

KAFKA_IMAGE = "apache/kafka:4.3.0"
POSTGRES_IMAGE = "postgres:18"
READY_S_MAX = 60
DATA = "/var/lib/kafka/data"
DATABASES = "/var/lib/postgresql"
"""In memory: a test's databases are copies, which are made in a fifth of the time there."""


def wanted() -> bool:
    """Whether this run is to use containers."""
    return os.environ.get("TEST_INFRA") == "containers"


def as_variable(name: str) -> str:
    """A broker's property as its image takes it from the environment."""
    return "KAFKA_" + name.upper().replace(".", "_")


def kafka_settings(port: int) -> dict[str, str]:
    """The broker's environment; clients on this machine are sent to ``port``."""
    return {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_HEAP_OPTS": f"-Xmx{HEAP}",
        **{as_variable(name): value for name, value in SETTINGS.items()},
    }


def postgres_command() -> str:
    """How the server is started: as everywhere, but it need not survive a power cut."""
    settings = {**POSTGRES_SETTINGS, "fsync": "off", "synchronous_commit": "off"}
    return " ".join(["postgres", *(f"-c {name}={value}" for name, value in settings.items())])


@dataclass(frozen=True)
class Containers:
    """Both servers in containers, as ``deploy.local.servers.Servers`` has them."""

    bootstrap: str
    dsns: Mapping[str, str]

    def dsn(self, service: str, part: str = "service") -> str:
        """The address of a service's database for its ``owner`` or its ``service`` role."""
        return self.dsns[f"{service}_{part}"].removesuffix("/postgres") + f"/{service}"

    def fail_if_dead(self) -> None:
        """A container that has died is seen by whoever uses it."""


@contextmanager
def start_containers(*, data: Path | None = None) -> Iterator[Containers]:
    """Both servers with the four databases; they end with the block.

    With ``data`` there are all topics too, and a test may look into that folder at Kafka's files.
    """
    port = free_port()
    kafka = _kafka(port, data)
    postgres = PostgresContainer(POSTGRES_IMAGE, username="postgres", password=_word(), driver=None)
    postgres.with_tmpfs_mount(DATABASES).with_command(postgres_command())
    with kafka, postgres:
        passwords = {f"{s}_{part}": _word() for s in SERVICES for part in ("owner", "service")}
        superuser = postgres.get_connection_url()
        asyncio.run(set_up_databases(superuser, passwords))
        _wait(port, kafka)
        if data:
            asyncio.run(make_topics(f"127.0.0.1:{port}"))
        where = superuser.rpartition("@")[2].partition("/")[0]
        dsns = {
            role: f"postgresql://{role}:{word}@{where}/postgres" for role, word in passwords.items()
        }
        yield Containers(f"127.0.0.1:{port}", {**dsns, "postgres": superuser})
        if data:  # they belong to the container's account, which alone may delete them
            kafka.exec(["bash", "-c", f"rm -rf {DATA}/*"])


def _kafka(port: int, data: Path | None) -> DockerContainer:
    kafka = (
        DockerContainer(KAFKA_IMAGE).with_bind_ports(9092, port).with_env("KAFKA_LOG_DIRS", DATA)
    )
    for name, value in kafka_settings(port).items():
        kafka = kafka.with_env(name, value)
    if data:
        data.mkdir(mode=0o777)
        data.chmod(0o777)
        kafka = kafka.with_volume_mapping(str(data), DATA, "rw")
    return kafka


def _wait(port: int, kafka: DockerContainer) -> None:
    async def ready() -> bool:
        return await asyncio.to_thread(answers, port)

    try:
        asyncio.run(until("Apache Kafka to answer", ready, READY_S_MAX))
    except AssertionError as error:
        last = b"".join(kafka.get_logs())[-2000:].decode(errors="replace")
        raise StartFailed(f"{error}\n{last}") from error


def _word() -> str:
    return secrets.token_urlsafe(24)
