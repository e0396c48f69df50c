"""Two topics for each sender that may have them, made when it is registered; not among those of all."""

from contracts.envelope import Sensitivity
from contracts.topic import Topic

HOUR_MS = 3_600_000
NOTIFY_INTAKE = Topic(
    "uk.cspr.notify.intake.{sender}.v1",
    "notify",
    "own",
    frozenset(Sensitivity),
    ("notify",),
    senders=("sender",),
    partitions=1,  # a sender's notifications stay in the order in which it sent them
    retention_ms=72 * HOUR_MS,
    by_sender=True,
)
"""The one topic that carries identity: a notification comes before its key. Kept for hours."""
NOTIFY_RECEIPT = Topic(
    "uk.cspr.notify.receipt.{sender}.v1",
    "notify",
    "own",
    frozenset({Sensitivity.OPEN, Sensitivity.CASE}),
    (),
    outside=True,
    partitions=1,
    retention_ms=14 * 24 * HOUR_MS,
    by_sender=True,
)
SENDER_TOPICS = (NOTIFY_INTAKE, NOTIFY_RECEIPT)
