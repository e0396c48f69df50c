"""The matrix: every fault, in the order in which a full run takes them."""

from tests.faults.cases import (
    brokers,
    database,
    messages,
    network,
    outside,
    restore,
    services,
    trust,
)
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *services.FAULTS,
    *brokers.FAULTS,
    *database.FAULTS,
    *network.FAULTS,
    *messages.FAULTS,
    *outside.FAULTS,
    *restore.FAULTS,
    *trust.FAULTS,
)
