"""The made-up child's name, sent to where it does not belong; and planted, to see that a search finds it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
from aiokafka import AIOKafkaProducer

from deploy.local.story.incident import CANARY, NOTIFICATION
from deploy.local.story.player import Player
from deploy.local.system import LocalSystem
from deploy.topics import delete_topics, make_topics
from tests.support.until import until

CASE_SYSTEM = "ashmere-case-system"
NAME = CANARY["family_name"]


def send_where_it_does_not_belong(player: Player) -> list[int]:
    """Requests with the name in the wrong place; their statuses. No answer repeats it."""
    child = NOTIFICATION["children"][0]
    bad = [
        {**NOTIFICATION, "authority_code": NAME},
        {**NOTIFICATION, NAME: NAME},
        {**NOTIFICATION, "children": [{**child, "sex": NAME, "date_of_birth": NAME}]},
        {**NOTIFICATION, "children": [{**child, "family_name": [NAME]}]},
        {**NOTIFICATION, "children": NAME},
    ]
    answers = [player.send("POST", "notify", "/v1/notifications", CASE_SYSTEM, one) for one in bad]
    broken = json.dumps(NOTIFICATION).encode()[:-20]
    answers.append(_send_json(player, broken))
    for path in (f"/v1/notifications/{NAME}", f"/v1/{NAME}", f"/identities?name={NAME}"):
        answers.append(player.send("GET", "notify", path, CASE_SYSTEM))
    command = f"/v1/cases/{NAME}/commands/explain-rapid-review-delay"
    said = {"reason": NAME, "expected_on": NAME, "explanation": None}
    answers.append(player.send("POST", "correspondence", command, "ashmere-manager", said))
    answers.append(player.send("GET", "analytics", f"/v1/measures/{NAME}", "analyst"))
    values = [value for value in CANARY.values() if value != NAME]
    assert not [a.text for a in answers if any(value in a.text for value in values)]
    return [answer.status_code for answer in answers]


def _send_json(player: Player, content: bytes) -> httpx.Response:
    """Bytes that say they are JSON, so that they are read as such."""
    headers = {
        "Authorization": f"Bearer {player.token(CASE_SYSTEM)}",
        "Idempotency-Key": str(uuid4()),
        "Content-Type": "application/json",
    }
    address = f"{player.system.url('notify')}/v1/notifications"
    return player.http.request("POST", address, headers=headers, content=content)


@asynccontextmanager
async def planted(system: LocalSystem) -> AsyncIterator[None]:
    """The name in a log, in a topic, and in tables of two databases, for as long as the block lasts."""
    log = system.home.log("planted")
    suffix = f".planted{uuid4().hex[:6]}"
    bootstrap = system.servers.bootstrap
    log.write_text(f"could not read {NAME}\n")
    made = await make_topics(bootstrap, suffix=suffix)
    owners = [
        await asyncpg.connect(system.servers.dsn(s, "owner")) for s in ("review", "analytics")
    ]
    try:
        await _produce(bootstrap, made[0])
        await owners[0].execute("create table planted (words text)")
        await owners[0].execute("insert into planted values ($1)", NAME)
        await owners[1].execute("create table planted (body bytea)")
        await owners[1].execute("insert into planted values ($1)", NAME.encode())
        yield
    finally:
        log.unlink()
        for owner in owners:
            await owner.execute("drop table planted")
            await owner.close()
        await delete_topics(bootstrap, made)
        await until("the broker to put the topics aside", lambda: _is_gone(system, suffix), 60)


async def _is_gone(system: LocalSystem, suffix: str) -> bool:
    """What the broker will take away has another name by then; until then a search would find it."""
    folders = (system.home.path / "kafka").glob(f"*{suffix}-*")
    return all(folder.name.endswith("-delete") for folder in folders)


async def _produce(bootstrap: str, topic: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    await producer.send_and_wait(topic, b"{}", b"k", headers=[("note", NAME.encode())])
    await producer.stop()
