"""What stands above every page of whoever has a draft that is deleted soon."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.identity import Actor
from chassis.web.menu import Link
from chassis.web.words import day
from services.notify.access import POLICY
from services.notify.draft.domain import Draft
from services.notify.draft.handlers import Drafts


@dataclass(frozen=True)
class Ending:
    """Tells a person of the drafts that are deleted soon, whatever page they opened."""

    drafts: Drafts

    async def __call__(self, actor: Actor) -> Sequence[Link]:
        """A line for each, which leads to it."""
        found = await self.drafts.ending(actor) if POLICY.may(actor, "draft") else []
        return [
            Link(
                f"A draft begun on {day(one.started_on)} will be deleted on"
                f" {day(Draft(one.id, started_on=one.started_on).deleted_on)}",
                f"/drafts/{one.id}",
            )
            for one in found
        ]
