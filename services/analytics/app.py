"""``analytics`` put together."""

from fastapi import FastAPI

from chassis.log import set_up_logging
from chassis.service import Service
from services.analytics.consumers import build_consumes
from services.analytics.settings import AnalyticsSettings
from services.analytics.trends.handlers import Trends
from services.analytics.web.api import build_api


def build(settings: AnalyticsSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    return service.build(build_consumes(), [build_api(Trends(service))])


def create() -> FastAPI:
    """For ``uvicorn services.analytics.app:create --factory``."""
    set_up_logging("analytics")
    return build(AnalyticsSettings())
