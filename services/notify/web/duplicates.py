"""What may be one incident notified twice: shown to the office, which decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints

from chassis.access import audit_read
from chassis.errors import NotFound, Refused, Stale
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from services.notify.access import POLICY
from services.notify.notification import proposals, queries, wire
from services.notify.notification.duplicates import Duplicates, decided_words
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.receipts import receipt_of

Office = Annotated[Actor, Depends(needs(POLICY, "decide_duplicates"))]
Words = Annotated[str, StringConstraints(min_length=5, max_length=4000)]


class DecisionForm(Form):
    """Which of the two goes on, or neither is the other's duplicate; and why."""

    outcome: Literal["first", "second", "different"] = Field(
        json_schema_extra={
            "error": "Choose which of the two goes on, or that they are two incidents."
        }
    )
    reason: Words = Field(
        json_schema_extra={"error": "Say in a few words why, without naming a child."}
    )


@dataclass(frozen=True)
class ProposalView:
    """Two notifications side by side, and why they may be one incident."""

    id: UUID
    first: Sequence[tuple[str, str]]
    second: Sequence[tuple[str, str]]
    references: tuple[str, str]
    because: Sequence[str]
    outcomes: Sequence[tuple[str, str]]
    decided: str | None


@dataclass(frozen=True)
class ProposalsView:
    """All that wait for a person."""

    waiting: Sequence[proposals.Proposed]


def build_duplicates(notifications: Notifications, duplicates: Duplicates) -> APIRouter:
    """The pages of possible duplicates; no identity stands on them."""
    routes, db = APIRouter(tags=["duplicates"]), notifications.service.db

    @routes.get("/duplicates")
    async def list_waiting(request: Request, actor: Office) -> Response:
        """What waits for a decision."""
        async with db.begin() as tx:
            waiting = [one for one in await proposals.waiting(tx.conn) if _is_open_to(one, actor)]
            await audit_read(tx.conn, actor, "listed duplicates", "all", at=tx.now)
        return render(request, "duplicates.html", ProposalsView(waiting))

    @routes.get("/duplicates/{proposal}")
    async def show(request: Request, proposal: UUID, actor: Office) -> Response:
        """Two notifications side by side."""
        empty: Filled[DecisionForm] = Filled()
        return render(request, "duplicate.html", await _seen(proposal, actor), form=empty)

    @routes.post("/duplicates/{proposal}")
    async def decide(
        request: Request, proposal: UUID, actor: Office, posted: PostedForm
    ) -> Response:
        """Decide."""
        form = posted.read(DecisionForm)
        if form.model is None:
            return render(request, "duplicate.html", await _seen(proposal, actor), form=form)
        try:
            await duplicates.decide(proposal, form.model.outcome, form.model.reason, actor)
        except Refused as refused:
            view = await _seen(proposal, actor)
            return render(request, "duplicate.html", view, form=form.but(refused), status=409)
        except Stale:
            view = await _seen(proposal, actor)
            return render(request, "duplicate.html", view, form=Filled(), status=409)
        return RedirectResponse("/duplicates", status_code=303)

    async def _seen(proposal: UUID, actor: Actor) -> ProposalView:
        async with db.begin() as tx:
            found = await proposals.by_id(tx.conn, proposal)
            if found is None or not _is_open_to(found, actor):
                raise NotFound("There is no such proposal.")
            pair = (found.first.reference, found.second.reference)
            for reference in pair:
                await audit_read(tx.conn, actor, "compared", reference, at=tx.now)
        return ProposalView(
            id=found.id,
            first=_rows(found.first),
            second=_rows(found.second),
            references=pair,
            because=found.because,
            outcomes=(
                ("first", f"One incident: {pair[0]} goes on"),
                ("second", f"One incident: {pair[1]} goes on"),
                ("different", "They are two incidents"),
            ),
            decided=decided_words(found),
        )

    return routes


def _is_open_to(one: proposals.Proposed, actor: Actor) -> bool:
    """Neither of the two is restricted to others."""
    return all(
        POLICY.may(actor, "decide_duplicates", scope_of(each)) for each in (one.first, one.second)
    )


def _rows(found: queries.Found) -> list[tuple[str, str]]:
    content = wire.Content.model_validate(found.content)
    children = "; ".join(
        f"{one.sex.label}, {one.age_band.label}, {one.outcome}" for one in content.children
    )
    return [
        ("Authority", content.area.authority_name),
        ("Sender's own reference", found.sender_reference or "None"),
        ("How it stands", receipt_of(found).state_means),
        ("Happened on", day(found.occurred_on)),
        ("Authority aware on", day(found.aware_on)),
        ("Notified on", day(found.notified_on)),
        ("Kind", content.kind.label),
        ("Abuse or neglect", content.abuse_neglect.label),
        ("Children", children),
    ]
