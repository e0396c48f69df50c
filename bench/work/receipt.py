"""``POST /v1/notifications`` to the durable receipt, by clients that keep their connections."""

import asyncio

from bench import clients, databases
from bench.figures import Target, percentile, rate
from bench.lab import Round
from bench.task import Task
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from deploy.local.processes import free_port, listening, wait_until

CLIENTS = 16
READY_S_MAX = 60


def ours(round_: Round) -> Figures:
    """``notify`` as the project starts it."""
    return ours_on(round_, round_.lab.template("notify"))


def ours_on(round_: Round, template: str) -> Figures:
    """The same beside what the template has stored."""
    port = started(round_, template)
    return asked(round_, port)


def started(round_: Round, template: str) -> int:
    """Start ``notify`` on a copy of the template; its port."""
    round_.topics_of("notify")
    round_.service("notify", round_.database("notify", template))
    return int(round_.lab.system.home.state()["notify_port"])


def one_insert(round_: Round) -> Figures:
    """The limit."""
    dsn = round_.peer_database(databases.PEER_TABLES.read_text())
    port, issuer = free_port(), round_.lab.system.url("signin")
    child = round_.limit("one_insert", Task(round_.bootstrap, dsn, port=port, issuer=issuer))
    wait_until(lambda: listening(port), child, READY_S_MAX)
    return asked(round_, port)


def asked(round_: Round, port: int) -> Figures:
    """Receipts a second, and how long a client waited for one."""
    bearer = clients.token(round_.lab.system)
    requests = [clients.request(bearer, n) for n in range(round_.items)]
    answered = asyncio.run(clients.all_at_once(port, CLIENTS, requests))
    assert len({one.reference for one in answered}) == round_.items, "a receipt came twice"
    waits_ms = [1000 * (one.answered_s - one.sent_s) for one in answered]
    return {
        "rate": rate([one.answered_s for one in answered]),
        "p50_ms": percentile(waits_ms, 0.5),
        "p99_ms": percentile(waits_ms, 0.99),
    }


WORK = Work(
    name="receipt",
    title=f"POST /v1/notifications to the durable receipt, {CLIENTS} clients",
    figure="rate",
    unit="receipts/s",
    full=Size(1_500, 5),
    quick=Size(500, 1),
    contestants=(Contestant(OURS, ours), Contestant("one insert", one_insert)),
    ratios=(Ratio("rate", "one insert", Target(0.7)),),
)
