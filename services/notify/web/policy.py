"""``/v1/code-lists`` and ``/v1/framework``: the rules of a day, for those who build forms and files upon them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify_policy import (
    ClockAnswer,
    CodeAnswer,
    CodeListAnswer,
    CodeListsAnswer,
    FrameworkAnswer,
)
from contracts.http_words import Day
from services.notify.access import POLICY
from services.notify.notification.coded import OF_A_CHILD, OF_AN_INCIDENT, list_of
from services.notify.policy import completeness, rules
from services.notify.policy.code_lists import code_lists, edition

Asker = Annotated[Actor, Depends(needs(POLICY, "pre_check", bearer))]
On = Annotated[Day | None, Query(description="a day, YYYY-MM-DD; today when it is left out")]
CLOCKS = ("N1", "N2", "RR1")


def build_policy(service: Service) -> APIRouter:
    """The routes; nothing in them is about a case."""
    routes = APIRouter(prefix="/v1", tags=["rules"])

    def day(on: date | None) -> date:
        return on or london_date(service.clock.now())

    @routes.get("/code-lists")
    async def read_code_lists(_caller: Asker, on: On = None) -> CodeListsAnswer:
        """Every list from which coded answers are chosen, as it stands on a day."""
        return lists_on(day(on))

    @routes.get("/framework")
    async def read_framework(_caller: Asker, on: On = None) -> FrameworkAnswer:
        """Law, guidance, clocks, routes, ages and limits on a day."""
        return framework_on(day(on))

    return routes


def lists_on(on: date) -> CodeListsAnswer:
    """The lists of a day."""
    fields = _fields()
    return CodeListsAnswer(
        on=on,
        version=edition(on),
        lists=tuple(
            CodeListAnswer(
                name=one.name,
                title=one.title,
                version=one.version,
                since=one.since,
                until=one.until,
                source=one.source,
                fields=fields[one.name],
                codes=tuple(
                    CodeAnswer(code=code, words=words) for code, words in one.codes.items()
                ),
            )
            for one in code_lists(on).values()
        ),
    )


def _fields() -> Mapping[str, tuple[str, ...]]:
    """Which fields of a notification are answered from which list."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for prefix, fields in (("/children/*/", OF_A_CHILD), ("/", OF_AN_INCIDENT)):
        for field in fields:
            found[list_of(field)] += (f"{prefix}{field}",)
    return found


def framework_on(on: date) -> FrameworkAnswer:
    """The rules of a day."""
    framework, route = rules.framework(on), rules.in_force_on("route", on)
    ages, limits = rules.ages(on), rules.limits(on)
    return FrameworkAnswer(
        on=on,
        version=framework.version,
        since=framework.since,
        guidance=framework.guidance,
        law=framework.law,
        child=framework.child,
        clocks=tuple(
            ClockAnswer(**{n: row[n] for n in ClockAnswer.model_fields})
            for row in (rules.clock_row(code, on) for code in CLOCKS)
        ),
        notify_only=tuple(route["notify_only"]),
        routes_version=route["version"],
        child_under=ages.child_under,
        care_leaver_under=ages.care_leaver_under,
        ages_version=ages.version,
        children_max=limits.children_max,
        narrative_bytes_max=limits.narrative_bytes_max,
        limits_version=limits.version,
        completeness_version=completeness.weights(on).version,
        code_lists_version=edition(on),
    )
