"""Use cases of a letter's recipients: they have read it, and say whether it was clear."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.envelope import Fact
from contracts.letter_course import Clarity, LetterAcknowledgedV1, LetterFeedbackGivenV1
from services.correspondence.reception import domain
from services.correspondence.reception.store import RECEPTIONS, id_of


def announce(
    _state: domain.Reception, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact of one event; what was typed stays here."""
    about = event.command.about
    match event:
        case domain.Acknowledged():
            read = LetterAcknowledgedV1(
                incident_id=about.incident_id,
                reference=about.reference,
                letter_id=about.letter_id,
                partner=Partner(about.partner),
                acknowledged_on=event.command.on,
            )
            return (read,)
        case domain.Said():
            said = LetterFeedbackGivenV1(
                incident_id=about.incident_id,
                reference=about.reference,
                letter_id=about.letter_id,
                letter_kind=LetterKind(about.kind),
                partner=Partner(about.partner),
                clear=Clarity(event.command.clear),
                with_words=event.command.words is not None,
                given_on=event.command.on,
            )
            return (said,)
        case _:
            assert_never(event)


RECEPTION = Aggregate(
    load=RECEPTIONS.load,
    blank=domain.Reception,
    decide=domain.decide,
    evolve=domain.evolve,
    save=RECEPTIONS.save,
    announce=announce,
)


async def receive(tx: Tx, command: domain.Command, cause: Cause) -> None:
    """One command of one organisation."""
    about = command.about
    id_ = id_of(about.letter_id, about.organisation)
    await execute(tx, RECEPTION, [Order(id_, about.incident_id, command, cause)])
