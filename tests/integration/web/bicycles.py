"""A site of no consequence, on which the chassis's pages are tried."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from chassis.access import Policy, everywhere
from chassis.consume import Consumes
from chassis.errors import NotFound, Refused, Stale
from chassis.identity import Actor
from chassis.service import Service
from chassis.settings import ServiceSettings
from chassis.web.bearer import bearer
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs, public
from chassis.web.mount import mount_pages
from chassis.web.pages import Link, Site, render

POLICY = Policy({"secretary": {"lend": everywhere}, "case_system": {"count": everywhere}})
Lender = Annotated[Actor, Depends(needs(POLICY, "lend"))]
Counter = Annotated[Actor, Depends(needs(POLICY, "count", bearer))]


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Borrower(BaseModel):
    name: str


class LoanForm(Form):
    borrower: Borrower
    from_day: date
    size: Size
    place: str
    extras: list[str] = []
    reasons: str = Field(max_length=20, json_schema_extra={"error": "Enter the reasons."})


@dataclass(frozen=True)
class LoanView:
    asked_on: date = date(2026, 4, 9)
    asked_at: datetime = datetime(2026, 4, 9, 15, 45, tzinfo=UTC)


@dataclass
class Bicycles:
    """The running site, and what it was asked to record."""

    service: Service
    app: FastAPI
    loans: dict[UUID, LoanForm] = field(default_factory=dict)


def build(settings: ServiceSettings) -> Bicycles:
    """The site; its database is opened by the test."""
    service = Service(settings)
    routes = APIRouter(include_in_schema=False)
    app = service.build(Consumes(settings.service), [routes])
    made = Bicycles(service, app)
    _pages(routes, made)
    app.include_router(routes)
    here = Path(__file__).parent / "templates"
    links = (Link("Loans", "/"), Link("Repairs", "/repairs"))
    mount_pages(app, Site("Bicycle library", here, lambda _actor: links))
    return made


def _pages(routes: APIRouter, made: Bicycles) -> None:
    @routes.get("/")
    async def loan(request: Request, _who: Lender) -> Response:
        return render(request, "every_part.html", LoanView(), form=Filled())

    @routes.post("/")
    async def lend(request: Request, _who: Lender, posted: PostedForm) -> Response:
        form = posted.read(LoanForm)
        if form.model is None:
            return render(request, "every_part.html", LoanView(), form=form)
        if form.model.place == "south":
            no = form.but(Refused("The south is closed.", "rule 7", "place"))
            return render(request, "every_part.html", LoanView(), form=no, status=409)
        made.loans[posted.command_id] = form.model
        return RedirectResponse("/?saved=yes", status_code=303)

    @routes.post("/refuse")
    async def refuse(_who: Lender) -> Response:
        raise Refused("It is out already.", "rule 3")

    @routes.post("/stale")
    async def stale(_who: Lender) -> Response:
        raise Stale

    @routes.get("/lost")
    async def lost(_who: Lender) -> Response:
        raise NotFound("There is no such bicycle.")

    @routes.get("/broken", dependencies=[Depends(public)])
    async def broken() -> Response:
        message = "canary-in-the-message"
        raise RuntimeError(message)

    @routes.get("/v1/count")
    async def count(_who: Counter) -> dict[str, int]:
        return {"loans": len(made.loans)}
