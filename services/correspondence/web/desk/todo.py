"""What waits for a person at the desk, counted: letters, replies, tasks, standard lines, refused commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.access import known_as
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY, listing_of
from services.correspondence.contact import store as contacts
from services.correspondence.contact.domain import Action
from services.correspondence.delivery import posting
from services.correspondence.letter import store as letter_store
from services.correspondence.policy.dialogue import panels_clock
from services.correspondence.read_models import desk
from services.correspondence.restriction.store import standing, unreviewed
from services.correspondence.standard_line.domain import Line
from services.correspondence.standard_line.store import lines
from services.correspondence.use_cases.refused_later import refused_later
from services.correspondence.voice import store


@dataclass(frozen=True)
class Todo:
    """How many of each wait; a reader who may not act on them has none."""

    to_prepare: int = 0
    to_approve: int = 0
    replies: int = 0
    replies_late: int = 0
    agreed_late: int = 0
    tasks: int = 0
    own_tasks: int = 0
    late_tasks: int = 0
    to_post: int = 0
    lines: int = 0
    opened: int = 0
    restrictions: Sequence[str] = ()
    refused: int = 0

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return any(vars(self).values())


async def of(conn: Conn, actor: Actor, regions: list[str] | None, today: date) -> Todo:
    """What waits for this person."""
    who = known_as(actor)
    waiting = await letter_store.waiting(conn, regions, who)
    prepares, approves = (POLICY.may(actor, f"{verb}_letter") for verb in ("prepare", "approve"))
    drafts = [one for one in waiting if one.status == "drafted"]
    others = [one for one in waiting if one.status == "prepared" and actor.id not in one.authors]
    tasks = await desk.open_tasks(conn, regions, who) if POLICY.may(actor, "do_task") else []
    paper = await posting.tray(conn, regions, who) if POLICY.may(actor, "do_task") else []
    owed = await _owed(conn, actor) if POLICY.may(actor, "answer_view") else []
    follows = POLICY.may(actor, "log_contact")
    agreed = await contacts.with_open_actions(conn, regions, who) if follows else []
    return Todo(
        to_prepare=len(drafts) if prepares else 0,
        to_approve=len(others) if approves else 0,
        replies=len(owed),
        replies_late=len([one for one in owed if one < today]),
        agreed_late=len([one for each in agreed for one in each.open_actions if _late(one, today)]),
        tasks=len(tasks),
        to_post=len([one for one in paper if one.posted_on is None]),
        own_tasks=len([one for one in tasks if one.owner == actor.id]),
        late_tasks=len([one for one in tasks if one.is_late(today)]),
        lines=len([one for one in (await lines(conn)).values() if _calls(one, actor, today)]),
        **await _restricted(conn, actor, who, today),
        refused=len(await refused_later(conn, actor)),
    )


async def _owed(conn: Conn, actor: Actor) -> list[date]:
    """When each reply that waits for the Panel is to be answered."""
    waiting = await store.awaiting_panel(conn, listing_of(actor), in_threads=True)
    return [panels_clock(one.voice.raised_on).due_on for one in waiting if one.voice.raised_on]


def _late(agreed: Action, today: date) -> bool:
    return agreed.due_on is not None and agreed.due_on < today


async def _restricted(conn: Conn, actor: Actor, who: list[str], today: date) -> dict[str, Any]:
    """Restricted cases that somebody opened who is not named, and restrictions whose day of review is come."""
    opened = await unreviewed(conn, who) if POLICY.may(actor, "review_glass") else []
    standing_ = await standing(conn, who) if POLICY.may(actor, "restrict_case") else []
    late = [one.reference for one in standing_ if one.now and one.now.review_on <= today]
    return {
        "opened": sum(len(one.unreviewed) for one in opened),
        "restrictions": late,
    }


def _calls(line: Line, actor: Actor, today: date) -> bool:
    """Whether a standard line waits for this person: to approve what others worded, or to review it."""
    if line.proposal:
        return POLICY.may(actor, "approve_line") and actor.id not in line.proposal.by
    return POLICY.may(actor, "word_line") and line.to_review(today)
