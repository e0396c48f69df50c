"""The partnership on its way to a rapid review: scope, meetings, drafts, signatures, statements, the document."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import View
from contracts.review.agency_return import Agency
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of, offering
from services.correspondence.web.shown.case import CaseShown


class Scope(Form):
    """What is looked at."""

    looks_from: date = Field(json_schema_extra={"error": "Enter the first day of the period"})
    looks_to: date = Field(json_schema_extra={"error": "Enter the last day of the period"})
    lines: Text | None = None


class Meet(Form):
    """A review meeting."""

    held_on: date = Field(json_schema_extra={"error": "Enter the day on which it was held"})
    attended: list[Agency] = []
    note: Text | None = None


class Draft(Form):
    """A draft to be signed."""

    drafted_on: date = Field(json_schema_extra={"error": "Enter the day of the draft"})
    document_id: UUID | None = None
    note: Text | None = None


class Sign(Form):
    """A signature of one's own organisation."""

    read: list[str] = Field(json_schema_extra={"error": "Confirm that you sign this draft"})
    reservation: Text | None = None


class State(Form):
    """One's own organisation's position."""

    view: View = Field(json_schema_extra={"error": "Choose your organisation's view"})
    statement: Text = Field(json_schema_extra={"error": "Write the statement"})
    withheld: list[str] = []


class SendDocument(Form):
    """The rapid review as a document of any kind."""

    document_id: UUID | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Without a document nothing is sent."""
        if self.document_id is None:
            yield "document", "Choose the document"


async def draft_said(_actions: Actions, _case: CaseShown, form: Draft) -> Said:
    """The draft, with its document where there is one."""
    document = {"id": str(form.document_id)} if form.document_id else None
    return {"drafted_on": form.drafted_on, "document": document, "note": form.note}


async def sign_said(_actions: Actions, case: CaseShown, form: Sign) -> Said:
    """The signature of the reader's own organisation."""
    return {"partner": case.partner, "reservation": form.reservation}


async def state_said(_actions: Actions, case: CaseShown, form: State) -> Said:
    """The position of the reader's own organisation."""
    return {
        "partner": case.partner,
        "view": form.view,
        "withheld": bool(form.withheld),
        "statement": form.statement,
    }


async def document_said(_actions: Actions, _case: CaseShown, form: SendDocument) -> Said:
    """The document alone."""
    return {"document": {"id": str(form.document_id)}}


SCOPE = MovePage(
    command="scope-rapid-review",
    title="Scope the rapid review",
    done="The scope is recorded.",
    form=Scope,
)
MEET = MovePage(
    command="record-review-meeting",
    title="Record a rapid review meeting",
    done="The meeting is recorded.",
    form=Meet,
    choices=offering(agencies=choices_of(Agency)),
)
DRAFT = MovePage(
    command="record-review-draft",
    title="Put a draft up for signature",
    done="The draft awaits the signatures of the three partners.",
    form=Draft,
    said=draft_said,
    takes_file=True,
)
SIGN = MovePage(
    command="sign-off-rapid-review",
    title="Sign the draft for your organisation",
    done="Your organisation has signed.",
    form=Sign,
    said=sign_said,
)
STATE = MovePage(
    command="state-position",
    title="State the position of your organisation",
    done="The position of your organisation is recorded.",
    form=State,
    choices=offering(views=choices_of(View)),
    said=state_said,
)
SEND_DOCUMENT = MovePage(
    command="send-rapid-review-document",
    title="Send the rapid review as a document alone",
    again="Send another version as a document alone",
    done="The document is sent to the Panel. Its core can be confirmed now or later.",
    form=SendDocument,
    said=document_said,
    takes_file=True,
)
