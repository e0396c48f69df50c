"""Prints the Panel's decisions from Kafka: `python docs/consumers/decisions.py HOST:PORT`.

Written with `contracts/` and nothing else of this project: `pip install aiokafka` is all it needs.
The topic, its key and its headers are in contracts/asyncapi.yaml, the fields in
contracts/events/review/decision-announced/v1.1.schema.json; a correction has a type of its own there.
"""

# ruff: noqa: INP001 - a program of its own, not a package
import argparse
import asyncio
import json
import sys
from typing import Any

from aiokafka import AIOKafkaConsumer

TOPIC = "uk.cspr.review.decision.v1"
DECISION = "uk.cspr.review.decision-announced.v1"
CORRECTION = "uk.cspr.review.decision-correction-announced.v1"


class Gap(Exception):
    """A decision is missing before this one: stop, and ask the publisher."""


def is_new(done: dict[str, int], key: str, sequence: int) -> bool:
    """Whether this message comes next for its key; `done` holds the last number of each key.

    A real subscriber keeps `done` in its database, written in the transaction of what it does.
    """
    last = done.get(key, 0)
    if sequence > last + 1:
        raise Gap(f"{key}: number {last + 1} is missing, {sequence} came")
    done[key] = max(last, sequence)
    return sequence > last


def line_of(headers: dict[str, str], decision: dict[str, Any]) -> str:
    """One decision, as a person would like to read it."""
    views = {
        True: "as the partners",
        False: "not as the partners",
        None: "the partners had no view",
    }
    mended = f"  corrected on {decision['corrected_on']}" if "corrected_on" in decision else ""
    return (
        f"{decision['decided_on']}  {decision['reference']}  round {decision['round']}"
        f"  {decision['outcome']} ({views[decision['agreement']]}){mended}"
        f"  #{headers['ce_sequence']}  {headers['ce_id']}"
    )


async def read(bootstrap: str, topic: str, *, follow: bool) -> None:
    """From the first decision on; without `follow`, until the last one that is there now."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=None,  # a real subscriber names its group, and commits after its own transaction
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        done: dict[str, int] = {}
        ends = await consumer.end_offsets(consumer.assignment())
        while follow or any([await consumer.position(part) < end for part, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    show(record, done)
    finally:
        await consumer.stop()


def show(record: Any, done: dict[str, int]) -> None:
    """Print a decision once; what this program does not know only moves the count."""
    headers = {name: value.decode() for name, value in record.headers}
    new = is_new(done, record.key.decode(), int(headers["ce_sequence"]))
    if new and headers["ce_type"] in (DECISION, CORRECTION):
        print(line_of(headers, json.loads(record.value)), flush=True)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="The Panel's decisions, from Kafka.")
    words.add_argument("bootstrap", help="host:port of a broker")
    words.add_argument("--topic", default=TOPIC)
    words.add_argument("--follow", action="store_true", help="wait for more; Ctrl-C ends it")
    given = words.parse_args()
    try:
        asyncio.run(read(given.bootstrap, given.topic, follow=given.follow))
    except Gap as gap:
        sys.exit(str(gap))
    except KeyboardInterrupt:
        pass
