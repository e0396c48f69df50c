"""``/v1/receipts``: GOV.UK Notify says by itself what became of a message."""

from hmac import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from chassis.errors import NotFound
from chassis.identity import NotSignedIn
from chassis.web.guard import public
from services.correspondence.delivery.rounds import Deliveries
from services.correspondence.news.rounds import News
from services.correspondence.post import receipt_of


class CalledIn(BaseModel):
    """The parts of the provider's receipt that are read; it may send more."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    reference: Annotated[str, Field(max_length=200)]
    status: Annotated[str, Field(max_length=40)]


def build_receipts(deliveries: Deliveries, token: SecretStr | None, news: News) -> APIRouter:
    """The route, whose caller has no account but a token; without one in the settings nobody may."""
    routes = APIRouter(prefix="/v1/receipts", tags=["receipts"])

    @routes.post("/govuk-notify", status_code=204, dependencies=[Depends(public)])
    async def receive(said: CalledIn, authorization: Annotated[str, Header()] = "") -> None:
        """Take one receipt; the same one again changes nothing."""
        expected = f"Bearer {token.get_secret_value()}" if token else ""
        if not expected or not compare_digest(authorization.encode(), expected.encode()):
            raise NotSignedIn("a bearer token is needed")
        receipt = receipt_of(said.status)
        if not any([await one.receipt(said.reference, receipt) for one in (deliveries, news)]):
            raise NotFound("There is no such message.")

    return routes
