"""On what it was measured, and with which settings: without these a figure says nothing."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path

from bench.lab import SETTINGS
from bench.topics import BATCH_BYTES
from chassis.binding import BATCH_WAIT_MS
from chassis.settings import ServiceSettings
from deploy.local import kafka, kafka_jars, postgres


def described() -> Mapping[str, str]:
    """The machine, the servers and the settings that matter."""
    fields = ServiceSettings.model_fields
    more = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
    return {
        "machine": f"{os.cpu_count()} cores, {_processor()}, {_memory()}, {platform.system()}",
        "Python": f"{platform.python_version()}, uvloop beneath the services and the limits, asyncio's own loop beneath the peers",
        "PostgreSQL": f"{postgres.VERSION}, fsync on, synchronous_commit on, {more}",
        "Apache Kafka": f"{kafka_jars.VERSION}, one broker, heap {kafka.HEAP}, 12 partitions a topic",
        "consumers": (
            f"at most {fields['batch_size_max'].default} records a poll, poll wait {BATCH_WAIT_MS} ms,"
            " fetch_max_wait_ms 500, fetch_min_bytes 1"
        ),
        "producers": f"acks all, idempotent, linger 0, batches of {BATCH_BYTES // 1024} KiB",
        "relay": f"{fields['relay_batch_size_max'].default} rows a round",
        "load": "every client and server on the same machine",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    kib = int(Path("/proc/meminfo").read_text().split()[1])
    return f"{kib / 1024**2:.0f} GiB"
