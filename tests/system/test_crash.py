"""Services killed at their worst moments, or away for a while: nothing is lost, nothing is doubled."""

import asyncio
import json
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from typer.testing import CliRunner

from chassis.cli import app
from chassis.clock import LONDON
from chassis.seal import KeyRing
from deploy.local.home import Home
from deploy.local.story.incident import NOTIFICATION
from deploy.local.story.player import Player
from deploy.local.story.step import MANAGER
from deploy.local.system import LocalSystem, answers, whole_system
from deploy.local.system import key as key_of
from tests.system.ledger import disagreements, rows, unsettled

pytestmark = [pytest.mark.timeout(240), pytest.mark.system]
CASE_SYSTEM = "ashmere-case-system"
DEATHS = [
    {
        "notify": "before_produce",
        "review": "after_inbox_claim",
        "correspondence": "before_offset_commit",
        "analytics": "before_commit",
    },
    {
        "notify": "after_produce",
        "review": "before_offset_commit",
        "correspondence": "after_inbox_claim",
        "analytics": "before_offset_commit",
    },
]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSystem]:
    with whole_system(Home(tmp_path_factory.mktemp("crash")), fsync=False) as running:
        yield running


@pytest.fixture(scope="module")
def player(system: LocalSystem) -> Player:
    made = Player(system)
    made.at(datetime(2026, 4, 10, 16, 45, tzinfo=LONDON))
    return made


def send(player: Player, key: str, reference: str) -> Any:
    """A case system sends until it gets a receipt: the same key, however often."""

    def try_it() -> Any:
        body = {**NOTIFICATION, "sender_reference": reference}
        try:
            return player.do("notify", "/v1/notifications", CASE_SYSTEM, body, key=key)
        except httpx.TransportError:
            return None

    return player.until("a receipt", try_it)


def settled(player: Player, system: LocalSystem, incident: UUID) -> None:
    last: list[str] = []

    def quiet() -> bool:
        last[:] = asyncio.run(unsettled(system, incident))
        return not last

    try:
        player.until("all to arrive", quiet)
    except AssertionError:
        pytest.fail(f"still under way: {last}")


def ready_or_dead(player: Player, system: LocalSystem, service: str) -> None:
    """What Kafka gives again after a kill may bring a service to its end before it is ready."""
    process = system.children[service].process

    def is_either() -> bool:
        return process.poll() is not None or answers(f"{system.url(service)}/ready")

    player.until(f"{service} to be ready or dead", is_either)


def dies(player: Player, system: LocalSystem, service: str) -> None:
    """Wait until the service was killed at the place it was told, then start it again."""
    child = system.children[service]
    player.until(f"{service} to die", lambda: child.process.poll() is not None)
    assert child.process.returncode == -signal.SIGKILL
    system.children.pop(service)
    system.launch(service)


@pytest.mark.need("L2")
@pytest.mark.parametrize("deaths", DEATHS, ids=lambda d: d["notify"])
def test_every_service_is_killed_and_nothing_is_lost_or_doubled(
    system: LocalSystem, player: Player, deaths: dict[str, str]
) -> None:
    for service in deaths:
        system.kill_service(service)
    for service, place in deaths.items():
        system.launch(service, **{f"{service.upper()}_CRASH_AT": place})
    for service in deaths:
        ready_or_dead(player, system, service)
    key, reference = str(uuid4()), f"CRASH-{deaths['notify']}"
    body = {**NOTIFICATION, "sender_reference": reference}
    try:
        first = player.send("POST", "notify", "/v1/notifications", CASE_SYSTEM, body, key=key)
    except httpx.TransportError:
        first = None
    for service in deaths:
        dies(player, system, service)
    for service in deaths:
        system.wait_for(service)
    receipt = send(player, key, reference)
    assert first is None or first.json() == receipt
    incident = UUID(receipt["incident_id"])
    player.incident = incident
    player.fact("rapid-review-opened")
    settled(player, system, incident)
    assert asyncio.run(disagreements(system, incident)) == []
    names = [told.name for told in player.life()]
    for once in ("notification-submitted", "incident-scoped-in", "rapid-review-opened"):
        assert names.count(once) == 1
    sent = "select 1 from notification where sender_reference = $1"
    assert len(asyncio.run(rows(system, "notify", sent, reference))) == 1


@pytest.mark.need("L2", "L5")
def test_while_review_is_away_all_is_received_and_afterwards_all_catches_up(
    system: LocalSystem, player: Player
) -> None:
    before = send(player, str(uuid4()), "AWAY-1")
    player.incident = UUID(before["incident_id"])
    player.fact("rapid-review-opened")
    settled(player, system, player.incident)

    system.stop_service("review")
    received = send(player, str(uuid4()), "AWAY-2")
    assert received["reference"]
    path = f"/v1/cases/{before['reference']}/commands/explain-rapid-review-delay"
    said = {"reason": "agency_return_missing", "expected_on": "2026-05-06", "explanation": "Late."}
    answer = player.send("POST", "correspondence", path, MANAGER, said)
    assert (answer.status_code, answer.json()["outcome"]) == (202, "being recorded")

    system.start_service("review")
    where = answer.headers["location"]

    def recorded() -> bool:
        return player.send("GET", "correspondence", where, MANAGER).status_code == 200

    player.until("the command's answer", recorded)
    assert player.fact("rapid-review-delay-explained")
    player.incident = UUID(received["incident_id"])
    player.fact("rapid-review-opened")
    for receipt in (before, received):
        settled(player, system, UUID(receipt["incident_id"]))
        assert asyncio.run(disagreements(system, UUID(receipt["incident_id"]))) == []


def test_a_service_ends_within_its_bound_though_the_broker_hangs(
    system: LocalSystem, player: Player
) -> None:
    kafka = system.servers.kafka.child.process  # type: ignore[attr-defined]
    kafka.send_signal(signal.SIGSTOP)
    try:
        receipt = send(player, str(uuid4()), "HANGS-1")
        child = system.children.pop("notify")
        child.process.terminate()
        assert child.process.wait(25) is not None
    finally:
        kafka.send_signal(signal.SIGCONT)
    system.start_service("notify")
    player.incident = UUID(receipt["incident_id"])
    player.fact("rapid-review-opened")
    settled(player, system, player.incident)
    assert asyncio.run(disagreements(system, player.incident)) == []


@pytest.mark.need("J4")
def test_an_erased_incident_is_noise_in_every_service_and_stays_so(
    system: LocalSystem, player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = send(player, str(uuid4()), "ERASED-1")
    incident = player.incident = UUID(receipt["incident_id"])
    sealed = player.fact("notification-submitted").data["outline"]
    player.fact("rapid-review-opened")
    settled(player, system, incident)
    readers = ("notify", "review", "correspondence")
    before = [asyncio.run(opened(system, one, incident, sealed)) for one in readers]
    assert before == [NOTIFICATION["outline"]] * 3

    file = tmp_path / "databases.json"
    file.write_text(json.dumps(player.databases()))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    words = ["erase", receipt["reference"], "--basis", "retention_ended"]
    done = CliRunner().invoke(app, words, input="y\n")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "done")
    receipts = ("incident-text-erased", "rapid-review-text-erased", "correspondence-text-erased")
    assert all(player.fact(name) for name in receipts)
    settled(player, system, incident)
    system.kill_service("review")
    system.start_service("review")
    after = [asyncio.run(opened(system, one, incident, sealed)) for one in readers]
    assert after == [None] * 3
    people = "select 1 from person where incident_id = $1"
    assert asyncio.run(rows(system, "notify", people, incident)) == []
    assert asyncio.run(disagreements(system, incident)) == []


BATCH = 1500


def batch(player: Player, system: LocalSystem, die_after: int | None = None) -> dict[str, Any]:
    """Send the same batch; the answers that came, by reference, before the service was killed or all was told."""
    bodies = ({**NOTIFICATION, "sender_reference": f"BATCH-{n}"} for n in range(BATCH))
    request = httpx.Request(
        "POST",
        f"{system.url('notify')}/v1/notifications:batch",
        content="\n".join(map(json.dumps, bodies)).encode(),
        headers={
            "Authorization": f"Bearer {player.token(CASE_SYSTEM)}",
            "Content-Type": "application/x-ndjson",
        },
    )
    told: dict[str, Any] = {}
    with httpx.Client(timeout=120) as client:
        try:
            answer = client.send(request, stream=True)
            for line in answer.iter_lines():
                one = json.loads(line)
                told[one["sender_reference"]] = one["receipt"]
                if len(told) == die_after:
                    system.kill_service("notify")
        except (httpx.TransportError, json.JSONDecodeError):
            pass
    return told


@pytest.mark.need("L2", "I14")
def test_a_batch_whose_service_is_killed_is_sent_again_and_nothing_is_lost_or_doubled(
    system: LocalSystem, player: Player
) -> None:
    written = "select sender_reference from notification where sender_reference like 'BATCH-%'"
    before = batch(player, system, die_after=200)
    assert 200 <= len(before) < BATCH
    kept = asyncio.run(rows(system, "notify", written))
    assert len(before) <= len(kept) < BATCH, "it was killed in the middle"
    system.start_service("notify")
    after = batch(player, system)
    assert len(after) == BATCH
    assert {name: after[name] for name in before} == before
    assert len(asyncio.run(rows(system, "notify", written))) == BATCH
    submitted = (
        "select key from journal where type like '%notification-submitted%' and key = any($1)"
    )
    incidents = [UUID(one["incident_id"]) for one in after.values()]
    assert len(asyncio.run(rows(system, "notify", submitted, incidents))) == BATCH


async def opened(system: LocalSystem, service: str, incident: UUID, sealed: str) -> str | None:
    """The text as this service can read it."""
    conn = await asyncpg.connect(system.servers.dsn(service))
    try:
        return await KeyRing(key_of(system.home, f"wrapping_{service}")).open(
            conn, incident, sealed
        )
    finally:
        await conn.close()
