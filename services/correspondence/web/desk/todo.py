"""What waits for a person at the desk, counted: letters, replies, tasks, standard lines, refused commands."""

from dataclasses import dataclass
from datetime import date

from chassis.ask import tray
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.contact import store as contacts
from services.correspondence.contact.domain import Action
from services.correspondence.delivery import posting
from services.correspondence.letter import store as letter_store
from services.correspondence.policy.dialogue import panels_clock
from services.correspondence.read_models import desk
from services.correspondence.standard_line.domain import Line
from services.correspondence.standard_line.store import lines
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
    refused: int = 0

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return any(
            (
                *(self.to_prepare, self.to_approve, self.replies, self.agreed_late),
                *(self.tasks, self.to_post, self.lines, self.refused),
            )
        )


async def of(conn: Conn, actor: Actor, regions: list[str] | None, today: date) -> Todo:
    """What waits for this person."""
    waiting = await letter_store.waiting(conn, regions)
    prepares, approves = (POLICY.may(actor, f"{verb}_letter") for verb in ("prepare", "approve"))
    drafts = [one for one in waiting if one.status == "drafted"]
    others = [one for one in waiting if one.status == "prepared" and actor.id not in one.authors]
    tasks = await desk.open_tasks(conn, regions) if POLICY.may(actor, "do_task") else []
    paper = await posting.tray(conn, regions) if POLICY.may(actor, "do_task") else []
    owed = await _owed(conn, regions) if POLICY.may(actor, "answer_view") else []
    follows = POLICY.may(actor, "log_contact")
    agreed = await contacts.with_open_actions(conn, regions) if follows else []
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
        refused=len(await tray(conn, actor.id)),
    )


async def _owed(conn: Conn, regions: list[str] | None) -> list[date]:
    """When each reply that waits for the Panel is to be answered."""
    waiting = await store.awaiting_panel(conn, regions, in_threads=True)
    return [panels_clock(one.voice.raised_on).due_on for one in waiting if one.voice.raised_on]


def _late(agreed: Action, today: date) -> bool:
    return agreed.due_on is not None and agreed.due_on < today


def _calls(line: Line, actor: Actor, today: date) -> bool:
    """Whether a standard line waits for this person: to approve what others worded, or to review it."""
    if line.proposal:
        return POLICY.may(actor, "approve_line") and actor.id not in line.proposal.by
    return POLICY.may(actor, "word_line") and line.to_review(today)
