"""The Panel looks a case through, gives it to lead readers, hears them, and records conflicts and dissent."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from chassis.web.forms import Form
from chassis.web.words import many
from contracts.codes import Outcome
from contracts.review.preparation import Route
from services.correspondence.read_models import members, readers
from services.correspondence.read_models.members import Member
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of
from services.correspondence.web.shown.case import CaseShown


class Triage(Form):
    """How the meeting will take it."""

    route: Route = Field(json_schema_extra={"error": "Choose how the meeting will take it"})
    sectors: list[str] = []
    note: Text | None = None


class Allocate(Form):
    """How its lead readers are found, and whom a person names."""

    how: Literal["load", "named"] = Field(
        json_schema_extra={"error": "Choose how the readers are found"}
    )
    member_ids: list[str] = []

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Who names readers, ticks them."""
        if self.how == "named" and not self.member_ids:
            yield "member_ids", "Tick the readers"


class Comment(Form):
    """What a lead reader says."""

    member_id: str | None = Field(None, json_schema_extra={"error": "Choose whose comment it is"})
    comment: Text = Field(json_schema_extra={"error": "Write your comment"})
    proposes: Outcome | None = None


class Conflict(Form):
    """Why a member takes no part."""

    reason: Text = Field(json_schema_extra={"error": "Say why"})


class Dissent(Form):
    """Who does not share the decision, and why."""

    member_id: str | None = Field(None, json_schema_extra={"error": "Choose who dissents"})
    reason: Text = Field(json_schema_extra={"error": "Say why"})


async def sector_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The routes, and the sectors from which members serve today."""
    async with actions.service.db.read() as conn:
        serving = await members.serving(conn, case.today)
    named = {one.sector: one.sector_words for one in serving}
    return {"routes": choices_of(Route), "sectors": sorted(named.items())}


async def reader_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """Who may read it, whoever reads least on top; and who may not, with the reason."""
    async with actions.service.db.read() as conn:
        serving = await members.serving(conn, case.today)
        loads = await readers.loads(conn, case.incident_id)
    recused = {e.fact["member_id"] for e in case.entries if e.name == "member-recused"}
    shut_out = {one.id: why for one in serving if (why := _why_not(one, case, recused))}
    free = sorted(
        (one for one in serving if one.id not in shut_out), key=lambda one: loads.get(one.id, 0)
    )
    return {
        "members": [(one.id, f"{one.words}: {_load(loads.get(one.id, 0))}") for one in free],
        "ways": [("load", "By sector and load"), ("named", "These members")],
        "shut_out": [f"{one.words}: {shut_out[one.id]}" for one in serving if one.id in shut_out],
    }


def _why_not(one: Member, case: CaseShown, recused: set[str]) -> str | None:
    if one.id in recused:
        return "recused from this case"
    tied = one.is_tied_to(case.source.partnership, case.today)
    return "tied to this partnership" if tied else None


def _load(number: int) -> str:
    return f"reads {many(number, 'other case')}"


async def serving_choices(actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The members of today by name: for those who record for a member; and the outcomes."""
    async with actions.service.db.read() as conn:
        serving = await members.serving(conn, case.today)
    return {
        "members": [(one.id, one.words) for one in serving],
        "outcomes": choices_of(Outcome, "other"),
    }


async def by_load(_actions: Actions, _case: CaseShown, form: Allocate) -> Said:
    """Those who were ticked; nobody where review is to find them."""
    return {"member_ids": form.member_ids if form.how == "named" else []}


TRIAGE = MovePage(
    command="triage-case",
    title="Look the case through",
    done="How the meeting will take it is recorded.",
    form=Triage,
    choices=sector_choices,
)
ALLOCATE = MovePage(
    command="allocate-readers",
    title="Choose its lead readers",
    done="The case has its lead readers.",
    form=Allocate,
    choices=reader_choices,
    said=by_load,
)
COMMENT = MovePage(
    command="comment-as-reader",
    title="Comment as a lead reader",
    done="Your comment is kept for the meeting.",
    form=Comment,
    choices=serving_choices,
)
CONFLICT = MovePage(
    command="declare-conflict",
    title="Declare a conflict of interest",
    done="You take no part in this case.",
    form=Conflict,
)
DISSENT = MovePage(
    command="record-dissent",
    title="Record that a member dissents",
    done="The dissent is recorded. The decision stands.",
    form=Dissent,
    choices=serving_choices,
)
