"""What stands in a command's form, kept for its writer: saved for later, or on its way to an answer."""

from typing import Any
from uuid import UUID

from chassis.identity import Actor
from services.correspondence.read_models import asked
from services.correspondence.use_cases import drafts
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.case import CaseShown

ASKED = "asked"


async def keep(
    actions: Actions, actor: Actor, case: CaseShown, command: str, values: dict[str, Any]
) -> None:
    """Keep it sealed under the case's key."""
    async with actions.service.db.begin() as tx:
        keys = actions.service.keys
        await drafts.save(tx.conn, keys, actor.id, case.incident_id, command, values)


async def load(
    actions: Actions, actor: Actor, case: CaseShown, command: str
) -> dict[str, Any] | None:
    """What was kept; nothing of a command that has been done, or is still being recorded."""
    async with actions.service.db.read() as conn:
        kept = await drafts.load(conn, actions.service.keys, actor.id, case.incident_id, command)
        given = (kept or {}).pop(ASKED, None)
        became = await asked.own(conn, actor.id, UUID(given)) if given else None
    return None if became and became.outcome != "refused" else kept


async def drop(actions: Actions, actor: Actor, case: CaseShown, command: str) -> None:
    """The command was done."""
    async with actions.service.db.begin() as tx:
        await drafts.drop(tx.conn, actor.id, case.incident_id, command)
