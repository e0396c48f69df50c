"""What became of an incident after it was notified, as far as its partners were told: a small fold.

A decision is the partners' news when its letter is issued: until then the case is with the Panel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.http_receipt import Became
from contracts.review.case_state import CaseStateChangedV1, Stage

HEARD = (CaseStateChangedV1,)
WITHIN = {Stage.LISTED: Stage.WITH_NATIONAL_BODY, Stage.DECIDED: Stage.WITH_NATIONAL_BODY}
"""Stages that are the Panel's own affair."""
DAYS = {"round_begun": "review_received_on", "letter_issued": "letter_on"}
"""The milestones whose days a receipt has, by its own names."""


@dataclass(frozen=True)
class Standing:
    """A stage in words: what it means, what happens next, and what is awaited from whom."""

    means: str
    next: str
    awaits: Mapping[str, str] = field(default_factory=dict)


NOTHING_MORE = "Nothing more is needed of this notification."
STAGES: Mapping[Stage, Standing] = {
    Stage.RAPID_REVIEW_DUE: Standing(
        "The partners owe a rapid review.",
        "The partners send a rapid review by {due:%A} {due.day} {due:%B %Y}, {working_days} working days after "
        "{since:%A} {since.day} {since:%B %Y}.",
        {"partnership": "The partners: rapid review"},
    ),
    Stage.WITH_NATIONAL_BODY: Standing(
        "The rapid review is with the Panel.",
        "The Panel considers the rapid review and writes to the partners.",
        {
            "national_body": "The Panel: letter on the rapid review",
            "partnership": "The partners: local review",
        },
    ),
    Stage.AWAITING_INFORMATION: Standing(
        "The Panel has asked the partners for more.",
        "The partners send what the Panel asked for.",
        {"partnership": "The partners: what the Panel asked for"},
    ),
    Stage.AWAITING_PARTNERS: Standing(
        "The Panel's letter awaits the partners' decision.",
        "The partners decide whether they hold a local review, and tell the Panel.",
        {"partnership": "The partners: decision on a local review"},
    ),
    Stage.LCSPR: Standing(
        "A local child safeguarding practice review is in progress.",
        "The partners complete the local review and publish it.",
        {"partnership": "The partners: local review"},
    ),
    Stage.PUBLISHED: Standing(
        "The local child safeguarding practice review is published.", NOTHING_MORE
    ),
    Stage.CLOSED: Standing(
        "The Panel has answered the rapid review, and nothing is awaited.", NOTHING_MORE
    ),
    Stage.CANCELLED: Standing("The rapid review is cancelled.", NOTHING_MORE),
}


def fold(told: Mapping[str, Any], fact: CaseStateChangedV1) -> dict[str, Any]:
    """What is known after a state of its case; a day stays known when a new round begins. Pure."""
    if fact.version <= told.get("version", 0):
        return dict(told)
    days = {DAYS[one.code]: str(one.on) for one in fact.milestones if one.code in DAYS}
    due = next((str(one.due_on) for one in fact.clocks if one.code == "RR1"), None)
    days |= {"review_due_on": due} if due else {}
    rounds = {"letter_round": fact.round} if "letter_on" in days else {}
    return {
        **told,
        **days,
        **rounds,
        "version": fact.version,
        "stage": WITHIN.get(fact.stage, fact.stage).value,
        "awaited_from": list(fact.awaited_from),
        "review_version": fact.review_version,
    }


def shown(told: Mapping[str, Any] | None) -> Became | None:
    """As a receipt tells it; None while nothing was heard."""
    if not told:
        return None
    return Became.model_validate({**told, "stage_means": STAGES[Stage(told["stage"])].means})


def standing(became: Became | None) -> Standing:
    """Where an incident in scope stands: a rapid review is due before anything was heard."""
    return STAGES[Stage(became.stage) if became else Stage.RAPID_REVIEW_DUE]


def awaited(became: Became | None) -> tuple[str, ...]:
    """What is awaited now of an incident in scope, and from whom."""
    whose = became.awaited_from if became else ("partnership",)
    return tuple(words for who, words in standing(became).awaits.items() if who in whose)


async def note(conn: Conn, heard: Sequence[tuple[UUID, CaseStateChangedV1, datetime]]) -> None:
    """Fold states of cases that are known here; what reads otherwise then is a change that its sender reads."""
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
    for id_, fact, _ in heard:
        if id_ in after:
            after[id_] = fold(after[id_], fact)
    heard_of = [id_ for id_ in before if after[id_] != before[id_]]
    moved = [shown(after[id_]) != shown(before[id_]) for id_ in heard_of]
    await conn.execute(
        """
        with told as (
            select id, told, moved
            from unnest($1::uuid[], $2::jsonb[], $3::boolean[]) as told (id, told, moved)
        ), kept as (
            insert into became (incident_id, told) select id, told from told
            on conflict (incident_id) do update set told = excluded.told
        )
        insert into notification_change (incident_id, authority_code, what, version, at)
        select id, authority_code, 'became', version, $4
        from told join notification using (id) where moved
        """,
        heard_of,
        [after[id_] for id_ in heard_of],
        moved,
        max(at for _, _, at in heard),
    )
