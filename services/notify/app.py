"""``notify`` put together."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.identity import Actor
from chassis.keys import KeyPublisher
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from chassis.web.pages import Link, Site
from contracts.http_notify import NotificationBody
from contracts.http_notify_batch import AcceptedItem, RefusedItem
from services.notify.consumers import build_consumes
from services.notify.files.handlers import Files
from services.notify.intake import IntakeDoor
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.handlers import load_register
from services.notify.register.store import areas_of
from services.notify.sender.topics import EVERY_S, rule_topics
from services.notify.settings import NotifySettings
from services.notify.web import files as file_pages
from services.notify.web import identity as identity_pages
from services.notify.web.batch import build_batch
from services.notify.web.changes import build_changes
from services.notify.web.files import build_files
from services.notify.web.identity import build_identity
from services.notify.web.intake import build_intake
from services.notify.web.reading import build_reading
from services.notify.web.sender import build_sender

TEMPLATES = Path(__file__).parent / "web" / "templates"
FORGETTING_S = 3600.0


def navigation(actor: Actor) -> Sequence[Link]:
    """What this person may open."""
    return (*file_pages.links(actor), *identity_pages.navigation(actor))


SITE = Site("Serious incidents: who the children are", TEMPLATES, navigation)
ABOUT = (
    "How case systems notify a serious incident, correct it, and ask what became of it. Every request carries"
    " an OAuth2 bearer token; every refusal is a problem document (RFC 9457) that names each wrong field."
)


def build(settings: NotifySettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    people = IdentityStore(settings.identity_key.get_secret_value())
    notifications = Notifications(service, people, areas_of)
    files = Files(notifications)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )
    app = service.build(
        build_consumes(service.keys, people),
        [
            build_intake(notifications),
            build_reading(notifications),
            build_batch(notifications),
            build_sender(notifications),
            build_changes(notifications),
            build_identity(notifications, settings.desk_url),
            build_files(files),
        ],
        publish_first=keys,
        at_start=lambda: load_register(service.db),
        timers=[
            Every("senders' topics", EVERY_S, rule_topics(service)),
            Every("results of files", FORGETTING_S, files.forget),
        ],
        door=IntakeDoor(notifications),
    )
    mount_pages(app, SITE)
    describe(app, [NotificationBody, AcceptedItem, RefusedItem], ABOUT)
    return app


def create() -> FastAPI:
    """For ``uvicorn services.notify.app:create --factory``."""
    set_up_logging("notify")
    app = build(NotifySettings())
    look_rarely()
    return app
