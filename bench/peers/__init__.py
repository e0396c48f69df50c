"""The tools that a user would pick instead: one file a peer, run in an environment of their own."""

from bench.guarantees import UNORDERED, WHOLE
from bench.peers.kind import Peer

OPENING: tuple[Peer, ...] = (
    Peer("FastStream + faststream-outbox", "faststream_single", UNORDERED, 15.0, share=0.05),
    Peer("confluent-kafka + psycopg", "confluent_psycopg", WHOLE),
    Peer("Faust", "faust_agent", WHOLE, share=0.5, own_group="bench"),
)
"""Those that consume, change and announce."""

RELAYS: tuple[Peer, ...] = (
    Peer("faststream-outbox", "outbox_relay", UNORDERED, 20.0, share=0.05),
    Peer("Debezium Engine", "debezium", WHOLE, share=0.5),
)
"""Those that bring an outbox to Kafka."""
