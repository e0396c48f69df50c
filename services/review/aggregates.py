"""The kinds of object of this service, as ``execute`` needs them."""

from chassis.execute import Aggregate
from services.review import stores
from services.review.action_ledger import domain as ledger
from services.review.action_ledger import wire as ledger_wire
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
from services.review.meeting import domain as meeting
from services.review.meeting import wire as meeting_wire
from services.review.rapid_review import domain as rapid_review
from services.review.rapid_review import wire as rapid_review_wire
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
LEDGER = Aggregate(
    load=stores.LEDGERS.load,
    blank=ledger.Ledger,
    decide=ledger.decide,
    evolve=ledger.evolve,
    save=stores.LEDGERS.save,
    announce=ledger_wire.announce,
)


def lcspr_aggregate(
    telling: lcspr_wire.Telling,
) -> Aggregate[Lcspr, lcspr_commands.Command, lcspr_events.Event]:
    """The LCSPR, told with what stands outside it."""
    return Aggregate(
        load=stores.LCSPRS.load,
        blank=Lcspr,
        decide=lcspr.decide,
        evolve=lcspr.evolve,
        save=stores.LCSPRS.save,
        announce=telling.announce,
    )
