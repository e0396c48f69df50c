"""The children's identities, shown to whom it may concern, with a purpose, and written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from chassis.access import audit_read, known_as
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.matching import others_of
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import Identity
from services.notify.web.purpose import PurposeForm

Staff = Annotated[Actor, Depends(needs(POLICY, "see_identity"))]


@dataclass(frozen=True)
class ChildView:
    """One child as the page shows it; ``others``: incidents in which it appears too."""

    title: str
    rows: Sequence[tuple[str, str]]
    others: Sequence[str] = ()


@dataclass(frozen=True)
class IdentityView:
    """The page of one notification: without ``children`` it asks for the purpose first."""

    reference: str
    desk_url: str
    purpose: str = ""
    children: Sequence[ChildView] = ()


def build_identity(notifications: Notifications, desk_url: str) -> APIRouter:
    """The page of one notification's children; ``desk_url`` is where the desk is."""
    routes = APIRouter(tags=["identity"])
    service, people = notifications.service, notifications.people

    @routes.get("/identity/{reference}")
    async def ask_purpose(request: Request, reference: str, actor: Staff) -> Response:
        """Ask for the purpose before anything is shown."""
        found = await notifications.find(reference, actor, "see_identity")
        empty: Filled[PurposeForm] = Filled()
        view = IdentityView(found.reference, desk_url)
        return render(request, "identity.html", view, form=empty)

    @routes.post("/identity/{reference}")
    async def show(request: Request, reference: str, actor: Staff, posted: PostedForm) -> Response:
        """Who the children are; the look is written down before it is given."""
        found = await notifications.find(reference, actor, "see_identity")
        form = posted.read(PurposeForm)
        if form.model is None:
            view = IdentityView(found.reference, desk_url)
            return render(request, "identity.html", view, form=form)
        purpose = form.model.purpose
        async with service.db.begin() as tx:
            await audit_read(
                tx.conn, actor, "saw identity", found.reference, at=tx.now, purpose=purpose
            )
            children = await people.load(tx.conn, found.id)
            others = await others_of(tx.conn, found.id, known_as(actor))
        shown = tuple(child_view(child, others) for child in children)
        view = IdentityView(found.reference, desk_url, purpose, shown)
        return render(request, "identity.html", view, form=form)

    return routes


def child_view(child: Identity, others: Mapping[UUID, Sequence[str]] | None = None) -> ChildView:
    """A child's identity as words and values; what is not known says so."""
    names = " ".join(filter(None, (child.given_names, child.family_name)))
    born = ("Expected date of birth", _day(child.expected_date_of_birth))
    if child.date_of_birth or not child.expected_date_of_birth:
        born = ("Date of birth", _day(child.date_of_birth))
    number = child.nhs_number
    rows = (
        ("Name", names),
        born,
        ("NHS number", f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""),
        ("Address", child.address or ""),
    )
    return ChildView(
        f"Child {child.number}",
        [(words, value or "Not known") for words, value in rows],
        (others or {}).get(child.id, ()),
    )


def _day(iso: str | None) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
