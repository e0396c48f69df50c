"""``notify`` put together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.garbage import look_rarely
from chassis.keys import KeyPublisher
from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from chassis.web.pages import Site
from contracts.http_notify import NotificationBody
from services.notify.by_form import ByForm
from services.notify.consumers import build_consumes
from services.notify.draft.handlers import Drafts
from services.notify.draft.locked import Locked
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.handlers import load_register, tell_of_the_day
from services.notify.register.queries import areas_of
from services.notify.settings import NotifySettings
from services.notify.web.changes import build_changes
from services.notify.web.first import navigation
from services.notify.web.form.routes import build_pages
from services.notify.web.identity import build_identity
from services.notify.web.intake import build_intake

TEMPLATES = Path(__file__).parent / "web" / "templates"
DRAFTS_PACE_S = 60
SITE = Site("Notify a serious incident", TEMPLATES, navigation)
ABOUT = (
    "How case systems notify a serious incident, correct it, and ask what became of it. Every request carries"
    " an OAuth2 bearer token; every refusal is a problem document (RFC 9457) that names each wrong field."
)


def build(settings: NotifySettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    people = IdentityStore(settings.identity_key.get_secret_value())
    notifications = Notifications(service, people, areas_of)
    drafts = Drafts(service, Locked(settings.identity_key.get_secret_value()))
    by_form = ByForm(service, drafts, notifications)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )
    app = service.build(
        build_consumes(service.keys, people),
        [
            build_intake(notifications),
            build_changes(notifications),
            build_identity(notifications, settings.desk_url),
            *build_pages(by_form, settings.public_url),
        ],
        [
            Every("drafts", DRAFTS_PACE_S, drafts.round),
            Every("the register of the day", 30.0, lambda: tell_of_the_day(service.db)),
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
