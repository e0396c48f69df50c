"""The partnership explains a delay, and sends its rapid review."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import DelayReason, Partner, Theme, View
from contracts.reasons import ReviewReason
from services.correspondence.actions import Actions
from services.correspondence.web.moves.kind import (
    PARTNERS,
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
    offering,
)
from services.correspondence.web.shown.case import CaseShown

LEARNING_MAX = 4
CHOOSE_REASON: dict[str, Any] = {"error": "Choose the reason"}
ENTER_DAY: dict[str, Any] = {"error": "Enter the day on which you expect it"}


class ExplainDelay(Form):
    """Why it is late."""

    reason: DelayReason = Field(json_schema_extra=CHOOSE_REASON)
    expected_on: date = Field(json_schema_extra=ENTER_DAY)
    explanation: Text | None = None


class Position(Form):
    """One partner's row."""

    partner: Partner
    view: View | None = None
    withheld: list[str] = []
    reservation: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """What is reserved or withheld belongs to a view."""
        if not self.view and (self.withheld or self.reservation):
            yield "view", f"Choose the view, or empty the rest: {self.partner.label}"


class Learning(Form):
    """One learning point's row."""

    theme: Theme | None = None
    text: Text | None = None
    owner: str | None = None
    due_on: date | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A learning point has its theme, its words and its owner."""
        if not any((self.theme, self.text, self.owner, self.due_on)):
            return
        if not self.theme:
            yield "theme", "Choose the theme of the learning point"
        if not self.text:
            yield "text", "Write the learning point, or empty the rest of it"
        if not self.owner:
            yield "owner", "Name who owns the learning point"


class Submit(Form):
    """The structured core of a rapid review."""

    document_id: UUID | None = None
    partnership_view: View = Field(
        json_schema_extra={"error": "Choose the partnership's view on an LCSPR"}
    )
    positions: list[Position] = []
    rationale: Text | None = None
    reason_codes: list[ReviewReason] = []
    summary: Text | None = None
    themes: list[Theme] = []
    learning: list[Learning] = []


def position_said(row: Position) -> Said:
    """A stated position as the command takes it."""
    return {
        "partner": row.partner,
        "view": row.view,
        "withheld": bool(row.withheld),
        "reservation": row.reservation,
    }


async def submit_said(_actions: Actions, _case: CaseShown, form: Submit) -> Said:
    """The command's fields, with the document that was sent."""
    return {
        "document": {"id": str(form.document_id)} if form.document_id else None,
        "partnership_view": form.partnership_view,
        "positions": [position_said(row) for row in form.positions if row.view],
        "rationale": form.rationale,
        "reason_codes": form.reason_codes,
        "summary": form.summary,
        "themes": form.themes,
        "learning": [row.model_dump(mode="json") for row in form.learning],
    }


def submit_start(_case: CaseShown) -> dict[str, str]:
    """A row for each partner."""
    return in_rows("positions", "partner", PARTNERS)


EXPLAIN_DELAY = MovePage(
    command="explain-rapid-review-delay",
    title="Explain a delay of the rapid review",
    done="The delay is explained. The due date stays as it was.",
    form=ExplainDelay,
    choices=offering(reasons=choices_of(DelayReason)),
)
SUBMIT = MovePage(
    command="submit-rapid-review",
    title="Send the rapid review",
    done="The rapid review is sent to the Panel.",
    form=Submit,
    choices=offering(
        views=choices_of(View),
        partners=list(enumerate(PARTNERS)),
        reasons=choices_of(ReviewReason),
        themes=choices_of(Theme),
        learning=range(LEARNING_MAX),
    ),
    start=submit_start,
    said=submit_said,
    takes_file=True,
)
