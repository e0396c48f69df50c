"""The kinds of object of this service, as ``execute`` needs them."""

from collections.abc import Mapping
from uuid import UUID

from chassis.execute import Aggregate
from services.review import stores
from services.review.action_ledger import domain as ledger
from services.review.action_ledger import wire as ledger_wire
from services.review.advice import domain as advice
from services.review.advice import wire as advice_wire
from services.review.agency_return import domain as agency_return
from services.review.agency_return import wire as agency_return_wire
from services.review.consideration import domain as consideration
from services.review.consideration import wire as consideration_wire
from services.review.consideration.state import Consideration
from services.review.dialogue import domain as dialogue
from services.review.dialogue import wire as dialogue_wire
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import domain as lcspr
from services.review.lcspr import events as lcspr_events
from services.review.lcspr import wire as lcspr_wire
from services.review.lcspr.state import Lcspr
from services.review.learning import domain as learning
from services.review.learning import wire as learning_wire
from services.review.meeting import domain as meeting
from services.review.meeting import wire as meeting_wire
from services.review.member import domain as member
from services.review.member import wire as member_wire
from services.review.preparation import domain as preparation
from services.review.preparation import wire as preparation_wire
from services.review.rapid_review import domain as rapid_review
from services.review.rapid_review import wire as rapid_review_wire
from services.review.reading import domain as reading
from services.review.reading import wire as reading_wire
from services.review.request import domain as request
from services.review.request import wire as request_wire

RAPID_REVIEW = Aggregate(
    load=stores.RAPID_REVIEWS.load,
    blank=rapid_review.RapidReview,
    decide=rapid_review.decide,
    evolve=rapid_review.evolve,
    save=stores.RAPID_REVIEWS.save,
    announce=rapid_review_wire.announce,
)
CONSIDERATION = Aggregate(
    load=stores.CONSIDERATIONS.load,
    blank=Consideration,
    decide=consideration.decide,
    evolve=consideration.evolve,
    save=stores.CONSIDERATIONS.save,
    announce=consideration_wire.announce,
)
REQUEST = Aggregate(
    load=stores.REQUESTS.load,
    blank=request.Request,
    decide=request.decide,
    evolve=request.evolve,
    save=stores.REQUESTS.save,
    announce=request_wire.announce,
)
PREPARATION = Aggregate(
    load=stores.PREPARATIONS.load,
    blank=preparation.Preparation,
    decide=preparation.decide,
    evolve=preparation.evolve,
    save=stores.PREPARATIONS.save,
    announce=preparation_wire.announce,
)
AGENCY_RETURN = Aggregate(
    load=stores.AGENCY_RETURNS.load,
    blank=agency_return.AgencyReturns,
    decide=agency_return.decide,
    evolve=agency_return.evolve,
    save=stores.AGENCY_RETURNS.save,
    announce=agency_return_wire.announce,
)
LEARNING = Aggregate(
    load=stores.LEARNINGS.load,
    blank=learning.Learning,
    decide=learning.decide,
    evolve=learning.evolve,
    save=stores.LEARNINGS.save,
    announce=learning_wire.announce,
)
DIALOGUE = Aggregate(
    load=stores.DIALOGUES.load,
    blank=dialogue.Dialogue,
    decide=dialogue.decide,
    evolve=dialogue.evolve,
    save=stores.DIALOGUES.save,
    announce=dialogue_wire.announce,
)
MEETING = Aggregate(
    load=stores.MEETINGS.load,
    blank=meeting.Meeting,
    decide=meeting.decide,
    evolve=meeting.evolve,
    save=stores.MEETINGS.save,
    announce=meeting_wire.announce,
)
MEMBER_REGISTER = Aggregate(
    load=stores.MEMBER_REGISTERS.load,
    blank=member.Register,
    decide=member.decide,
    evolve=member.evolve,
    save=stores.MEMBER_REGISTERS.save,
    announce=member_wire.announce,
)
ADVICE = Aggregate(
    load=stores.ADVICE.load,
    blank=advice.Log,
    decide=advice.decide,
    evolve=advice.evolve,
    save=stores.ADVICE.save,
    announce=advice_wire.announce,
)
LEDGER = Aggregate(
    load=stores.LEDGERS.load,
    blank=ledger.Ledger,
    decide=ledger.decide,
    evolve=ledger.evolve,
    save=stores.LEDGERS.save,
    announce=ledger_wire.announce,
)


def lcspr_aggregate(
    tellings: Mapping[UUID, lcspr_wire.Telling],
) -> Aggregate[Lcspr, lcspr_commands.Command, lcspr_events.Event]:
    """The LCSPR, each told with what stands outside it."""
    return Aggregate(
        load=stores.LCSPRS.load,
        blank=Lcspr,
        decide=lcspr.decide,
        evolve=lcspr.evolve,
        save=stores.LCSPRS.save,
        announce=lambda state, event, order: tellings[order.key].announce(state, event, order),
    )


def reading_aggregate(
    telling: reading_wire.Telling,
) -> Aggregate[reading.Reading, reading.Command, reading.Event]:
    """The reading of a rapid review, told with the days that it took."""
    return Aggregate(
        load=stores.READINGS.load,
        blank=reading.Reading,
        decide=reading.decide,
        evolve=reading.evolve,
        save=stores.READINGS.save,
        announce=telling.announce,
    )
