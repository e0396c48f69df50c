"""Where a round happens: servers of the bench's own, and what one round makes on them and takes away."""

import asyncio
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from bench import databases, topics
from bench.task import Task
from contracts.topic import Topic
from contracts.topics import TOPICS
from deploy.local.home import SERVICES, Home
from deploy.local.postgres import launch_postgres
from deploy.local.processes import ROOT, Child, start
from deploy.local.servers import LocalServers, running
from deploy.local.system import LocalSystem, start_beside

PEERS_PYTHON = ROOT / "build" / "bench-venv" / "bin" / "python"
SETTINGS = {"track_commit_timestamp": "on", "wal_level": "logical", "max_wal_size": "'4GB'"}
"""On top of what ``deploy/local`` says: when a row was committed is read from the server itself."""


@dataclass
class Lab:
    """The servers, the sign-in, and the templates of databases made so far."""

    servers: LocalServers
    system: LocalSystem
    quick: bool
    scale: float
    keep: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _templates: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)

    @property
    def admin(self) -> str:
        """The superuser's address."""
        return self.servers.postgres.dsn("postgres", "postgres")

    def template(self, service: str, fill: str = "", tag: str = "0") -> str:
        """A migrated database of a service with cases in it, made once; its name."""
        name = f"bench_{service}_{tag}"
        if name not in self._templates:
            owner = self.servers.postgres.dsn(f"{service}_owner", name)
            asyncio.run(databases.make_service(self.admin, owner, service, name, fill))
            self._templates.add(name)
        return name

    def kept(self, suffix: str, fill: Callable[[str], None]) -> str:
        """Topics that are filled once and read in many rounds; their suffix."""
        if suffix not in self._kept:
            fill(suffix)
            self._kept.add(suffix)
        return suffix

    @contextmanager
    def round(self, items: int) -> Iterator["Round"]:
        """A round; its processes, databases and topics are gone afterwards."""
        with ExitStack() as stack:
            yield Round(self, items, f"b{next(self._numbers)}", stack)


@dataclass
class Round:
    """One round of one contestant."""

    lab: Lab
    items: int
    id: str
    stack: ExitStack
    children: list[Child] = field(default_factory=list)

    @property
    def bootstrap(self) -> str:
        """Where Kafka clients begin."""
        return self.lab.servers.bootstrap

    @property
    def suffix(self) -> str:
        """What the round's topics end in."""
        return f".{self.id}"

    def topics(self, wanted: Sequence[Topic]) -> None:
        """Make topics for this round."""
        made = asyncio.run(topics.make(self.bootstrap, wanted, self.suffix))
        self.stack.callback(lambda: asyncio.run(topics.delete(self.bootstrap, made)))

    def topics_of(self, service: str) -> None:
        """Make every topic that a service reads or writes."""
        self.topics([t for t in TOPICS if service in (*t.readers, *t.writers, t.owner)])

    def database(self, service: str, template: str) -> str:
        """Copy a template of a service; the address for its own role."""
        name = f"{self.id}_{service}"
        self._copy(template, name, f"{service}_owner")
        return self.lab.servers.postgres.dsn(f"{service}_service", name)

    def peer_database(self, tables: str = "", tag: str = "") -> str:
        """An empty database for a peer; its address."""
        name = f"{self.id}_peer{tag}"
        self._copy("template0", name, "postgres")
        dsn = self.lab.servers.postgres.dsn("postgres", name)
        asyncio.run(databases.run(dsn, tables))
        return dsn

    def _copy(self, template: str, name: str, owner: str) -> None:
        asyncio.run(databases.copy(self.lab.admin, template, name, owner))
        self.stack.callback(lambda: asyncio.run(databases.drop(self.lab.admin, name)))

    def service(self, name: str, database: str) -> Child:
        """Start one of our services as the project starts it; returned when it is ready."""
        child = self.launch(name, database)
        self.lab.system.wait_for(name)
        return child

    def launch(self, name: str, database: str) -> Child:
        """Start it without waiting."""
        words = {"TOPIC_SUFFIX": self.suffix, "DATABASE_DSN": database}
        system = self.lab.system
        system.launch(name, **{f"{name.upper()}_{word}": value for word, value in words.items()})
        child = system.children[name]
        self.stack.callback(child.stop, signal.SIGKILL)
        self.children.append(child)
        return child

    def fail_if_dead(self) -> None:
        """Raise StartFailed with the last lines of its log when a process of the round has ended."""
        for child in self.children:
            child.fail_if_dead()

    def limit(self, module: str, task: Task, *words: str) -> Child:
        """Start one of the limits, in the project's own environment."""
        return self._start(Path(sys.executable), f"bench.limits.{module}", task, words)

    def peer(self, module: str, task: Task, *words: str) -> Child:
        """Start one of the peers, in the environment of the peers."""
        return self._start(PEERS_PYTHON, f"bench.peers.{module}", task, words)

    def _start(self, python: Path, module: str, task: Task, words: Sequence[str]) -> Child:
        log = self.lab.system.home.log(f"{self.id}-{module}")
        child = start(module, [python, "-m", module, *words], log, env=task.variables())
        self.stack.callback(child.stop, wait_s_max=5)
        self.children.append(child)
        return child


async def _alter(dsn: str) -> None:
    conn = await asyncpg.connect(dsn)
    for name, value in SETTINGS.items():
        await conn.execute(f"alter system set {name} = {value}")
    await conn.close()


def _prepare(home: Home) -> None:
    postgres = launch_postgres(home)
    try:
        postgres.wait()
        asyncio.run(_alter(postgres.dsn("postgres", "postgres")))
    finally:
        postgres.stop()


@contextmanager
def opened(folder: Path, *, quick: bool, scale: float) -> Iterator[Lab]:
    """Fresh servers with fsync on, for as long as the block lasts."""
    shutil.rmtree(folder, ignore_errors=True)
    home = Home(folder)
    home.prepare()
    _prepare(home)
    with running(home, fsync=True, topics=False) as servers:
        for name in ("signin", "notify_stand_in", "clamd", *SERVICES):
            home.port(name)
        system = LocalSystem(home, servers)
        try:
            start_beside(system)
            lab = Lab(servers, system, quick, scale)
            yield lab
        finally:
            system.stop()
    if not lab.keep:  # logs of what went wrong
        shutil.rmtree(folder, ignore_errors=True)


def with_children(pid: int) -> list[int]:
    """A process and those it has started."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, started)]


def resident_bytes(pid: int) -> int:
    """The memory that a process holds now; none of one that has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except FileNotFoundError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")
