"""confluent-kafka with psycopg: the same loop and the same SQL, on librdkafka and without asyncio."""

from typing import Any

import psycopg
from confluent_kafka import Consumer, Producer

from bench.task import INBOX, OUTBOX, SENT_BEFORE, STATE, Effect, Follow, Task, effect_of

POLL_S = 0.1
FLUSH_S = 30.0


def sql(statement: str) -> str:
    """A statement with psycopg's placeholders."""
    for number in range(9, 0, -1):
        statement = statement.replace(f"${number}", "%s")
    return statement


def apply(conn: psycopg.Connection[Any], task: Task, effects: list[Effect]) -> list[Any]:
    """Write what is new, in one transaction; the outbox rows of all effects come back."""
    with conn.transaction(), conn.cursor() as cursor:
        fresh = {r[0] for r in cursor.execute(sql(INBOX), [[one.cause for one in effects]])}
        new = [one for one in effects if one.cause in fresh]
        rows = [(e.cause, f.topic, e.key, f.value(e.fact)) for e in new for f in task.follows]
        if new:
            columns = [e.key for e in new], [e.sequence for e in new], [e.state() for e in new]
            cursor.execute(sql(STATE), columns)
            cursor.execute(sql(OUTBOX), [list(column) for column in zip(*rows, strict=True)])
        again = [one.cause for one in effects if one.cause not in fresh]
        before = cursor.execute(sql(SENT_BEFORE), [again]).fetchall() if again else []
    return before + rows


def send(producer: Producer, task: Task, rows: list[Any]) -> None:
    """Produce the rows and wait until all are acknowledged; raises when one is not."""
    by_topic: dict[str, Follow] = {follow.topic: follow for follow in task.follows}
    failed = []

    def told(error: object, _message: object) -> None:
        if error:
            failed.append(error)

    for cause, topic, key, data in rows:
        headers = by_topic[topic].headers_for(cause, key)
        producer.produce(topic, data, str(key).encode(), headers=headers, on_delivery=told)
    left = producer.flush(FLUSH_S)
    assert not left, f"{left} not sent"
    assert not failed, failed[0]


def options(task: Task) -> dict[str, Any]:
    """The same choices as ours: all acknowledge, idempotent, Java's partitioner, no linger."""
    return {
        "bootstrap.servers": task.bootstrap,
        "acks": "all",
        "enable.idempotence": True,
        "linger.ms": 0,
        "batch.size": 256 * 1024,
        "queue.buffering.max.messages": 200_000,
        "partitioner": "murmur2_random",
    }


def main(task: Task) -> None:
    """Consume until the process is ended."""
    consumer = Consumer(
        {
            "bootstrap.servers": task.bootstrap,
            "group.id": task.group,
            "group.instance.id": task.instance,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    consumer.subscribe([task.source])
    producer = Producer(options(task))
    with psycopg.connect(task.dsn, autocommit=True) as conn:
        while True:
            records = [one for one in consumer.consume(task.batch_max, POLL_S) if not one.error()]
            if records:
                effects = [effect_of(one.value(), dict(one.headers() or ())) for one in records]
                send(producer, task, apply(conn, task, effects))
                consumer.commit(asynchronous=False)


if __name__ == "__main__":
    main(Task.given())
