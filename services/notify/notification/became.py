"""What became of an incident after it was notified, as far as its partners were told: a small fold.

A decision is the partners' news when its letter is issued, so the letter is what is heard here.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.correspondence import LetterIssuedV1
from contracts.envelope import Fact
from contracts.http_receipt import Became
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.rapid_review import (
    RapidReviewCancelledV1,
    RapidReviewOpenedV1,
    RapidReviewResubmittedV1,
    RapidReviewSubmittedV1,
)

HEARD = (
    RapidReviewOpenedV1,
    RapidReviewSubmittedV1,
    RapidReviewResubmittedV1,
    RapidReviewCancelledV1,
    LcsprInitiatedV1,
    LcsprPublishedV1,
    LetterIssuedV1,
)
STAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "rapid_review_due": ("The partners owe a rapid review.", ("partnership",)),
    "with_national_body": ("The rapid review is with the Panel.", ("national_body",)),
    "letter_sent": ("The Panel has written to the partners.", ()),
    "awaiting_partners": ("The Panel's letter awaits the partners' reply.", ("partnership",)),
    "lcspr": ("A local child safeguarding practice review is in progress.", ("partnership",)),
    "published": ("The local child safeguarding practice review is published.", ()),
    "cancelled": ("The rapid review is cancelled.", ()),
}


def fold(told: Mapping[str, Any], fact: Fact, at: datetime) -> dict[str, Any]:
    """What is known after a fact of business time ``at``; pure.

    The facts come on two topics, in no order between them: the latest by its time says where it stands.
    """
    match fact:
        case RapidReviewOpenedV1():
            return _at(told, at, "rapid_review_due", review_due_on=str(fact.clock.due_on))
        case RapidReviewSubmittedV1() | RapidReviewResubmittedV1():
            if fact.version <= told.get("review_version", 0):
                return dict(told)
            received = {"review_received_on": str(fact.received_on), "review_version": fact.version}
            return _at(told, at, "with_national_body", **received)
        case LetterIssuedV1():
            if fact.round <= told.get("letter_round", 0):
                return dict(told)
            awaited = fact.awaits_decision or fact.reply_clock is not None
            stage = "awaiting_partners" if awaited else "letter_sent"
            sent = {"letter_on": str(fact.issued_on), "letter_round": fact.round}
            return _at(told, at, stage, **sent)
        case LcsprInitiatedV1():
            return _at(told, at, "lcspr")
        case LcsprPublishedV1():
            return _at(told, at, "published")
        case RapidReviewCancelledV1():
            return _at(told, at, "cancelled")
        case _:
            return dict(told)


def _at(told: Mapping[str, Any], at: datetime, stage: str, **more: Any) -> dict[str, Any]:
    when = at.astimezone(UTC).isoformat()
    if when < told.get("stage_at", ""):
        return {**told, **more}
    return {**told, **more, "stage": stage, "stage_at": when}


def shown(told: Mapping[str, Any] | None) -> Became | None:
    """As a receipt tells it; None while nothing was heard."""
    if not told:
        return None
    means, awaited = STAGES[told["stage"]]
    return Became.model_validate({**told, "stage_means": means, "awaited_from": awaited})


async def note(conn: Conn, heard: Sequence[tuple[UUID, Fact, datetime]]) -> None:
    """Fold facts of incidents that are known here; what moved is a change that its sender reads."""
    ids = list(dict.fromkeys(id_ for id_, _, _ in heard))
    rows = await conn.fetch(
        """
        select id, became.told from notification left join became on incident_id = id
        where id = any($1)
        """,
        ids,
    )
    before = {row["id"]: row["told"] or {} for row in rows}
    after = dict(before)
    for id_, fact, at in heard:
        if id_ in after:
            after[id_] = fold(after[id_], fact, at)
    moved = [id_ for id_ in before if after[id_] != before[id_]]
    at = max(at for _, _, at in heard)
    await conn.execute(
        """
        with told as (
            select id, told from unnest($1::uuid[], $2::jsonb[]) as told (id, told)
        ), kept as (
            insert into became (incident_id, told) select id, told from told
            on conflict (incident_id) do update set told = excluded.told
        )
        insert into notification_change (incident_id, authority_code, what, version, at)
        select id, authority_code, 'became', version, $3
        from told join notification using (id)
        """,
        moved,
        [after[id_] for id_ in moved],
        at,
    )
