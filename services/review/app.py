"""``review`` put together."""

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from services.review.calendar_moves import PACE_S, move_by_calendar
from services.review.consumers import build_consumes
from services.review.settings import ReviewSettings
from services.review.web.clocks import build_clocks


def build(settings: ReviewSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    background = settings.environment == "local"
    moves = Every("calendar", PACE_S, lambda: move_by_calendar(service.db))
    consumes = build_consumes(service.keys, background=background)
    return service.build(consumes, [build_clocks(service)], [moves])


def create() -> FastAPI:
    """For ``uvicorn services.review.app:create --factory``."""
    set_up_logging("review")
    app = build(ReviewSettings())
    look_rarely()
    return app
