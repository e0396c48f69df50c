"""Everything that is public, from where it is kept: the same list for pages, feeds and messages.

A letter is about one case and is never published; what letters teach reaches readers in the words of a digest,
which one person writes and another approves.
"""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid5

from chassis.clock import start_of
from chassis.conn import Conn
from chassis.web.words import day, moment
from services.correspondence.digest import handlers as digests
from services.correspondence.digest.figures import NO_LONGER
from services.correspondence.news.domain import Choice, Item, wants
from services.correspondence.policy.news import news_rule
from services.correspondence.read_models import selection, trends
from services.correspondence.resource import store as resources
from services.correspondence.webinar import store as webinars
from services.correspondence.webinar.domain import Webinar

KINDS = {
    "digest": "Digest",
    "trend": "Trend",
    "national": "National look",
    "report": "Report of a local review",
    "resource": "Library",
    "webinar": "Webinar",
}
EACH_MAX = 100
SOUGHT_MAX = 500


async def published(
    conn: Conn, kinds: Collection[str] = KINDS.keys(), most: int = EACH_MAX
) -> list[Item]:
    """The newest ``most`` of each of these kinds, the newest of all first."""
    found = [item for kind in kinds for item in await PARTS[kind](conn, most)]
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


async def chosen(conn: Conn, choice: Choice) -> list[Item]:
    """What a reader's choice holds, as many as a feed has; of a narrow one more is looked through."""
    rule = news_rule()
    most = rule.feed_items_max if choice == Choice(choice.audience) else SOUGHT_MAX
    return (await sought(conn, choice, most))[: rule.feed_items_max]


async def sought(conn: Conn, choice: Choice, most: int = SOUGHT_MAX) -> list[Item]:
    """The same of the newest ``most`` of each kind, the newest of all first."""
    kinds = news_rule().audiences[choice.audience].kinds
    return [one for one in await published(conn, kinds, most) if wants(choice, kinds, one)]


async def _digests(conn: Conn, most: int) -> Sequence[Item]:
    return [
        Item(
            id=one.id,
            kind="digest",
            title=f"Digest, {one.period[0]:%B %Y} to {one.period[1]:%B %Y}",
            words=one.words,
            address=f"/news/digests/{one.id}",
            at=start_of(one.issued_on),
            themes=tuple(code for code, _ in one.figures.themes),
        )
        for one in await digests.public(conn, most)
        if one.period and one.issued_on
    ]


async def _trends(conn: Conn, _most: int) -> Sequence[Item]:
    return [
        Item(
            id=one.trend_id,
            kind="trend",
            title=f"{one.theme.label}: {one.reviews} of {one.of_reviews} reviews",
            words=(
                f"Found in {one.reviews} of {one.of_reviews} reviews ({one.percent}%), from"
                f" {one.partnerships} of {one.of_partnerships} partnerships. It is not a measure"
                " of performance."
            ),
            address=f"/news?theme={one.theme.value}",
            at=start_of(one.released_on),
            themes=(one.theme.value,),
        )
        for one in await trends.latest(conn)
    ]


async def _national(conn: Conn, most: int) -> Sequence[Item]:
    return [
        Item(
            id=one.selection_id,
            kind="national",
            title=f"Looked at nationally: {one.topic.label}",
            words="What the Panel looked at, by which criteria, and what came of it.",
            address="/selection-log",
            at=start_of(one.logged_on),
            themes=(one.topic.value,),
        )
        for one in await selection.entries(conn, most)
    ]


async def _resources(conn: Conn, most: int) -> Sequence[Item]:
    return [
        Item(
            id=one.id,
            kind="resource",
            title=one.title,
            words=f"{one.resource_kind.label} in the library. {one.co_production.label}.",
            address=one.address,
            at=start_of(one.listed_on),
            themes=tuple(theme.value for theme in one.themes),
        )
        for one in await resources.newest(conn, most)
    ]


async def _reports(conn: Conn, most: int) -> Sequence[Item]:
    rows = await conn.fetch(
        """
        select t.id, coalesce(p.name, c.partnership) as name, c.region_code,
            (t.fact->>'published_on')::date as published_on, t.fact->>'address' as address
        from timeline t join case_view c using (incident_id)
        left join partnership p on p.slug = c.partnership
        where t.type in (
            'uk.cspr.review.lcspr-published.v1', 'uk.cspr.review.lcspr-improvements-published.v1'
        ) and t.fact->>'address' is not null and not exists (
            select from timeline later where later.incident_id = t.incident_id
                and later.type = any($2)
                and (later.at, later.sequence) > (t.at, t.sequence)
        )
        order by t.at desc limit $1
        """,
        most,
        NO_LONGER,
    )
    return [
        Item(
            id=row["id"],
            kind="report",
            title=f"{row['name']}: a local review is published",
            words="The report stands with the partnership.",
            address=row["address"],
            at=start_of(row["published_on"]),
            regions=(row["region_code"],),
        )
        for row in rows
    ]


async def _webinars(conn: Conn, most: int) -> Sequence[Item]:
    found = [one for one in await webinars.newest(conn, most) if not one.cancelled]
    return [item for one in found for item in items_of(one)]


def items_of(webinar: Webinar) -> Iterator[Item]:
    """A webinar, and its recording as news of its own."""
    details = webinar.details
    if details is None or webinar.first_at is None or webinar.changed_at is None:
        return
    own: dict[str, Any] = {
        "kind": "webinar",
        "themes": details.themes,
        "audiences": details.audiences,
    }
    yield Item(
        id=webinar.id,
        title=details.title,
        words=f"A webinar, {moment(details.starts_at)}, {details.minutes} minutes.",
        address=f"/webinars#webinar-{webinar.id}",
        at=webinar.first_at,
        **own,
    )
    if details.recording:
        yield Item(
            id=uuid5(webinar.id, "recording"),
            title=f"Recording: {details.title}",
            words=f"What was said on {day(details.starts_at)}.",
            address=details.recording,
            at=webinar.changed_at,
            **own,
        )


PARTS: Mapping[str, Callable[[Conn, int], Awaitable[Sequence[Item]]]] = {
    "digest": _digests,
    "trend": _trends,
    "national": _national,
    "report": _reports,
    "resource": _resources,
    "webinar": _webinars,
}
"""Where each kind is read, in the order of ``KINDS``."""
