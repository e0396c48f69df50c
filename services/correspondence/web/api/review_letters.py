"""``/v1/cases/{reference}/local-review-letters``: letters that no decision is in, begun by programs."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.forms import day_fields, nested
from chassis.web.guard import needs
from contracts.http_review_letter import (
    LetterAskDraft,
    ReviewLetterBody,
    ReviewLetterDraftBody,
    ReviewLetterOffered,
    ToldLine,
)
from services.correspondence.access import POLICY
from services.correspondence.letter.beginning import AskSaid, Said, letter_id_of
from services.correspondence.letter.local_review import told_by
from services.correspondence.use_cases import review_letters
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see
from services.correspondence.web.api import examples

Writer = Annotated[Actor, Depends(needs(POLICY, "prepare_letter", bearer))]


def build_review_letters_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/cases/{reference}/local-review-letters", tags=["letters"])

    @routes.get("")
    async def list_offered(reference: str, caller: Writer) -> list[ReviewLetterOffered]:
        """The letters that what was told of a local review may be answered by, and those begun on it."""
        seen = await see(actions, caller, reference)
        begun = {one.id for one in seen.letters}
        found = review_letters.answers(seen.entries)
        ids = [letter_id_of(told.id, kind.code) for kind, told in found]
        return [
            ReviewLetterOffered(
                kind=kind.code,
                title=kind.title,
                seen=told.id,
                told=tuple(
                    ToldLine(what=what, words=words)
                    for what, words in told_by(told.name, told.fact)
                ),
                needs_strengths="strengths" in kind.needs,
                letter_id=id_ if id_ in begun else None,
            )
            for (kind, told), id_ in zip(found, ids, strict=True)
        ]

    @routes.post("/{kind}", status_code=201)
    async def begin(
        reference: str,
        kind: str,
        body: Annotated[ReviewLetterBody, Body(openapi_examples=examples.REVIEW_LETTERS)],
        caller: Writer,
    ) -> dict[str, UUID]:
        """Begin a letter; the same words again are the same letter, others are refused as `begun`."""
        seen = await see(actions, caller, reference)
        asks = tuple(AskSaid(one.text, one.asked_of, one.due_on) for one in body.asks)
        said = Said(body.comments, body.strengths, asks, body.advice)
        made = await review_letters.begin(
            actions, seen.whole, seen.entries, kind, body.seen, said, caller
        )
        return {"letter_id": made}

    _add_drafts(routes, actions)
    return routes


def _add_drafts(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/{kind}/draft")
    async def read_draft(reference: str, kind: str, caller: Writer) -> dict[str, Any]:
        """What the caller saved of it for later, here or on its page."""
        incident = await _of(actions, reference, kind, caller)
        saved = await review_letters.saved(actions, caller, incident, kind)
        if saved is None:
            raise NotFound("Nothing of this letter is saved for later.")
        return nested(saved)

    @routes.put("/{kind}/draft", status_code=204)
    async def save_draft(
        reference: str,
        kind: str,
        body: Annotated[ReviewLetterDraftBody, Body(openapi_examples=examples.DRAFTS)],
        caller: Writer,
    ) -> None:
        """Save it for later, however little; it stands in the form on the page too."""
        incident = await _of(actions, reference, kind, caller)
        await review_letters.save(actions, caller, incident, kind, dict(_fields(body)))

    @routes.delete("/{kind}/draft", status_code=204)
    async def drop_draft(reference: str, kind: str, caller: Writer) -> None:
        """Keep it no longer."""
        incident = await _of(actions, reference, kind, caller)
        await review_letters.drop(actions, caller, incident, kind)


async def _of(actions: Actions, reference: str, kind: str, caller: Actor) -> UUID:
    """The case that something was told of which such a letter answers; raises NotFound, Refused."""
    seen = await see(actions, caller, reference)
    review_letters.answered(kind, seen.entries)
    return seen.whole.incident_id


def _fields(body: ReviewLetterDraftBody) -> Iterator[tuple[str, Any]]:
    """The draft as the fields of the page's form."""
    if body.seen:
        yield "seen", str(body.seen)
    for name in ("comments", "strengths", "advice"):
        if text := getattr(body, name):
            yield name, text
    for number, ask in enumerate(body.asks):
        for name, value in _ask(ask):
            yield f"asks.{number}.{name}", value


def _ask(ask: LetterAskDraft) -> Iterator[tuple[str, Any]]:
    if ask.text:
        yield "text", ask.text
    if ask.asked_of:
        yield "asked_of", [one.value for one in ask.asked_of]
    if ask.due_on:
        yield from day_fields("due_on", ask.due_on).items()
