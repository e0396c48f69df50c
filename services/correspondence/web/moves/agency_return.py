"""The partnership asks agencies for their returns; each partner gives those reached through it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Partner
from contracts.review.agency_return import Agency, ReturnOutcome
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of, offering
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.returns import returns_of

AGENCIES_MAX = 10
THROUGH = {
    Agency.POLICE: Partner.POLICE,
    Agency.PROBATION: Partner.POLICE,
    Agency.HEALTH_COMMISSIONER: Partner.HEALTH,
    Agency.HOSPITAL: Partner.HEALTH,
    Agency.GENERAL_PRACTICE: Partner.HEALTH,
    Agency.COMMUNITY_HEALTH: Partner.HEALTH,
    Agency.MENTAL_HEALTH: Partner.HEALTH,
}
"""Through which partner an agency is reached, where nobody says otherwise; the others through the authority."""


class AgencyRow(Form):
    """One agency to be asked."""

    agency: Agency | None = None
    name: Text | None = None
    partner: Partner | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """An agency has its kind."""
        if not self.agency and (self.name or self.partner):
            yield "agency", "Choose the kind of agency, or empty the rest"


class Ask(Form):
    """Who is asked, and by when."""

    agencies: list[AgencyRow] = []
    due_on: date | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Somebody is asked."""
        if not any(row.agency for row in self.agencies):
            yield "agencies", "Choose at least one agency"


class Give(Form):
    """A return, or why none will come."""

    number: int = Field(json_schema_extra={"error": "Choose whose return it is"})
    outcome: ReturnOutcome = Field(json_schema_extra={"error": "Say what came of it"})
    document_id: UUID | None = None
    summary: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A return holds something."""
        if self.outcome is ReturnOutcome.GIVEN and not (self.document_id or self.summary):
            yield "summary", "Send the return as a document, or write what it holds"


async def ask_said(_actions: Actions, _case: CaseShown, form: Ask) -> Said:
    """The agencies, each with the partner through which it is reached."""
    rows = [(row.agency, row) for row in form.agencies if row.agency]
    return {
        "agencies": [
            {
                "agency": agency,
                "partner": row.partner or THROUGH.get(agency, Partner.AUTHORITY),
                "name": row.name,
            }
            for agency, row in rows
        ],
        "due_on": form.due_on,
    }


async def give_said(_actions: Actions, case: CaseShown, form: Give) -> Said:
    """The return, given by the reader's own organisation."""
    return {
        "partner": case.partner,
        "number": form.number,
        "outcome": form.outcome,
        "document": {"id": str(form.document_id)} if form.document_id else None,
        "summary": form.summary,
    }


async def asked(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The returns that this reader may give: the authority all, the others their own."""
    async with actions.service.db.read() as conn:
        found = await returns_of(conn, actions.service.keys, case.incident_id, case.entries)
    own = [one for one in found if case.partner in (Partner.AUTHORITY, one.partner)]
    return {
        "returns": [(str(one.number), f"{one.words}: {one.standing}") for one in own],
        "outcomes": choices_of(ReturnOutcome),
    }


ASK = MovePage(
    command="ask-agency-returns",
    title="Ask agencies for their returns",
    done="The agencies are asked. What is overdue is asked for again by itself.",
    form=Ask,
    choices=offering(
        agencies=choices_of(Agency), partners=choices_of(Partner), rows=range(AGENCIES_MAX)
    ),
    said=ask_said,
)
GIVE = MovePage(
    command="give-agency-return",
    title="Give the return of an agency",
    done="The return is recorded.",
    form=Give,
    choices=asked,
    said=give_said,
    takes_file=True,
)
