"""``notify`` put together."""

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
from services.notify.consumers import build_consumes
from services.notify.matching import Matching
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.handlers import load_register
from services.notify.register.store import areas_of
from services.notify.settings import NotifySettings
from services.notify.web.audit import build_audit
from services.notify.web.changes import build_changes
from services.notify.web.export import build_export
from services.notify.web.first import routes as first_page
from services.notify.web.identity import build_identity, navigation
from services.notify.web.intake import build_intake
from services.notify.web.matches import build_matches
from services.notify.web.pre_check import build_pre_check
from services.notify.web.search import build_search

TEMPLATES = Path(__file__).parent / "web" / "templates"
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
    matching = Matching(service.db, people)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )
    app = service.build(
        build_consumes(service.keys, people),
        [
            build_intake(notifications),
            build_pre_check(service),
            build_changes(notifications),
            first_page,
            build_search(notifications),
            build_identity(notifications, settings.desk_url),
            build_export(notifications),
            build_matches(matching),
            build_audit(service),
        ],
        timers=[matching.timer],
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
