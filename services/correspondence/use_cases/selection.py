"""The public log of what was looked at nationally: entries are given to review, and read by anyone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.ask import Asked, Sender
from chassis.identity import Actor
from contracts.codes import Theme
from services.correspondence.access import POLICY
from services.correspondence.read_models import trends
from services.correspondence.use_cases import asking
from services.correspondence.use_cases.actions import Actions

LOG = "log-selection"


async def log(
    actions: Actions, said: Mapping[str, Any], actor: Actor, selection_id: UUID, id_: UUID
) -> Asked:
    """Enter a topic, or what came of it since; how often it was found is taken from released figures.

    Raises Refused, Invalid naming the wrong fields, Reused.
    """
    if not actions.is_background(actor):
        POLICY.check(actor, "log_selection")
    entry = asking.COMMANDS[LOG]
    topic = str(said.get("topic", ""))
    async with actions.service.db.read() as conn:
        keys = actions.service.keys
        digest = await asking.digest_of(
            conn, keys, selection_id, actor, entry.type, said, keyless=True
        )
        theme = [Theme(topic)] if topic in list(Theme) else []
        found = next(iter((await trends.released(conn, theme)).values()), None)
    prevalence = (
        found.model_dump(
            mode="json",
            include={
                *("reviews", "of_reviews", "partnerships", "of_partnerships"),
                *("as_of", "data_set_version"),
            },
        )
        if found
        else None
    )
    whole = {**said, "selection_id": str(selection_id), "prevalence": prevalence}
    command = asking.parsed(entry, whole)
    sender = Sender(actor.id, actor.roles)
    return await actions.service.ask(
        command, key=selection_id, sender=sender, command_id=id_, digest=digest
    )
