"""The partnership explains a delay, sends its rapid review, and confirms what a document says."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import DelayReason, Partner, Theme, View
from contracts.reasons import ReviewReason
from contracts.review.rapid_review import Section
from contracts.vocabulary import vocabulary_on
from services.correspondence.template.rapid_review import TEMPLATE_VERSION
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.withheld import kept_from
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

LEARNING_MAX = 10
SECTIONS = [one for one in Section if one is not Section.OTHER]
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
    learning_id: UUID | None = None

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


class SectionRow(Form):
    """One section of the optional template."""

    section: Section
    text: Text | None = None


class Core(Form):
    """The structured core of a rapid review."""

    partnership_view: View = Field(
        json_schema_extra={"error": "Choose the partnership's view on an LCSPR"}
    )
    positions: list[Position] = []
    rationale: Text | None = None
    reason_codes: list[ReviewReason] = []
    summary: Text | None = None
    themes: list[Theme] = []
    learning: list[Learning] = []
    sections: list[SectionRow] = []


class Submit(Core):
    """A rapid review, in a document of any kind, by the template, or both."""

    document_id: UUID | None = None
    template_version: str | None = None


class Confirm(Core):
    """The core of a version that came as a document alone, and who stands for it."""

    version: int
    confirmed_by: str = Field(json_schema_extra={"error": "Enter your name and post"})


def position_said(row: Position) -> Said:
    """A stated position as the command takes it."""
    return {
        "partner": row.partner,
        "view": row.view,
        "withheld": bool(row.withheld),
        "reservation": row.reservation,
    }


def core_said(form: Core) -> Said:
    """The core as a command takes it; what was left empty is left out."""
    rows = [row for row in form.learning if row.text]
    return {
        "partnership_view": form.partnership_view,
        "positions": [position_said(row) for row in form.positions if row.view],
        "rationale": form.rationale,
        "reason_codes": form.reason_codes,
        "summary": form.summary,
        "themes": form.themes,
        "learning": [row.model_dump(mode="json") for row in rows],
        "sections": [row.model_dump(mode="json") for row in form.sections if row.text],
    }


async def submit_said(_actions: Actions, _case: CaseShown, form: Submit) -> Said:
    """The command's fields, with the document that was sent and the template that was used."""
    said = core_said(form)
    by_template = form.template_version or (TEMPLATE_VERSION if said["sections"] else None)
    return {
        **said,
        "document": {"id": str(form.document_id)} if form.document_id else None,
        "template_version": by_template,
    }


async def confirm_said(_actions: Actions, _case: CaseShown, form: Confirm) -> Said:
    """The core, and who stands for it."""
    return {**core_said(form), "version": form.version, "confirmed_by": form.confirmed_by}


def submit_start(_case: CaseShown) -> dict[str, str]:
    """A row for each partner and for each section."""
    return {
        **in_rows("positions", "partner", PARTNERS),
        **in_rows("sections", "section", SECTIONS),
    }


def confirm_start(case: CaseShown) -> dict[str, str]:
    """The version that is here, and the rows."""
    version = case.told.review_version if case.told else 0
    return {"version": str(version), **submit_start(case)}


async def core_choices(_actions: Actions, case: CaseShown) -> dict[str, Any]:
    """The lists of the core; the themes are those of the day."""
    terms = vocabulary_on(case.today).terms
    return {
        "views": choices_of(View),
        "reasons": choices_of(ReviewReason),
        "partners": list(enumerate(PARTNERS)),
        "kept": kept_from(case.entries),
        "themes": [(one.value, one.label) for one in terms],
        "learning": range(LEARNING_MAX),
        "sections": list(enumerate(SECTIONS)),
    }


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
    again="Send another version of the rapid review",
    done="The rapid review is sent to the Panel.",
    form=Submit,
    choices=core_choices,
    start=submit_start,
    said=submit_said,
    takes_file=True,
)
CONFIRM = MovePage(
    command="confirm-rapid-review",
    title="Confirm what the rapid review says",
    done="The core of the rapid review is confirmed.",
    form=Confirm,
    choices=core_choices,
    start=confirm_start,
    said=confirm_said,
    read_from=("version",),
)
