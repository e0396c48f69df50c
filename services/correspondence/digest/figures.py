"""The figures of a digest, counted from the facts of a period; a theme of few cases is not named."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from chassis.clock import start_of
from chassis.conn import Conn
from contracts.catalogue import entry_of
from contracts.codes import Theme
from contracts.review.action_ledger import ActionResultRecordedV1, Result
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.lcspr_course import LcsprScopeSetV1
from contracts.review.lcspr_ending import (
    LcsprAvailabilityEndedV1,
    LcsprImprovementsPublishedV1,
    LcsprNotPublishedV1,
    LcsprTakenDownV1,
)
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from contracts.review.rapid_review_steps import RapidReviewConfirmedV1
from services.correspondence.digest.domain import Figures, Report
from services.correspondence.policy.digests import DigestRule

BEGUN, PUBLISHED = entry_of(LcsprInitiatedV1).type, entry_of(LcsprPublishedV1).type
IMPROVEMENTS = entry_of(LcsprImprovementsPublishedV1).type
NOT_PUBLISHED, RESULT = entry_of(LcsprNotPublishedV1).type, entry_of(ActionResultRecordedV1).type
SCOPED = entry_of(LcsprScopeSetV1).type
WITH_CORE = (RapidReviewSubmittedV1, RapidReviewResubmittedV1, RapidReviewConfirmedV1)
THEMED = [*(entry_of(one).type for one in WITH_CORE), SCOPED]
NO_LONGER = [entry_of(one).type for one in (LcsprTakenDownV1, LcsprAvailabilityEndedV1)]
"""What ends that a report is public, until it is published again."""
REPORTS_MAX = 200


async def counted(conn: Conn, period: tuple[date, date], rule: DigestRule) -> Figures:
    """What happened from the first to the last day of a period."""
    span = _span(period)
    numbers = await _numbers(conn, period)
    measured, improved = await _actions(conn, span)
    return Figures(
        begun=numbers.get(BEGUN, 0),
        published=numbers.get(PUBLISHED, 0),
        improvements_only=numbers.get(IMPROVEMENTS, 0),
        not_published=numbers.get(NOT_PUBLISHED, 0),
        actions_measured=measured,
        actions_improved=improved,
        themes=await _themes(conn, span, rule.theme_cases_min),
        reports=await _reports(conn, period),
    )


async def still_public(conn: Conn, reports: Sequence[Report]) -> list[Report]:
    """Those of these reports that were not taken down since, and still stand their time."""
    days = [one.published_on for one in reports]
    if not days:
        return []
    now = {(one.published_on, one.address) for one in await _reports(conn, (min(days), max(days)))}
    return [one for one in reports if (one.published_on, one.address) in now]


def _span(period: tuple[date, date]) -> tuple[datetime, datetime]:
    first, last = period
    return start_of(first), start_of(last + timedelta(days=1))


async def _numbers(conn: Conn, period: Sequence[Any]) -> dict[str, int]:
    """How many reviews began and ended, each by the first day that it says: one published again counts once."""
    rows = await conn.fetch(
        """
        with said as (
            select type, min(
                coalesce(fact->>'initiated_on', fact->>'published_on', fact->>'decided_on')::date
            ) as day
            from timeline where type = any($3) group by type, incident_id, fact->>'lcspr_id'
        )
        select type, count(*) as number from said where day between $1 and $2 group by type
        """,
        *period,
        [BEGUN, PUBLISHED, IMPROVEMENTS, NOT_PUBLISHED],
    )
    return {row["type"]: row["number"] for row in rows}


async def _actions(conn: Conn, span: Sequence[Any]) -> tuple[int, int]:
    """How many actions' effect was measured, and improved: each by its last result; too early is none."""
    row = await conn.fetchrow(
        """
        select count(*) filter (where result <> $4) as measured,
            count(*) filter (where result = $5) as improved
        from (
            select distinct on (incident_id, fact->>'action_id') fact->>'result' as result
            from timeline where at >= $1 and at < $2 and type = $3
            order by incident_id, fact->>'action_id', at desc, sequence desc
        ) as last
        """,
        *span,
        RESULT,
        Result.TOO_EARLY.value,
        Result.IMPROVED.value,
    )
    assert row, "a count always has its row"
    return row["measured"], row["improved"]


async def _themes(conn: Conn, span: Sequence[Any], least: int) -> tuple[tuple[str, int], ...]:
    """In how many cases each theme was found; what is coded "other" has nothing in common.

    Of a case counts what was coded last, in its rapid review and in its LCSPR, and of a rapid review only
    a core that a person stands for: a version that came as a document alone says nothing until then.
    """
    rows = await conn.fetch(
        """
        with coded as (
            select distinct on (incident_id, type = $6) incident_id,
                coalesce(fact->'lines_of_enquiry', fact->'themes', '[]') as themes
            from timeline
            where at >= $1 and at < $2 and type = any($3)
                and coalesce((fact->>'core_confirmed')::boolean, true)
            order by incident_id, type = $6, at desc, sequence desc
        )
        select theme, count(distinct incident_id) as number
        from coded, jsonb_array_elements_text(themes) as theme
        where theme <> $4
        group by theme having count(distinct incident_id) >= $5 order by number desc, theme
        """,
        *span,
        THEMED,
        Theme.OTHER.value,
        least,
        SCOPED,
    )
    return tuple((row["theme"], row["number"]) for row in rows)


async def _reports(conn: Conn, period: Sequence[Any]) -> tuple[Report, ...]:
    """What is public by now, as it was told last: a report that was taken down, or stood its time, is not named.

    The types stand in the statement for the index: anyone who reads a digest asks.
    """
    rows = await conn.fetch(
        """
        with told as (
            select distinct on (incident_id, fact->>'lcspr_id') incident_id, at, sequence,
                (fact->>'published_on')::date as published_on, fact->>'address' as address
            from timeline where type in (
                'uk.cspr.review.lcspr-published.v1', 'uk.cspr.review.lcspr-improvements-published.v1'
            )
            order by incident_id, fact->>'lcspr_id', at desc, sequence desc
        )
        select coalesce(p.name, c.partnership) as partnership, t.published_on, t.address
        from told t join case_view c using (incident_id)
        left join partnership p on p.slug = c.partnership
        where t.published_on between $1 and $2 and not exists (
            select from timeline later where later.incident_id = t.incident_id
                and later.type = any($4)
                and (later.at, later.sequence) > (t.at, t.sequence)
        )
        order by t.published_on, partnership limit $3
        """,
        *period,
        REPORTS_MAX,
        NO_LONGER,
    )
    return tuple(Report(**row) for row in rows)
