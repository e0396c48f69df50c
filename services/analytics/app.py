"""``analytics`` put together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from chassis.web.pages import Site
from services.analytics.consumers import build_consumes
from services.analytics.settings import AnalyticsSettings
from services.analytics.trends.handlers import Trends
from services.analytics.web.api import build_api
from services.analytics.web.benchmark import build_benchmark
from services.analytics.web.figures import Shelf
from services.analytics.web.page import build_page, navigation
from services.analytics.web.stages import build_stages

TEMPLATES = Path(__file__).parent / "web" / "templates"
SITE = Site("Serious incidents: trends", TEMPLATES, navigation)

ABOUT = (
    "Measures of notifications, reviews and decisions, and the trends that were released, for other systems. Every"
    " request carries an OAuth2 bearer token or a session; every refusal is a problem document (RFC 9457)."
)


def build(settings: AnalyticsSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    trends = Trends(service)
    shelf = Shelf(service.db, settings.made_up_data)
    routers = [
        build_api(trends, shelf),
        build_page(trends, shelf),
        build_stages(shelf),
        build_benchmark(service),
    ]
    app = service.build(build_consumes(), routers)
    mount_pages(app, SITE)
    describe(app, [], ABOUT)
    return app


def create() -> FastAPI:
    """For ``uvicorn services.analytics.app:create --factory``."""
    set_up_logging("analytics")
    app = build(AnalyticsSettings())
    look_rarely()
    return app
