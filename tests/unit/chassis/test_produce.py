"""A key's partition: where every client that keeps to Kafka's own hash would put it."""

from uuid import UUID

from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st

from chassis.produce import place_of


@given(st.uuids(), st.integers(1, 50))
def test_a_key_has_the_place_that_kafkas_own_clients_give_it(key: UUID, partitions: int) -> None:
    places = list(range(partitions))
    text = str(key).encode()
    assert place_of(text, partitions) == DefaultPartitioner()(text, places, places)
