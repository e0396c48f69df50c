"""Where a person finds what runs: the pages, the APIs, who may sign in, and ``cspr`` its databases."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chassis.access import SANDBOX
from chassis.clock import FileClock, london_date
from deploy.local.home import SERVICES
from deploy.local.people import MACHINES, PEOPLE, Person
from deploy.local.processes import ROOT
from deploy.local.system import System


def tell_cspr(system: System, file: Path) -> str:
    """Write down where the databases are, readable by this user alone."""
    said = json.dumps({service: system.servers.dsn(service) for service in SERVICES})
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(said)
    beside.replace(file)
    return said


@contextmanager
def known_to_cspr(system: System, file: Path) -> Iterator[None]:
    """``cspr`` finds the databases for as long as the block lasts."""
    said = tell_cspr(system, file)
    try:
        yield
    finally:
        if file.exists() and file.read_text() == said:  # not what another system has written since
            file.unlink()


def pages(system: System, reference: str, letters: Sequence[Path]) -> list[tuple[str, str]]:
    """What to look at, and where it is."""
    desk = system.url("correspondence")
    return [
        ("The case", f"{desk}/desk/cases/{reference}"),
        ("Its life", f".venv/bin/cspr story {reference}"),
        *(("Letter", _short(file)) for file in letters),
        ("The desk", f"{desk}/desk"),
        ("Partner pages", f"{desk}/partner"),
        ("Notify by form", system.url("notify")),
        ("Trends", f"{system.url('analytics')}/trends"),
        *(
            (f"API, {name}", f"{system.url(name)}/api")
            for name in ("notify", "correspondence", "analytics")
        ),
        ("Contracts", "contracts/index.html, contracts/asyncapi.yaml"),
        ("Kafka", system.servers.bootstrap),
    ]


def sign_ins() -> list[tuple[str, str]]:
    """Who may sign in, by the page they begin on; a list to choose from is shown, no password."""
    notifying = [p for p in PEOPLE if "authority_notifier" in p.roles]
    analysts = [p for p in PEOPLE if "analyst" in p.roles]
    partners = [p for p in PEOPLE if p.partnerships and p not in notifying]
    staff = [p for p in PEOPLE if p not in (*notifying, *analysts, *partners)]
    return [
        ("the desk", _people(staff)),
        ("partner pages", _people(partners)),
        ("trends", _people(analysts)),
        ("notify by form", _people(notifying)),
    ]


def _people(people: Sequence[Person]) -> str:
    return "; ".join(f"{p.name} ({p.title})" for p in people)


def token_call(system: System) -> str:
    """How a case system gets its token, for a shell."""
    machine = next(iter(MACHINES))
    return (
        f"curl -s {system.url('signin')}/token -d grant_type=client_credentials"
        f" -d client_id={machine} -d client_secret={system.client_secret}"
    )


def sandbox_words(system: System, home: Path) -> list[str]:
    """How the suppliers' kit reaches the sandbox, for a shell; the secret is in a file of this user alone."""
    [client] = [name for name, said in MACHINES.items() if SANDBOX in said["roles"]]
    day = london_date(FileClock(system.clock_file).now())
    file = home / "sandbox-secret"
    file.touch(mode=0o600)
    file.write_text(system.client_secret)
    return [
        f"export CSPR_URL={system.url('notify')} CSPR_ISSUER={system.url('signin')}",
        f"export CSPR_CLIENT_ID={client} CSPR_CLIENT_SECRET_FILE={file}",
        f"It is {day:%d %B %Y} there: if it is another day here, say also --today {day}.",
    ]


def _short(file: Path) -> str:
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file)
