"""``notify`` put together."""

from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.keys import KeyPublisher
from chassis.log import set_up_logging
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from chassis.web.pages import Site
from contracts.http_notify import NotificationBody
from contracts.http_notify_batch import AcceptedItem, RefusedItem
from services.notify.consumers import build_consumes
from services.notify.intake import IntakeDoor
from services.notify.parts import Parts
from services.notify.register.handlers import load_register
from services.notify.settings import NotifySettings
from services.notify.web import places
from services.notify.web.batch import LIMITS
from services.notify.web.form.ending import Ending
from services.notify.web.routes import for_people, for_systems

TEMPLATES = Path(__file__).parent / "web" / "templates"
SITE = Site("Serious incidents: notifying", TEMPLATES, places.navigation)
ABOUT = (
    "How case systems notify a serious incident, correct it, and ask what became of it. Every request carries"
    " an OAuth2 bearer token; every refusal is a problem document (RFC 9457) that names each wrong field."
)


def build(settings: NotifySettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    parts = Parts.of(service, settings)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )
    app = service.build(
        build_consumes(service.keys, parts.people),
        [*for_systems(parts), *for_people(parts)],
        timers=parts.timers(),
        publish_first=keys,
        at_start=lambda: load_register(service.db),
        door=IntakeDoor(parts.notifications),
    )
    mount_pages(app, replace(SITE, notices=Ending(parts.drafts)), LIMITS)
    describe(app, [NotificationBody, AcceptedItem, RefusedItem], ABOUT)
    return app


def create() -> FastAPI:
    """For ``uvicorn services.notify.app:create --factory``."""
    set_up_logging("notify")
    app = build(NotifySettings())
    look_rarely()
    return app
