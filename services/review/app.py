"""``review`` put together."""

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from services.review.availability import Availability
from services.review.chasing import PACE_S, Chasing
from services.review.consumers import build_consumes
from services.review.settings import ReviewSettings
from services.review.web.framework import build_framework

AVAILABILITY_PACE_S = 60.0


def build(settings: ReviewSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    background = settings.environment == "local"
    chasing = Every("returns of agencies that are overdue", PACE_S, Chasing(service).round)
    consumes = build_consumes(service.keys, background=background)
    availability = Availability(service.db, service.clock)
    ended = Every("availability of reports", AVAILABILITY_PACE_S, availability.round)
    return service.build(consumes, [build_framework(service)], timers=[chasing, ended])


def create() -> FastAPI:
    """For ``uvicorn services.review.app:create --factory``."""
    set_up_logging("review")
    app = build(ReviewSettings())
    look_rarely()
    return app
