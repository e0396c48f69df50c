"""The network between services and servers: cut, half open, slow, broken in the middle of a frame."""

from tests.faults.fault import Fault, Left
from tests.faults.load import Load
from tests.faults.proxy import Link
from tests.faults.world import World


def links(world: World) -> list[Link]:
    """Every proxied server."""
    return [*world.through.kafka_links.values(), world.through.database_link]


def cut_and_slow(world: World, load: Load, _left: Left) -> None:
    """Connections reset at random, cut mid-frame, delayed, swallowed; one server at a time, then all."""
    for _ in range(6):
        link = world.random.choice(links(world))
        world.proxies.cut(link)
        load.during(0.5)
    for link in links(world):
        link.cut_after_bytes = world.random.randrange(1, 40)
        load.during(1)
        link.cut_after_bytes = None
    for link in links(world):
        link.delay_s = world.random.uniform(0.1, 0.9)
    load.during(6)
    for link in links(world):
        link.delay_s = 0.0
        link.mode = "swallow"
        load.during(3)
        link.mode = "pass"


FAULTS = (Fault("F8", "links cut, mid-frame too; delayed; half open", cut_and_slow),)
