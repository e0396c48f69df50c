"""Kafka and PostgreSQL together: started, filled with topics and databases, and stopped."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deploy.local.home import Home
from deploy.local.kafka import Kafka, start_kafka
from deploy.local.postgres import Postgres, start_postgres
from deploy.topics import make_topics


@dataclass(frozen=True)
class Servers:
    """Both servers, ready."""

    kafka: Kafka
    postgres: Postgres

    @property
    def bootstrap(self) -> str:
        """Where Kafka clients begin."""
        return self.kafka.bootstrap

    def dsn(self, service: str, part: str = "service") -> str:
        """The address of a service's database for its ``owner`` or its ``service`` role."""
        return self.postgres.dsn(f"{service}_{part}", service)

    def stop(self) -> None:
        """End both."""
        self.kafka.stop()
        self.postgres.stop()


def start_servers(home: Home, *, fsync: bool = True, topics: bool = True) -> Servers:
    """Start both; raises StartFailed, and leaves neither running then.

    To be called in the main thread: the kernel ends the servers with the thread that started them.
    """
    postgres = start_postgres(home, fsync=fsync)
    try:
        servers = Servers(start_kafka(home), postgres)
    except BaseException:
        postgres.stop()
        raise
    if topics:
        asyncio.run(make_topics(servers.bootstrap))
    return servers


@contextmanager
def running(home: Home, *, fsync: bool = True, topics: bool = True) -> Iterator[Servers]:
    """The servers for as long as the block lasts."""
    servers = start_servers(home, fsync=fsync, topics=topics)
    try:
        yield servers
    finally:
        servers.stop()
