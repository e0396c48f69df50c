"""Find a child's notifications by whole values; the search is written down, what was sought is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BeforeValidator, Field, StringConstraints

from chassis.access import audit_read, known_as
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.http_words import digits_of
from services.notify.access import POLICY
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications
from services.notify.notification.hashes import Sought
from services.notify.web.purpose import PurposeForm

FOUND_MAX = 100
Staff = Annotated[Actor, Depends(needs(POLICY, "see_identity"))]
Name = Annotated[str, StringConstraints(max_length=200)]
WORDS = {
    "family_name": "family name",
    "given_names": "given names",
    "date_of_birth": "date of birth",
    "nhs_number": "NHS number",
}


def _digits(value: object) -> object:
    return digits_of(value) if isinstance(value, str) else value


class SearchForm(PurposeForm):
    """What is known of a child, and why it is sought."""

    family_name: Name | None = None
    given_names: Name | None = None
    date_of_birth: date | None = None
    nhs_number: Annotated[
        str | None, BeforeValidator(_digits), StringConstraints(pattern="^[0-9]{10}$")
    ] = Field(None, json_schema_extra={"error": "Enter an NHS number of ten digits."})

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Something must be sought."""
        if not self.by:
            yield "family_name", "Enter a name, a date of birth or an NHS number."

    @property
    def by(self) -> list[str]:
        """By what the child is sought, in words."""
        return [words for name, words in WORDS.items() if getattr(self, name)]

    @property
    def sought(self) -> Sought:
        """What is sought."""
        born = self.date_of_birth.isoformat() if self.date_of_birth else None
        return Sought(self.family_name, self.given_names, born, self.nhs_number)


@dataclass(frozen=True)
class SearchView:
    """The search and, once it was made, the references it found."""

    found: Sequence[str] | None = None
    more: bool = False


def build_search(notifications: Notifications) -> APIRouter:
    """The page of the search."""
    routes = APIRouter(tags=["identity"])
    service, people = notifications.service, notifications.people

    @routes.get("/identity")
    async def ask(request: Request, _actor: Staff) -> Response:
        """A form to search by what is known of a child."""
        empty: Filled[SearchForm] = Filled()
        return render(request, "search.html", SearchView(), form=empty)

    @routes.post("/identity")
    async def search(request: Request, actor: Staff, posted: PostedForm) -> Response:
        """The references in which a child has all of this."""
        form = posted.read(SearchForm)
        if form.model is None:
            return render(request, "search.html", SearchView(), form=form)
        action = f"searched by {' and '.join(form.model.by)}"
        async with service.db.begin() as tx:
            held = await people.find(tx.conn, form.model.sought, FOUND_MAX)
            found = await queries.references_of(
                tx.conn, [one.incident_id for one in held], known_as(actor)
            )
            for reference in found or ["nothing found"]:
                await audit_read(
                    tx.conn, actor, action, reference, at=tx.now, purpose=form.model.purpose
                )
        view = SearchView(found, len(held) == FOUND_MAX)
        return render(request, "search.html", view, form=form)

    return routes
