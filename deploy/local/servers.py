"""Kafka and PostgreSQL together: started, filled with topics and databases, watched and stopped."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from deploy.local.home import Home
from deploy.local.kafka import Kafka, launch_kafka
from deploy.local.postgres import Postgres, launch_postgres, set_up_databases
from deploy.topics import make_topics


class Servers(Protocol):
    """Both servers, wherever they run."""

    @property
    def bootstrap(self) -> str:
        """Where Kafka clients begin."""
        ...

    def dsn(self, service: str, part: str = "service") -> str:
        """The address of a service's database for its ``owner`` or its ``service`` role."""
        ...

    def fail_if_dead(self) -> None:
        """Raise StartFailed with the last lines of its log when one has ended."""
        ...


@dataclass(frozen=True)
class LocalServers:
    """Both servers as processes of this machine."""

    kafka: Kafka
    postgres: Postgres

    @property
    def bootstrap(self) -> str:
        """Where Kafka clients begin."""
        return self.kafka.bootstrap

    def dsn(self, service: str, part: str = "service") -> str:
        """The address of a service's database for its ``owner`` or its ``service`` role."""
        return self.postgres.dsn(f"{service}_{part}", service)

    def fail_if_dead(self) -> None:
        """Raise StartFailed with the last lines of its log when one has ended."""
        self.kafka.child.fail_if_dead()
        self.postgres.child.fail_if_dead()


@contextmanager
def running(
    home: Home, *, fsync: bool = True, topics: bool = True, fresh: bool = False
) -> Iterator[LocalServers]:
    """The servers for as long as the block lasts; raises StartFailed, and leaves none running then.

    ``fresh``: without a former run's data. To be entered in the main thread: the kernel ends the
    servers with the thread that started them.
    """
    with home.held(fresh=fresh):
        home.turn_logs()
        postgres = launch_postgres(home, fsync=fsync)
        try:
            kafka = launch_kafka(home)
            try:
                servers = LocalServers(kafka, postgres)
                _make_ready(servers, topics=topics)
                yield servers
            finally:
                kafka.child.process.send_signal(signal.SIGTERM)
                postgres.stop()
                kafka.stop()
        finally:
            postgres.stop()


def _make_ready(servers: LocalServers, *, topics: bool) -> None:
    servers.postgres.wait()
    passwords = servers.postgres.passwords
    asyncio.run(set_up_databases(servers.postgres.dsn("postgres", "postgres"), passwords))
    servers.kafka.wait()
    if topics:
        asyncio.run(make_topics(servers.bootstrap))
