"""The same two servers in containers, for ``TEST_INFRA=containers``."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.waiting_utils import wait_for_logs

from deploy.local.home import SERVICES
from deploy.local.postgres import set_up_databases
from deploy.local.processes import free_port

KAFKA_IMAGE = "apache/kafka:4.3.0"
POSTGRES_IMAGE = "postgres:18"


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
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_HEAP_OPTS": "-Xmx512m",
    }


@contextmanager
def start_containers() -> Iterator[tuple[str, dict[str, str]]]:
    """Bootstrap address, and a role's DSN by role; the containers end with the block."""
    port = free_port()
    kafka = DockerContainer(KAFKA_IMAGE).with_bind_ports(9092, port)
    for name, value in kafka_settings(port).items():
        kafka = kafka.with_env(name, value)
    postgres = PostgresContainer(POSTGRES_IMAGE, username="postgres", password=_word(), driver=None)
    postgres = postgres.with_command("postgres -c fsync=off -c max_connections=200")
    with kafka, postgres:
        passwords = {f"{s}_{part}": _word() for s in SERVICES for part in ("owner", "service")}
        superuser = postgres.get_connection_url()
        asyncio.run(set_up_databases(superuser, passwords))
        wait_for_logs(kafka, "Kafka Server started", timeout=60)
        where = superuser.rpartition("@")[2].partition("/")[0]
        dsns = {
            role: f"postgresql://{role}:{word}@{where}/postgres" for role, word in passwords.items()
        }
        yield f"127.0.0.1:{port}", {**dsns, "postgres": superuser}


def _word() -> str:
    return secrets.token_urlsafe(24)
