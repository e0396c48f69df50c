"""What waits for a person at the desk, counted: letters, tasks, standard lines, refused commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.access import known_as
from chassis.ask import tray
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.letter import store as letter_store
from services.correspondence.read_models import desk
from services.correspondence.restriction.store import standing, unreviewed
from services.correspondence.standard_line.domain import Line
from services.correspondence.standard_line.store import lines


@dataclass(frozen=True)
class Todo:
    """How many of each wait; a reader who may not act on them has none."""

    to_prepare: int = 0
    to_approve: int = 0
    tasks: int = 0
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
    return Todo(
        to_prepare=len(drafts) if prepares else 0,
        to_approve=len(others) if approves else 0,
        tasks=len(tasks),
        lines=len([one for one in (await lines(conn)).values() if _calls(one, actor, today)]),
        **await _restricted(conn, actor, who, today),
        refused=len(await tray(conn, actor.id)),
    )


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
