"""The children's identities, shown to whom it may concern, with a purpose, and written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field, StringConstraints

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import Link, render
from services.notify.access import POLICY
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import Identity

Staff = Annotated[Actor, Depends(needs(POLICY, "see_identity"))]
Words = Annotated[str, StringConstraints(min_length=5, max_length=300)]


class PurposeForm(Form):
    """Why someone wants to see who the children are."""

    purpose: Words = Field(
        json_schema_extra={"error": "Say in a few words why you need to see who the children are."}
    )


class SearchForm(PurposeForm):
    """A child's family name, and why."""

    family_name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        json_schema_extra={"error": "Enter the family name in full."}
    )


@dataclass(frozen=True)
class ChildView:
    """One child as the page shows it."""

    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class IdentityView:
    """The page of one notification: without ``children`` it asks for the purpose first."""

    reference: str
    desk_url: str
    purpose: str = ""
    children: Sequence[ChildView] = ()


@dataclass(frozen=True)
class SearchView:
    """The search and, once it was made, the references it found."""

    found: Sequence[str] | None = None


def navigation(actor: Actor) -> Sequence[Link]:
    """What this person may open here."""
    return (Link("Search by name", "/identity"),) if POLICY.may(actor, "see_identity") else ()


def build_identity(notifications: Notifications, desk_url: str) -> APIRouter:
    """The pages of identity; ``desk_url`` is where the desk is."""
    routes = APIRouter(tags=["identity"])
    service, people = notifications.service, notifications.people

    @routes.get("/identity")
    async def ask_name(request: Request, _actor: Staff) -> Response:
        """A form to search by family name."""
        empty: Filled[SearchForm] = Filled()
        return render(request, "search.html", SearchView(), form=empty)

    @routes.post("/identity")
    async def search(request: Request, actor: Staff, posted: PostedForm) -> Response:
        """The references in which a child has this name; the search is written down, unnamed."""
        form = posted.read(SearchForm)
        if form.model is None:
            return render(request, "search.html", SearchView(), form=form)
        async with service.db.begin() as tx:
            incidents = await people.find(tx.conn, form.model.family_name)
            found = await queries.references_of(tx.conn, incidents)
            for reference in found or ["nothing found"]:
                await audit_read(
                    tx.conn,
                    actor,
                    "searched by name",
                    reference,
                    at=tx.now,
                    purpose=form.model.purpose,
                )
        return render(request, "search.html", SearchView(found), form=form)

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
        shown = tuple(child_view(child) for child in children)
        view = IdentityView(found.reference, desk_url, purpose, shown)
        return render(request, "identity.html", view, form=form)

    return routes


def child_view(child: Identity) -> ChildView:
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
        f"Child {child.number}", [(words, value or "Not known") for words, value in rows]
    )


def _day(iso: str | None) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
