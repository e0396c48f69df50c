"""``review`` put together."""

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from services.review.consumers import build_consumes
from services.review.rounds.availability import Availability
from services.review.rounds.calendar_moves import PACE_S as CALENDAR_PACE_S
from services.review.rounds.calendar_moves import move_by_calendar
from services.review.rounds.chasing import PACE_S as CHASING_PACE_S
from services.review.rounds.chasing import Chasing
from services.review.rounds.reminding import PACE_S as REMINDING_PACE_S
from services.review.rounds.reminding import Reminding
from services.review.settings import ReviewSettings
from services.review.web.clocks import build_clocks
from services.review.web.framework import build_framework

AVAILABILITY_PACE_S = 60.0


def build(settings: ReviewSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    background = settings.environment == "local"
    consumes = build_consumes(service.keys, background=background)
    chasing, availability = Chasing(service), Availability(service.db, service.clock)
    return service.build(
        consumes,
        [build_framework(service), build_clocks(service)],
        timers=[
            Every("returns of agencies that are overdue", CHASING_PACE_S, chasing.round),
            Every("reminders of partners", REMINDING_PACE_S, Reminding(service).round),
            Every("availability of reports", AVAILABILITY_PACE_S, availability.round),
            Every("calendar", CALENDAR_PACE_S, lambda: move_by_calendar(service.db)),
        ],
    )


def create() -> FastAPI:
    """For ``uvicorn services.review.app:create --factory``."""
    set_up_logging("review")
    app = build(ReviewSettings())
    look_rarely()
    return app
