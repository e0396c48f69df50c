"""``notify`` put together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.keys import KeyPublisher
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.seal import oct_key
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from chassis.web.pages import Site
from contracts.http_notify import NotificationBody
from services.notify.consumers import build_consumes
from services.notify.notification.advising import Advising
from services.notify.notification.duplicates import Duplicates
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.notification.reading import Reading
from services.notify.register.handlers import load_register
from services.notify.register.store import areas_of
from services.notify.settings import NotifySettings
from services.notify.web.changes import build_changes, build_questions
from services.notify.web.duplicates import build_duplicates
from services.notify.web.following import build_following
from services.notify.web.former import build_former
from services.notify.web.identity import build_identity
from services.notify.web.intake import build_intake
from services.notify.web.navigation import navigation
from services.notify.web.thresholds import build_thresholds
from services.notify.web.webhooks import build_webhooks
from services.notify.webhook.address import Guard
from services.notify.webhook.registering import Registering
from services.notify.webhook.sending import Sending

TEMPLATES = Path(__file__).parent / "web" / "templates"
SITE = Site("Serious incidents: who the children are", TEMPLATES, navigation)
COMPARE_PACE_S, HINT_PACE_S = 5.0, 1.0
ABOUT = (
    "How case systems notify a serious incident, correct it, and ask what became of it. Every request carries"
    " an OAuth2 bearer token; every refusal is a problem document (RFC 9457) that names each wrong field."
)


def build(settings: NotifySettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    people = IdentityStore(settings.identity_key.get_secret_value())
    notifications = Notifications(service, people, areas_of)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )
    advising, duplicates = Advising(notifications), Duplicates(notifications)
    reading = Reading(notifications, advising)
    own = oct_key(settings.wrapping_key.get_secret_value())
    guard = Guard(strict=settings.environment == "production")
    sending = Sending(service.db, own, guard)
    app = service.build(
        build_consumes(service.keys, people),
        [
            build_intake(notifications, reading),
            build_following(reading),
            build_changes(notifications),
            build_questions(duplicates, advising),
            build_webhooks(Registering(service.db, own, guard)),
            build_identity(notifications, settings.desk_url),
            build_former(notifications),
            build_duplicates(notifications, duplicates),
            build_thresholds(notifications, advising),
        ],
        [
            Every("possible duplicates", COMPARE_PACE_S, duplicates.propose),
            Every("webhooks to be told", HINT_PACE_S, sending.enqueue),
            Every("webhook deliveries", HINT_PACE_S, sending.send_due),
        ],
        publish_first=keys,
        at_start=lambda: load_register(service.db),
    )
    mount_pages(app, SITE)
    describe(app, [NotificationBody], ABOUT)
    return app


def create() -> FastAPI:
    """For ``uvicorn services.notify.app:create --factory``."""
    set_up_logging("notify")
    app = build(NotifySettings())
    look_rarely()
    return app
