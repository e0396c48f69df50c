"""The coded features of cases, by which later ones find those that are like them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.envelope import Fact
from contracts.notify import ChildFacts, NotificationSubmittedV1
from contracts.notify_changes import NotificationAmendedV1
from contracts.review.consideration import DecisionRecordedV1
from contracts.review.correction import DecisionCorrectedV1
from contracts.review.curation import CaseCuratedV1
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from contracts.review.rapid_review_steps import RapidReviewConfirmedV1

SHELF_MAX = 5000
Features = dict[str, list[str]]


@dataclass(frozen=True)
class Earlier:
    """A decided case on the shelf."""

    incident_id: UUID
    reference: str
    authority: str
    decided_on: date
    use: str
    features: Features


def of(fact: Fact) -> Features:
    """What a fact tells of its case in codes. A child's sex, ethnicity and disability are left out.

    Two cases are not to be decided alike because two children are alike in those. A rapid review whose core
    nobody has confirmed tells nothing: what an earlier version said stands until then.
    """
    match fact:
        case NotificationSubmittedV1():
            where = fact.circumstances.location_kind if fact.circumstances else None
            return _known({"kind": [fact.kind_of_incident.value], **_where(where)}) | _ages(
                fact.children
            )
        case NotificationAmendedV1():
            kind = [fact.kind_of_incident.value] if fact.kind_of_incident else []
            where = fact.circumstances.location_kind if fact.circumstances else None
            return _known({"kind": kind, **_where(where)}) | _ages(fact.children or ())
        case (
            RapidReviewSubmittedV1(core_confirmed=False)
            | RapidReviewResubmittedV1(core_confirmed=False)
        ):
            return {}
        case RapidReviewSubmittedV1() | RapidReviewResubmittedV1() | RapidReviewConfirmedV1():
            return _known({"themes": _values(fact.themes), "view": [fact.partnership_view.value]})
        case DecisionRecordedV1():
            return _known({"themes": _values(fact.themes), "outcome": [fact.outcome.value]})
        case DecisionCorrectedV1():
            return _known({"themes": _values(fact.themes or ()), "outcome": [fact.outcome.value]})
        case _:
            return {}


def _known(found: Features) -> Features:
    return {name: codes for name, codes in found.items() if codes}


def _values(codes: Sequence[Any]) -> list[str]:
    return sorted({one.value for one in codes})


def _where(location: str | None) -> Features:
    return {"setting": [location]} if location and location != "not_asked" else {}


def _ages(children: Sequence[ChildFacts]) -> Features:
    return _known(
        {
            "age": _values([one.age_band for one in children]),
            "looked_after": [
                one
                for one in _values([one.looked_after for one in children])
                if one in ("yes", "no")
            ],
        }
    )


async def fold(conn: Conn, told: Sequence[tuple[UUID, Features]]) -> None:
    """Add what was told of cases; of a feature the latest word counts."""
    await conn.executemany(
        """
        insert into case_feature (incident_id, features) values ($1, $2)
        on conflict (incident_id) do update set features = case_feature.features || excluded.features
        """,
        list(told),
    )
    await note_themes(conn, [id_ for id_, _ in told])


async def note_themes(conn: Conn, ids: Sequence[UUID]) -> None:
    """Let these cases be found by their themes, whichever of the two was told of first."""
    await conn.execute(
        """
        update case_view c set themes = array(
            select 'theme/' || theme from jsonb_array_elements_text(f.features->'themes') theme
        )
        from case_feature f
        where f.incident_id = c.incident_id and c.incident_id = any($1) and f.features ? 'themes'
        """,
        list(ids),
    )


async def note_decided(conn: Conn, facts: Sequence[DecisionRecordedV1]) -> None:
    """These cases are decided; the latest round counts."""
    await conn.executemany(
        "update case_feature set decided_on = $2 where incident_id = $1",
        [(fact.incident_id, fact.decided_on) for fact in facts],
    )


async def curate(conn: Conn, facts: Sequence[CaseCuratedV1]) -> None:
    """How these cases stand on the shelf."""
    await conn.executemany(
        """
        insert into case_feature (incident_id, use) values ($1, $2)
        on conflict (incident_id) do update set use = excluded.use
        """,
        [(fact.incident_id, fact.use.value) for fact in facts],
    )


async def of_case(conn: Conn, incident_id: UUID) -> Features:
    """The features of one case."""
    found: Features | None = await conn.fetchval(
        "select features from case_feature where incident_id = $1", incident_id
    )
    return found or {}


async def shelf(
    conn: Conn, but: UUID, regions: list[str] | None, who: list[str] | None = None
) -> list[Earlier]:
    """The decided cases but one and those set aside, the latest first; None: of every region, of all."""
    rows = await conn.fetch(
        """
        select f.incident_id, c.reference, c.authority_name as authority, f.decided_on, f.use,
            f.features
        from case_feature f join case_view c using (incident_id)
        where f.decided_on is not null and f.use <> 'set_aside' and f.incident_id <> $1
            and ($2::text[] is null or c.region_code = any($2))
            and is_open_to(c.open_to, $4)
        order by f.decided_on desc limit $3
        """,
        but,
        regions,
        SHELF_MAX,
        who,
    )
    return [Earlier(**row) for row in rows]
