"""Kafka's nodes killed, frozen, away, and back without anything they knew."""

import asyncio
import shutil
import signal
import time
from uuid import uuid4

from chassis.keys import republish_keys
from chassis.ops import republish
from contracts.topics import TOPICS
from deploy.local.home import SERVICES
from deploy.local.kafka_cluster import NODES
from deploy.local.story.incident import NOTIFICATION
from deploy.topics import delete_topics, make_topics
from tests.faults.fault import Fault, Left
from tests.faults.load import CASE_SYSTEM, Load
from tests.faults.operator import in_transaction
from tests.faults.world import World

AWAY_S = 20.0
STOP_S_MAX = 25.0


def one_node(world: World, load: Load, _left: Left) -> None:
    """One of three is killed and comes back five seconds later."""
    node = world.random.choice(NODES)
    world.kill_node(node)
    load.during(5)
    world.cluster.start([node])


def every_node(world: World, load: Load, left: Left) -> None:
    """All are killed; notifications are still received meanwhile."""
    for node in NODES:
        world.kill_node(node)
    load.during(AWAY_S)
    _received(world, left, "while the broker was away")
    world.cluster.start()


def _received(world: World, left: Left, when: str) -> None:
    body = {**NOTIFICATION, "sender_reference": f"ALONE-{uuid4().hex[:8]}"}
    answer = world.player.send("POST", "notify", "/v1/notifications", CASE_SYSTEM, body)
    left.hold(answer.status_code == 201, f"{when} a notification was answered {answer.status_code}")
    if answer.status_code == 201:
        left.keys.add(answer.json()["incident_id"])


def back_empty(world: World, load: Load, _left: Left) -> None:
    """The cluster lost everything: formatted anew, topics made, journals and keys published again."""
    for service in SERVICES:
        world.system.kill_service(service)
    for node in NODES:
        world.kill_node(node)
        shutil.rmtree(world.home.path / f"node-{node}" / "kafka")
    world.cluster.start()
    _publish_all_again(world)
    world.system.start_services(SERVICES)
    load.during(2)


def offsets_beyond_the_end(world: World, load: Load, _left: Left) -> None:
    """Topics lost and made anew while the groups' offsets stayed."""
    for service in SERVICES:
        world.system.kill_service(service)
    bootstrap = world.cluster.bootstrap
    asyncio.run(delete_topics(bootstrap, [topic.name for topic in TOPICS]))
    time.sleep(3)  # a deleted topic's name is free a moment later
    _publish_all_again(world)
    world.system.start_services(SERVICES)
    load.during(2)


def _publish_all_again(world: World) -> None:
    asyncio.run(make_topics(world.cluster.bootstrap, replication=len(NODES)))
    for service in SERVICES:
        in_transaction(world, service, lambda conn: republish(conn, 1, 2**62, "person:operator"))
    in_transaction(world, "notify", republish_keys)


def leaders_move(world: World, load: Load, _left: Left) -> None:
    """Each node is killed in turn: leaders, coordinators and the controller move; two away at the end."""
    for node in NODES:
        world.kill_node(node)
        load.during(5)
        world.cluster.start([node])
    for node in NODES[:2]:
        world.kill_node(node)
    load.during(6)
    for node in NODES[:2]:
        world.cluster.start([node])


def no_leader_for_long(world: World, load: Load, _left: Left) -> None:
    """Two nodes frozen for longer than a request may take."""
    for node in NODES[:2]:
        world.cluster.nodes[node].child.process.send_signal(signal.SIGSTOP)
    load.during(15)
    for node in NODES[:2]:
        world.cluster.nodes[node].child.process.send_signal(signal.SIGCONT)
    load.during(3)


def stopped_while_the_broker_hangs(world: World, load: Load, left: Left) -> None:
    """All frozen; a service that has rows unsent is told to end, and does within its bound."""
    for node in NODES:
        world.cluster.nodes[node].child.process.send_signal(signal.SIGSTOP)
    load.during(10)
    _received(world, left, "while the broker hung")
    began = time.monotonic()
    child = world.system.children.pop("notify")
    child.stop(wait_s_max=60)
    left.hold(time.monotonic() - began < STOP_S_MAX, "notify did not end within its bound")
    for node in NODES:
        world.cluster.nodes[node].child.process.send_signal(signal.SIGCONT)
    world.system.start_service("notify")


FAULTS = (
    Fault("F3", "one broker of three killed, back after 5 s", one_node, quick=True),
    Fault("F3b", "every broker killed, back after 20 s", every_node),
    Fault("F3c", "the cluster comes back empty", back_empty),
    Fault("F3d", "topics made anew, offsets beyond their end", offsets_beyond_the_end),
    Fault("F4", "leaders move; two of three away", leaders_move),
    Fault("F5", "no leader for longer than a request may take", no_leader_for_long),
    Fault("F6", "every broker hangs; a service is stopped", stopped_while_the_broker_hangs),
)
