"""``notify`` put together."""

from fastapi import FastAPI

from chassis.keys import KeyPublisher
from chassis.log import set_up_logging
from chassis.service import Service
from services.notify.consumers import build_consumes
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.handlers import load_register
from services.notify.settings import NotifySettings
from services.notify.web.intake import build_intake


def build(settings: NotifySettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    people = IdentityStore(settings.identity_key.get_secret_value())
    notifications = Notifications(service, people)
    keys = KeyPublisher(
        settings.wrapping_key.get_secret_value(),
        {name: key.get_secret_value() for name, key in settings.reader_keys.items()},
    )

    return service.build(
        build_consumes(service.keys, people),
        [build_intake(notifications)],
        publish_first=keys,
        at_start=lambda: load_register(service.db),
    )


def create() -> FastAPI:
    """For ``uvicorn services.notify.app:create --factory``."""
    set_up_logging("notify")
    return build(NotifySettings())
