"""``/v1``: what may be done to a notification after it was sent."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import AmendmentBody, PositionBody, Receipt, WithdrawalBody
from contracts.http_notify_changes import (
    ChildAdditionBody,
    DuplicateBody,
    IdentityBody,
    QuestionBody,
    ReassignmentBody,
)
from services.notify.access import POLICY
from services.notify.notification.advising import Advising
from services.notify.notification.changing import Changing
from services.notify.notification.duplicates import Duplicates
from services.notify.notification.handlers import Notifications
from services.notify.web.intake import sends_json
from services.notify.web.json_route import JsonRoute

Amender = Annotated[Actor, Depends(needs(POLICY, "amend", bearer))]
Withdrawer = Annotated[Actor, Depends(needs(POLICY, "withdraw", bearer))]
Partner = Annotated[Actor, Depends(needs(POLICY, "state_position", bearer))]
Adder = Annotated[Actor, Depends(needs(POLICY, "add_child", bearer))]
Identifier = Annotated[Actor, Depends(needs(POLICY, "complete_identity", bearer))]
Reassigner = Annotated[Actor, Depends(needs(POLICY, "reassign", bearer))]
Marker = Annotated[Actor, Depends(needs(POLICY, "mark_duplicate", bearer))]
Asker = Annotated[Actor, Depends(needs(POLICY, "ask_threshold", bearer))]
Number = Annotated[int, Path(ge=1, le=1000)]


def _routes() -> APIRouter:
    return APIRouter(
        prefix="/v1/notifications/{reference}",
        tags=["notifications"],
        dependencies=[Depends(sends_json)],
        route_class=JsonRoute,
    )


def build_changes(notifications: Notifications) -> APIRouter:
    """The routes of amendment, withdrawal and position; a repeat of each changes nothing."""
    routes, changing = _routes(), Changing(notifications)

    @routes.post("/amendments")
    async def amend(reference: str, body: AmendmentBody, caller: Amender) -> Receipt:
        """Correct what was sent."""
        return await changing.amend(reference, body, caller)

    @routes.put("/children/{number}")
    async def add_child(
        reference: str, number: Number, body: ChildAdditionBody, caller: Adder
    ) -> Receipt:
        """Name a child that was not notified."""
        return await changing.add_child(reference, number, body, caller)

    @routes.put("/children/{number}/identity")
    async def complete_identity(
        reference: str, number: Number, body: IdentityBody, caller: Identifier
    ) -> Receipt:
        """Say who a child is."""
        return await changing.complete_identity(reference, number, body, caller)

    @routes.post("/reassignment")
    async def reassign(reference: str, body: ReassignmentBody, caller: Reassigner) -> Receipt:
        """Give it to the authority in whose area it happened."""
        return await changing.reassign(reference, body, caller)

    @routes.post("/withdrawal")
    async def withdraw(reference: str, body: WithdrawalBody, caller: Withdrawer) -> Receipt:
        """Withdraw a notification."""
        return await notifications.withdraw(reference, body, caller)

    @routes.post("/positions")
    async def state_position(reference: str, body: PositionBody, caller: Partner) -> Receipt:
        """State a partner's position on notifying."""
        return await notifications.record_position(reference, body, caller)

    return routes


def build_questions(duplicates: Duplicates, advising: Advising) -> APIRouter:
    """The routes of duplicates and of advice on the threshold."""
    routes = _routes()

    @routes.post("/duplicate")
    async def mark_duplicate(reference: str, body: DuplicateBody, caller: Marker) -> Receipt:
        """Say that another notification of the same incident goes on in the place of this one."""
        return await duplicates.mark(reference, body, caller)

    @routes.post("/threshold-questions")
    async def ask_threshold(reference: str, body: QuestionBody, caller: Asker) -> Receipt:
        """Ask the national body about the threshold."""
        return await advising.ask(reference, body, caller)

    return routes
