"""What became of a letter on its way to one organisation, as a fact."""

from datetime import date
from typing import Any

from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.correspondence import LetterDeliveredV1, LetterDeliveryFailedV1
from contracts.speaking import Channel
from services.correspondence.delivery.work import Delivery, Fate

Told = LetterDeliveredV1 | LetterDeliveryFailedV1


def told(delivery: Delivery, fate: Fate, reason: str, on: date) -> Told:
    """The fact of one attempt's end."""
    ids: dict[str, Any] = {
        "incident_id": delivery.incident_id,
        "reference": delivery.reference,
        "letter_id": delivery.subject_id,
        "partner": Partner(delivery.partner),
        "attempt": delivery.attempt,
    }
    if fate == "failed":
        return LetterDeliveryFailedV1(**ids, failed_on=on, reason=reason)
    return LetterDeliveredV1(**ids, delivered_on=on, channel=Channel(delivery.channel))


def announce(tx: Tx, delivery: Delivery, fact: Told, cause: Cause) -> None:
    """Tell it."""
    tx.announce(fact, key=delivery.incident_id, object=delivery.subject_id, cause=cause)
