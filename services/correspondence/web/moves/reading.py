"""The Panel reads a rapid review: its own checklist, markers of quality, or back as incomplete."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Theme
from contracts.review.reading import Considered, Judgement, Missing, QualityMarker
from contracts.vocabulary import vocabulary_on
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import (
    MovePage,
    Said,
    Text,
    choices_of,
    in_rows,
    offering,
)
from services.correspondence.web.shown.case import CaseShown

MARKERS = [one for one in QualityMarker if one is not QualityMarker.OTHER]


class ThemeRow(Form):
    """The answer to one theme of the checklist."""

    theme: Theme
    answer: Considered | None = None
    because: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Each theme has an answer, and not relevant is said with the reason."""
        if self.answer is None:
            yield "answer", f"Say whether it was considered: {self.theme.label}"
        if self.answer is Considered.NOT_RELEVANT and not self.because:
            yield "because", f"Say why it is not relevant: {self.theme.label}"


class MarkerRow(Form):
    """One marker of quality."""

    marker: QualityMarker
    judgement: Judgement | None = None
    note: Text | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """A note belongs to a judgement."""
        if self.note and not self.judgement:
            yield "judgement", f"Choose how strong it is, or empty the note: {self.marker.label}"


class Assess(Form):
    """The checklist and the markers for one version."""

    version: int
    themes: list[ThemeRow] = []
    markers: list[MarkerRow] = []


class SendBack(Form):
    """What is missing."""

    version: int
    missing: list[Missing] = Field(json_schema_extra={"error": "Choose what is missing"})
    explanation: Text = Field(json_schema_extra={"error": "Say what would help"})


def read_version(case: CaseShown) -> dict[str, str]:
    """The version of the page as it was read."""
    return {"version": str(case.told.review_version if case.told else 0)}


def assess_start(case: CaseShown) -> dict[str, str]:
    """The version, a row for each theme of the checklist of the day, and one for each marker."""
    themes = list(vocabulary_on(case.today).checklist)
    rows = {**in_rows("themes", "theme", themes), **in_rows("markers", "marker", MARKERS)}
    return {**read_version(case), **rows}


async def assess_said(_actions: Actions, _case: CaseShown, form: Assess) -> Said:
    """The answers, and the markers that were judged."""
    return {
        "version": form.version,
        "themes": [row.model_dump(mode="json") for row in form.themes],
        "markers": [row.model_dump(mode="json") for row in form.markers if row.judgement],
    }


async def assess_choices(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The rows and their answers."""
    return {
        "themes": list(enumerate(vocabulary_on(case.today).checklist)),
        "answers": choices_of(Considered),
        "markers": list(enumerate(MARKERS)),
        "judgements": choices_of(Judgement),
    }


ASSESS = MovePage(
    command="assess-rapid-review",
    title="Read the rapid review: checklist and quality",
    done="The reading is recorded.",
    form=Assess,
    start=assess_start,
    choices=assess_choices,
    said=assess_said,
    read_from=("version",),
)
SEND_BACK = MovePage(
    command="return-rapid-review",
    title="Send the rapid review back as incomplete",
    done="The partnership is told what is missing.",
    form=SendBack,
    start=read_version,
    choices=offering(missing=choices_of(Missing)),
    read_from=("version",),
)
