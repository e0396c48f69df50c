"""How whole an authority's notifications are over time, for its systems, its people and the staff."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from chassis.access import NOTHING_HERE, Scope, audit_read
from chassis.calendar import add_months
from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.http_notify_completeness import (
    CompletenessAnswer,
    CompletenessMonth,
    MissingAnswer,
)
from contracts.http_words import AuthorityCode
from services.notify.access import POLICY
from services.notify.notification.handlers import Notifications
from services.notify.notification.wholeness import Month, wholeness
from services.notify.register.choices import authorities_on
from services.notify.web.words_of import missing_words

MISSING_MAX = 5
MONTHS_MAX = 60
Caller = Annotated[Actor, Depends(needs(POLICY, "see_completeness", bearer))]
Reader = Annotated[Actor, Depends(needs(POLICY, "see_completeness"))]
Months = Annotated[int, Query(ge=1, le=MONTHS_MAX)]


@dataclass(frozen=True)
class Named:
    """An authority as the list to choose from names it."""

    code: str
    name: str


@dataclass(frozen=True)
class CompletenessView:
    """The page: the authorities that may be chosen, the chosen one, and its months."""

    choices: Sequence[Named]
    chosen: Named | None
    months: Sequence[Month]


def build_completeness(notifications: Notifications) -> APIRouter:
    """The route of systems and the page of people."""
    routes, service = APIRouter(tags=["notifications"]), notifications.service

    async def months_of(actor: Actor, authority: str, months: int) -> list[Month]:
        """Raises NotFound for an authority that the caller may not see."""
        standing = await notifications.senders.standing(actor)
        if standing.sandbox:
            raise NotFound(NOTHING_HERE)
        POLICY.check(standing.actor, "see_completeness", Scope(authority=authority))
        async with service.db.begin() as tx:
            since = add_months(tx.today.replace(day=1), 1 - months)
            await audit_read(tx.conn, actor, "read completeness", authority, at=tx.now)
            return await wholeness(tx.conn, authority, since, MISSING_MAX)

    @routes.get("/v1/completeness")
    async def read_completeness(
        caller: Caller, authority: Annotated[AuthorityCode, Query()], months: Months = 12
    ) -> CompletenessAnswer:
        """How whole an authority's notifications are, month by month."""
        found = await months_of(caller, authority, months)
        return CompletenessAnswer(authority_code=authority, months=tuple(map(_month, found)))

    @routes.get("/completeness", include_in_schema=False)
    async def show_completeness(
        request: Request, reader: Reader, authority: Annotated[str, Query(max_length=3)] = ""
    ) -> Response:
        """The same for people."""
        async with service.db.read() as conn:
            found = await authorities_on(conn, london_date(service.clock.now()))
        known = [Named(*one) for one in found]
        choices = [one for one in known if _may(reader, one)]
        code = authority or (choices[0].code if len(choices) == 1 else "")
        months = await months_of(reader, code, 12) if code else []
        chosen = next((one for one in known if one.code == code), Named(code, code))
        view = CompletenessView(choices, chosen if code else None, list(map(_in_words, months)))
        return render(request, "completeness.html", view)

    return routes


def _may(actor: Actor, one: Named) -> bool:
    return POLICY.may(actor, "see_completeness", Scope(authority=one.code))


def _month(one: Month) -> CompletenessMonth:
    return CompletenessMonth(
        month=f"{one.first:%Y-%m}",
        notifications=one.notifications,
        median_percent=one.median_percent,
        missing=tuple(MissingAnswer(what=what, notifications=n) for what, n in one.missing),
    )


def _in_words(month: Month) -> Month:
    return replace(month, missing=[(missing_words(what), n) for what, n in month.missing])
