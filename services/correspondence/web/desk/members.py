"""The register of members: who serves, how prepared, tied to whom; each change is a command to review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import AfterValidator, Field

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm, day_fields
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.review.member import Preparation
from services.correspondence import directory
from services.correspondence.access import POLICY
from services.correspondence.read_models import members
from services.correspondence.read_models.members import Member
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.answered import LATER, refused_here
from services.correspondence.web.moves.kind import Choices, choices_of
from services.correspondence.web.shown.words import day, label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Keeper = Annotated[Actor, Depends(needs(POLICY, "keep_members"))]
LIST, ONE = "pages/desk/members.html", "pages/desk/member.html"
DAY = Field(json_schema_extra={"error": "Enter the day"})
Sector = Annotated[str, AfterValidator(lambda said: said.lower().replace(" ", "_"))]
"""A sector as people write it, ``Social care``; the register has it as a code."""


class Enter(Form):
    """A new member."""

    name: str = Field(json_schema_extra={"error": "Enter the name"})
    member_id: str = Field(json_schema_extra={"error": "Enter the name with which they sign in"})
    sector: Sector = Field(json_schema_extra={"error": "Enter the sector, as in social care"})
    serves_from: date = Field(json_schema_extra={"error": "Enter the first day of the term"})


class Correct(Form):
    """What the register should say."""

    name: str = Field(json_schema_extra={"error": "Enter the name"})
    sector: Sector = Field(json_schema_extra={"error": "Enter the sector, as in social care"})
    serves_from: date = Field(json_schema_extra={"error": "Enter the first day of the term"})


class EndTerm(Form):
    """The last day."""

    last_day: date = DAY


class Prepare(Form):
    """A preparation that took place."""

    preparation: Preparation = Field(json_schema_extra={"error": "Choose what it was"})
    done_on: date = DAY


class Practise(Form):
    """Until when; empty: they still practise."""

    practised_until: date | None = None


class Tie(Form):
    """A partnership that they are tied to."""

    partnership: str = Field(json_schema_extra={"error": "Choose the partnership"})
    until: date | None = None


FORMS: Mapping[str, type[Form]] = {
    "correct-member": Correct,
    "end-member-term": EndTerm,
    "record-preparation": Prepare,
    "record-practice": Practise,
    "declare-interest": Tie,
}


@dataclass(frozen=True)
class MembersPage:
    """All members, those who serve first."""

    serving: Sequence[Member]
    others: Sequence[Member]
    may_keep: bool
    done: str | None


@dataclass(frozen=True)
class MemberPage:
    """One member, and what can be said of them; ``asked``: the form that was sent."""

    member: Member
    rows: Sequence[tuple[str, str]]
    preparations: Choices
    partnerships: Choices
    may_keep: bool
    asked: str = ""
    done: str | None = None


def build_members(actions: Actions) -> APIRouter:
    """The register, a new member, and one member's page."""
    routes = APIRouter(prefix="/desk/members", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        view = await _list(actions, actor, request.query_params.get("now"))
        return render(request, LIST, view, form=Filled())

    @routes.post("")
    async def enter(request: Request, actor: Keeper, posted: PostedForm) -> Response:
        view, form = await _list(actions, actor, None), posted.read(Enter)
        if form.model is None:
            return render(request, LIST, view, form=form)
        said = {"members": [form.model.model_dump(mode="json")]}
        try:
            now = await _give(actions, actor, "register-members", said, posted.command_id)
        except (Refused, Invalid) as no:
            return render(request, LIST, view, form=form.but(no), status=409)
        return RedirectResponse(f"/desk/members?now={now}", status_code=303)

    @routes.get("/{member_id}")
    async def one(request: Request, member_id: str, actor: Reader) -> Response:
        view = await _one(actions, actor, member_id, now=request.query_params.get("now"))
        return render(request, ONE, view, form=Filled(_as_it_stands(view.member)))

    @routes.post("/{member_id}/{command}")
    async def change(
        request: Request, member_id: str, command: str, actor: Keeper, posted: PostedForm
    ) -> Response:
        view = await _one(actions, actor, member_id, asked=command)
        if command not in FORMS:
            raise NotFound("There is no such form.")
        form = posted.read(FORMS[command])
        if form.model is None:
            return render(request, ONE, view, form=_beside(form, view, posted))
        said = {**form.model.model_dump(mode="json"), "member_id": member_id}
        try:
            now = await _give(actions, actor, command, said, posted.command_id)
        except (Refused, Invalid) as no:
            shown = _beside(form.but(no), view, posted)
            return render(request, ONE, view, form=shown, status=409)
        return RedirectResponse(f"/desk/members/{member_id}?now={now}", status_code=303)

    return routes


def _beside(form: Filled[Any], view: MemberPage, posted: Posted) -> Filled[Any]:
    """What was typed in one form, while the others on the page stand as they did."""
    return Filled({**_as_it_stands(view.member), **posted.values}, form.errors)


def _as_it_stands(one: Member) -> dict[str, str]:
    days = day_fields("serves_from", one.serves_from)
    return {"name": one.name, "sector": one.sector_words, **days}


async def _give(
    actions: Actions, actor: Actor, name: str, said: Mapping[str, Any], id_: UUID
) -> str:
    """``done`` or ``later``; raises Refused with the owner's reason."""
    asked = await actions.give_member(name, said, actor, id_)
    if asked.outcome == "refused":
        raise await refused_here(actions, actor, asked)
    return "done" if asked.outcome else "later"


def _now(now: str | None) -> str | None:
    return {"done": "The register is changed.", "later": LATER}.get(now or "")


async def _list(actions: Actions, actor: Actor, now: str | None) -> MembersPage:
    today = actions.today()
    async with actions.service.db.read() as conn:
        found = await members.all_of_them(conn)
    return MembersPage(
        serving=[one for one in found if one.serves(today)],
        others=[one for one in found if not one.serves(today)],
        may_keep=POLICY.may(actor, "keep_members"),
        done=_now(now),
    )


async def _one(
    actions: Actions, actor: Actor, id_: str, *, asked: str = "", now: str | None = None
) -> MemberPage:
    async with actions.service.db.read() as conn:
        found = next((one for one in await members.all_of_them(conn) if one.id == id_), None)
        known = await directory.all_names(conn)
    if found is None:
        raise NotFound("The register does not name this member.")
    return MemberPage(
        member=found,
        rows=_rows(found, known),
        preparations=choices_of(Preparation),
        partnerships=sorted(known.items(), key=lambda one: one[1]),
        may_keep=POLICY.may(actor, "keep_members"),
        asked=asked,
        done=_now(now),
    )


def _rows(one: Member, known: Mapping[str, str]) -> list[tuple[str, str]]:
    term = f"From {day(one.serves_from)}"
    prepared = [f"{label(Preparation, kind)}, {day(on)}" for kind, on in one.prepared]
    ties = [
        f"{known.get(slug, slug)}{f', until {day(until)}' if until else ''}"
        for slug, until in (one.interests or {}).items()
    ]
    return [
        ("Sector", one.sector_words),
        ("Term", f"{term} to {day(one.serves_until)}" if one.serves_until else term),
        ("Practice", f"Until {day(one.practised_until)}" if one.practised_until else "Practises"),
        ("Prepared", "; ".join(prepared) or "Nothing recorded"),
        ("Takes no part in cases of", "; ".join(ties) or "No partnership"),
    ]
