"""Every place in which a word could have been left: topics, logs, metrics, rows; each is searched whole."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import asyncpg
import httpx

from deploy.local.home import SERVICES
from deploy.local.story.incident import CANARY
from deploy.local.system import LocalSystem

PAGE_ROWS = 200


def forms(words: Sequence[str]) -> list[bytes]:
    """Each word as it may be written down: plain, in hexadecimal as bytea is shown, and in an address."""
    found = []
    for word in words:
        found += [word.lower(), word.encode().hex(), quote(word).lower()]
    return [one.encode() for one in dict.fromkeys(found)]


NAMES = forms(list(CANARY.values()))


def in_files(system: LocalSystem) -> list[str]:
    """Topics as Kafka keeps them on disk (nothing is compressed), and every process's log."""
    home = system.home.path
    files = [*_segments(home / "kafka"), *(home / "logs").iterdir()]
    read = {str(file.relative_to(home)): content for file in files if (content := _kept(file))}
    assert len(read) > len(SERVICES)
    return [name for name, content in read.items() if _has(content)]


def _segments(kafka: Path) -> Iterator[Path]:
    """Each topic's files; a folder that Kafka takes away under our feet is passed over."""
    for folder, _, names in os.walk(kafka):
        yield from (Path(folder, name) for name in names if name.endswith(".log"))


def _kept(file: Path) -> bytes:
    """What a file holds; nothing for those of a deleted topic, which Kafka takes away by and by."""
    if file.parent.name.endswith("-delete"):
        return b""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def in_metrics(system: LocalSystem) -> list[str]:
    """What each service tells a collector."""
    addresses = [f"{system.url(service)}/metrics" for service in SERVICES]
    pages = {address: httpx.get(address, timeout=10) for address in addresses}
    assert all(page.status_code == 200 and page.content for page in pages.values())
    return [address for address, page in pages.items() if _has(page.content)]


async def in_tables(system: LocalSystem) -> list[str]:
    """Every table of every database, parked messages among them, as its owner sees it."""
    found = []
    for service in SERVICES:
        conn = await asyncpg.connect(system.servers.dsn(service, "owner"))
        tables = await conn.fetch(
            "select tablename as name from pg_tables where schemaname = 'public'"
        )
        assert {"journal", "parked", "asked", "access_log"} <= {table["name"] for table in tables}
        async with conn.transaction():
            for table in tables:
                cursor = conn.cursor(
                    f"select t::text as row, to_jsonb(t)::text as json from {table['name']} as t",
                    prefetch=PAGE_ROWS,
                )
                rows = [_has(f"{row['row']}{row['json']}".encode()) async for row in cursor]
                found += [f"{service}.{table['name']}"] * any(rows)
        await conn.close()
    return found


async def everywhere(system: LocalSystem) -> list[str]:
    """All the places where a name of the made-up child stands."""
    return [*in_files(system), *in_metrics(system), *await in_tables(system)]


def _has(content: bytes) -> bool:
    lowered = content.lower()
    return any(form in lowered for form in NAMES)
