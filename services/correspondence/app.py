"""``correspondence`` put together."""

from fastapi import FastAPI

from chassis.log import set_up_logging
from chassis.schedule import Every
from chassis.service import Service
from services.correspondence.actions import Actions
from services.correspondence.consumers import build_consumes
from services.correspondence.delivery.rounds import Deliveries
from services.correspondence.letter.handlers import Letters
from services.correspondence.post import GovukNotifyPost
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.web.api.cases import build_api
from services.correspondence.web.api.receipts import build_receipts

DELIVERY_PACE_S = 0.5


def build(settings: CorrespondenceSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    letters = Letters(service.keys, settings.made_up_data)
    actions = Actions(service, settings, letters)
    post = GovukNotifyPost(settings.notify_api_key.get_secret_value(), settings.notify_api_url)
    deliveries = Deliveries(service.db, post, settings.public_url)
    return service.build(
        build_consumes(service.keys),
        [build_api(actions), build_receipts(deliveries, settings.notify_callback_token)],
        [Every("deliveries", DELIVERY_PACE_S, deliveries.round)],
    )


def create() -> FastAPI:
    """For ``uvicorn services.correspondence.app:create --factory``."""
    set_up_logging("correspondence")
    return build(CorrespondenceSettings())
