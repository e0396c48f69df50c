"""What waits for a person at the desk, counted: letters, tasks, refused commands."""

from dataclasses import dataclass

from chassis.ask import tray
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.letter import store as letter_store
from services.correspondence.read_models import desk


@dataclass(frozen=True)
class Todo:
    """How many of each wait; a reader who may not act on them has none."""

    to_prepare: int = 0
    to_approve: int = 0
    tasks: int = 0
    refused: int = 0

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return bool(self.to_prepare or self.to_approve or self.tasks or self.refused)


async def of(conn: Conn, actor: Actor, regions: list[str] | None) -> Todo:
    """What waits for this person."""
    waiting = await letter_store.waiting(conn, regions)
    prepares, approves = (POLICY.may(actor, f"{verb}_letter") for verb in ("prepare", "approve"))
    drafts = [one for one in waiting if one.status == "drafted"]
    others = [one for one in waiting if one.status == "prepared" and actor.id not in one.authors]
    tasks = await desk.open_tasks(conn, regions) if POLICY.may(actor, "do_task") else []
    return Todo(
        to_prepare=len(drafts) if prepares else 0,
        to_approve=len(others) if approves else 0,
        tasks=len(tasks),
        refused=len(await tray(conn, actor.id)),
    )
