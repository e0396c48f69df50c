"""Digests: read by all; at the desk they are worded by one person and approved by another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Theme
from services.correspondence.access import POLICY
from services.correspondence.digest import handlers
from services.correspondence.digest.domain import Digest
from services.correspondence.digest.shown import protected
from services.correspondence.letter.plain import Plain, plain_text
from services.correspondence.policy.news import hidden_up_to
from services.correspondence.policy.plain import plain_rule
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.words import day, label

LIST, ONE = "pages/library/digests.html", "pages/library/digest.html"
STATES = {
    "drafted": ("Waits for words", "yellow"),
    "written": ("Waits for approval", "orange"),
    "issued": ("Issued", "green"),
}
Writer = Annotated[Actor, Depends(needs(POLICY, "prepare_digest"))]
Approver = Annotated[Actor, Depends(needs(POLICY, "approve_digest"))]


class Words(Form):
    """What can be learned."""

    words: Annotated[str, Field(max_length=20_000)] = Field(
        json_schema_extra={"error": "Write what can be learned: figures alone tell little"}
    )
    read: int


class Approval(Form):
    """Which version was read."""

    read: int


@dataclass(frozen=True)
class DigestView:
    """A digest as people read it."""

    id: UUID
    period: str
    state: str
    colour: str
    issued_on: date | None
    words: str
    version: int
    rows: Sequence[tuple[str, int | str]]
    themes: Sequence[tuple[str, int]]
    reports: Sequence[tuple[str, str, str | None]]
    rule: str
    hidden_up_to: int | None = None


@dataclass(frozen=True)
class DigestsPage:
    """The list."""

    digests: Sequence[DigestView]
    root: str


@dataclass(frozen=True)
class DigestPage:
    """One, and what this reader may do with it."""

    digest: DigestView
    root: str
    may_write: bool
    may_approve: bool
    done: str | None
    plain: Plain | None


def build_digests(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/digests``; at the desk also what is not issued yet."""
    routes = APIRouter(prefix=f"{root}/digests", include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))
    issued_only = root != "/desk"

    @routes.get("")
    async def listed(request: Request, _actor: Actor = reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await handlers.all_of(conn, issued_only=issued_only)
        view = DigestsPage([view_of(one) for one in found], root)
        return render(request, LIST, view)

    @routes.get("/{digest_id}")
    async def one(request: Request, digest_id: UUID, actor: Actor = reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await handlers.find(conn, digest_id, issued_only=issued_only)
        form: Filled[Any] = Filled({"words": found.words})
        return render(request, ONE, _page(found, root, actor, request), form=form)

    if not issued_only:
        _add_writing(routes, actions, root)
    return routes


def _add_writing(routes: APIRouter, actions: Actions, root: str) -> None:
    @routes.post("/{digest_id}/words")
    async def write(
        request: Request, digest_id: UUID, actor: Writer, posted: PostedForm
    ) -> Response:
        form = posted.read(Words)
        try:
            async with actions.service.db.begin([digest_id]) as tx:
                found = await handlers.find(tx.conn, digest_id, issued_only=False)
                if form.model is None:
                    return render(request, ONE, _page(found, root, actor, request), form=form)
                if await first_time(tx.conn, posted):
                    said = form.model
                    await handlers.write(tx, found, said.words, said.read, actor, posted.command_id)
        except Refused as no:
            view = _page(found, root, actor, request)
            return render(request, ONE, view, form=form.but(no), status=409)
        return RedirectResponse(f"{root}/digests/{digest_id}?done=words", status_code=303)

    @routes.post("/{digest_id}/approval")
    async def approve(
        request: Request, digest_id: UUID, actor: Approver, posted: PostedForm
    ) -> Response:
        form: Filled[Any] = posted.read(Approval)
        read = form.model.read if form.model else 0
        try:
            async with actions.service.db.begin([digest_id]) as tx:
                await handlers.approve(tx, digest_id, read, actor, posted.command_id)
        except Refused as refused:
            async with actions.service.db.read() as conn:
                found = await handlers.find(conn, digest_id, issued_only=False)
            again = Filled[Any]({"words": found.words}).but(refused)
            view = _page(found, root, actor, request)
            return render(request, ONE, view, form=again, status=409)
        return RedirectResponse(f"{root}/digests/{digest_id}?done=issued", status_code=303)


HIDDEN = "c"
FIGURES = {
    "begun": "Local reviews begun",
    "published": "Reports published",
    "improvements_only": "Improvements published in a report's place",
    "not_published": "Not published, for stated reasons",
    "actions_measured": "Actions whose effect was measured",
    "actions_improved": "Of these, with an improvement",
}
DONE = {
    "words": "The digest waits for another person to approve it.",
    "issued": "The digest is issued: it is public, and goes to all who subscribed.",
}


def _page(found: Digest, root: str, actor: Actor, request: Request) -> DigestPage:
    at_desk = root == "/desk"
    return DigestPage(
        view_of(found),
        root,
        may_write=at_desk and found.status != "issued" and POLICY.may(actor, "prepare_digest"),
        may_approve=at_desk
        and found.status == "written"
        and actor.id not in found.written_by
        and POLICY.may(actor, "approve_digest"),
        done=DONE.get(request.query_params.get("done", "")),
        plain=_plain(found) if at_desk else None,
    )


def _plain(found: Digest) -> Plain | None:
    """How plain its words are, by the rule of the last day that it is about."""
    if not found.words or found.period is None:
        return None
    return plain_text("What can be learned", found.words, plain_rule(found.period[1]))


def view_of(found: Digest) -> DigestView:
    """The figures in words."""
    first, last = found.period or (None, None)
    state, colour = STATES.get(found.status, (found.status, "grey"))
    figures = found.figures
    return DigestView(
        id=found.id,
        period=f"{day(first)} to {day(last)}",
        state=state,
        colour=colour,
        issued_on=found.issued_on,
        words=found.words,
        version=found.version,
        rows=[(words, getattr(figures, name)) for name, words in FIGURES.items()],
        themes=[(label(Theme, code), number) for code, number in figures.themes],
        reports=[(one.partnership, day(one.published_on), one.address) for one in figures.reports],
        rule=found.rule_version,
    )


def public_view_of(found: Digest) -> DigestView:
    """The same as anyone may see it: no small number, nor one that gives it away."""
    limit = hidden_up_to(found.issued_on or date.max)
    numbers = protected(found.figures, limit)
    shown = {name: HIDDEN if (n := numbers[name]) is None else n for name in FIGURES}
    rows = [(words, shown[name]) for name, words in FIGURES.items()]
    return replace(view_of(found), rows=rows, hidden_up_to=limit)
