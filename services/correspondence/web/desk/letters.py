"""The letters that wait for a person at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.access import known_as
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.correspondence import LetterKind
from services.correspondence.access import POLICY, regions_of
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import names
from services.correspondence.reception import store as reception
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.case import LETTER_STATES
from services.correspondence.web.shown.words import label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


@dataclass(frozen=True)
class Waiting:
    """A letter in the list; ``mine``: this reader may take the next step."""

    id: UUID
    reference: str
    title: str
    state: str
    colour: str
    prepared_by: str
    mine: bool


@dataclass(frozen=True)
class LettersView:
    """The letters that wait."""

    to_prepare: Sequence[Waiting]
    to_approve: Sequence[Waiting]


@dataclass(frozen=True)
class ClearView:
    """How the letters that went out were received, a row a kind."""

    rows: Sequence[tuple[str, str, str, str, str, str]]


def build_letters(actions: Actions) -> APIRouter:
    """The list of letters."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)

    @routes.get("/letters")
    async def waiting(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await letter_store.waiting(conn, regions_of(actor), known_as(actor))
            named = await names.named(conn, [one.drafted_by or "" for one in found])
        await actions.audit(actor, "saw letters", "letters that wait")
        view = LettersView(
            [_line(one, named, actor) for one in found if one.status == "drafted"],
            [_line(one, named, actor) for one in found if one.status == "prepared"],
        )
        return render(request, "pages/desk/letters.html", view)

    @routes.get("/letters/clear")
    async def clear(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            counted = await reception.by_kind(conn, regions_of(actor))
        view = ClearView([_received(one) for one in counted])
        return render(request, "pages/desk/letters-clear.html", view)

    return routes


def _received(one: reception.Counted) -> tuple[str, str, str, str, str, str]:
    said = (one.letters, one.read, one.clear, one.partly, one.unclear)
    first, second, third, fourth, fifth = map(str, said)
    return label(LetterKind, one.kind), first, second, third, fourth, fifth


def _line(letter: Letter, named: Mapping[str, str], actor: Actor) -> Waiting:
    state, colour = LETTER_STATES[letter.status]
    verb = "prepare_letter" if letter.status == "drafted" else "approve_letter"
    return Waiting(
        id=letter.id,
        reference=letter.reference,
        title=label(LetterKind, letter.kind),
        state=state,
        colour=colour,
        prepared_by=named.get(letter.drafted_by or "", ""),
        mine=POLICY.may(actor, verb)
        and (verb == "prepare_letter" or actor.id not in letter.authors),
    )
