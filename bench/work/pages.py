"""Worklist, search and case page beside 400 and 40,000 cases: how long the server takes, and how often it asks."""

import asyncio
import re
import time
from collections.abc import Sequence
from statistics import median

import httpx

from bench import databases, stored
from bench.figures import Target
from bench.lab import Round
from bench.work.kind import Contestant, Figures, Ratio, Size, Work
from chassis.clock import RealClock
from chassis.db import Database
from chassis.identity import Actor
from chassis.web.sessions import open_session
from deploy.local.people import BY_SUB

FEW, MANY = 400, 40_000
PAGES = {
    "worklist": "/desk/cases",
    "search": "/desk/cases?words=ashm+1&stage=all",
    "case": "/desk/cases/CSPR-2020-{number}",
}
WARM = 3
ASKED = re.compile(r"\] correspondence LOG:.*duration: .* (execute|statement)")


def beside(cases: int) -> Contestant:
    """The pages, one reader after the other."""

    def run(round_: Round) -> Figures:
        fill = stored.correspondence(cases)
        template = round_.lab.template("correspondence", fill, tag=str(cases))
        round_.topics_of("correspondence")
        dsn = round_.database("correspondence", template)
        _log_statements(round_, dsn)
        round_.service("correspondence", dsn)
        cookie = asyncio.run(signed_in(dsn))
        figures: dict[str, float] = {}
        for page, address in PAGES.items():
            figures |= {f"{k} {page}": v for k, v in seen(round_, address, cookie).items()}
        return figures

    return Contestant(name_of(cases), run)


def name_of(cases: int) -> str:
    """``at 40,000 cases``."""
    return f"at {cases:,} cases"


def _log_statements(round_: Round, dsn: str) -> None:
    name = dsn.rpartition("/")[2]
    role = (
        f"alter role correspondence_service in database {name} set log_min_duration_statement = 0"
    )
    asyncio.run(databases.run(round_.lab.admin, role))


async def signed_in(dsn: str) -> str:
    """The cookie of a secretary."""
    db = Database(dsn, RealClock(), name="bench", size=1)
    async with db.opened(), db.begin() as tx:
        return await open_session(tx.conn, Actor.from_claims(BY_SUB["secretary"].claims()))


def seen(round_: Round, address: str, cookie: str) -> Figures:
    """The median time of a page in milliseconds, and the most statements that one asked."""
    waits: list[float] = []
    asked: list[int] = []
    log = round_.lab.system.home.log("postgres")
    with httpx.Client(
        base_url=round_.lab.system.url("correspondence"),
        cookies={"cspr_correspondence_session": cookie},
        headers={"accept": "text/html"},
    ) as client:
        for turn in range(WARM + round_.items):
            before, began = log.stat().st_size, time.perf_counter()
            answer = client.get(address.format(number=1 + turn))
            waits.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            asked.append(statements(_since(log.read_bytes(), before)))
    return {"ms": median(waits[WARM:]), "statements": median(asked[WARM:])}


def _since(log: bytes, place: int) -> Sequence[str]:
    return log[place:].decode(errors="replace").splitlines()


def statements(lines: Sequence[str]) -> int:
    """How many statements the service asked, by the server's own log."""
    return sum(bool(ASKED.search(line)) for line in lines)


WORK = Work(
    name="pages",
    title="Worklist, search and case page beside more cases",
    figure="ms worklist",
    unit="ms",
    full=Size(40, 5),
    quick=Size(10, 1),
    contestants=(beside(FEW), beside(MANY)),
    ratios=tuple(
        Ratio(f"{figure} {page}", name_of(FEW), Target(most, at_least=False), name_of(MANY))
        for page in PAGES
        for figure, most in (("ms", 2.0), ("statements", 1.0))
    ),
)
