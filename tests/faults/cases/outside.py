"""What lies outside: the clock, credentials, the letters' provider."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import httpx

from chassis.clock import LONDON
from deploy.local.processes import ROOT
from deploy.local.system import service_env
from tests.faults.fault import Fault, Left
from tests.faults.load import CASE_SYSTEM, Load
from tests.faults.world import World

NOON = datetime(2026, 4, 16, 12, tzinfo=LONDON)
NIGHT_OF_CHANGE = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)


def clocks_go_wrong(world: World, load: Load, _left: Left) -> None:
    """The business clock jumps an hour on and back, over a night of change, and to a leap day."""
    leap = datetime(2028, 2, 29, 12, tzinfo=LONDON)
    for when in (NOON + timedelta(hours=1), NOON - timedelta(hours=1), NIGHT_OF_CHANGE, leap, NOON):
        world.player.at(when)
        load.during(1.5)


def wrong_credentials(world: World, load: Load, left: Left) -> None:
    """A service with a wrong password ends and says why; a token that was altered is refused."""
    wrong = world.system.servers.dsn("review").replace("review_service:", "review_service:wrong")
    env = {**os.environ, **service_env(world.system, "review"), "REVIEW_DATABASE_DSN": wrong}
    command = [sys.executable, "-m", "uvicorn", "services.review.app:create", "--factory"]
    done = subprocess.run(
        [*command, "--port", "0"], cwd=ROOT, env=env, capture_output=True, timeout=60, check=False
    )
    said = done.stdout + done.stderr
    left.hold(done.returncode != 0, "a service with a wrong password did not end")
    left.hold(b"did not start" in said, "a service with a wrong password did not say why")
    left.hold(wrong.encode() not in said, "a password stands in a log")
    token = f"{world.player.token(CASE_SYSTEM)}x"
    address = f"{world.system.url('notify')}/v1/notifications/CSPR-2026-00001-A"
    answer = httpx.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    left.hold(answer.status_code == 401, f"an altered token was answered {answer.status_code}")
    load.during(1)


def provider_hangs(world: World, load: Load, _left: Left) -> None:
    """The letters' provider does not answer for twelve seconds, and then answers everything."""
    provider = world.system.children["notify_stand_in"].process
    load.during(3)
    provider.send_signal(signal.SIGSTOP)
    load.during(12)
    provider.send_signal(signal.SIGCONT)
    load.during(2)


FAULTS = (
    Fault("F17", "the clock jumps; a night of change; a leap day", clocks_go_wrong),
    Fault("F24", "wrong password, altered token", wrong_credentials),
    Fault("F28", "the letters' provider hangs", provider_hangs),
)
