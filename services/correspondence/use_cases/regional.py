"""Commands about regional groups: staff form them, a region's lead does the rest for that region.

A partnership answers what it is offered itself.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.access import Scope
from chassis.ask import Asked
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from services.correspondence import directory
from services.correspondence.access import POLICY
from services.correspondence.read_models import regional_groups
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.asking import FORM_GROUP, GROUP_COMMANDS, PERMISSIONS

SOURCE = "the register of partnerships"


async def give(
    actions: Actions,
    group_id: UUID,
    name: str,
    said: Mapping[str, Any],
    actor: Actor,
    id_: UUID,
) -> Asked:
    """Give review a command about a group.

    Raises Refused, Invalid naming the wrong fields, Reused, NotFound outside the actor's region, or for
    an offer to a partnership that is not the actor's.
    """
    if name not in GROUP_COMMANDS:
        raise NotFound("There is no such command.")
    async with actions.service.db.read() as conn:
        region = await regional_groups.region_of(conn, group_id)
        offered_to = await regional_groups.offered_to(conn, group_id, str(said.get("offer_id", "")))
        known = await directory.of_region(conn, str(said.get("region_code", "")))
    if not actions.is_background(actor):
        POLICY.check(actor, PERMISSIONS[name], Scope(offered_to, region))
    if name == FORM_GROUP:
        _check_region(said, {slug for slug, _name in known})
    whole = {**said, "group_id": str(group_id)}
    return await actions.give_apart(group_id, name, whole, actor, id_)


def _check_region(said: Mapping[str, Any], known: set[str]) -> None:
    """Only the register knows which partnerships a region has."""
    named = said.get("partnerships")
    strangers = sorted({str(one) for one in named} - known) if isinstance(named, list) else []
    if strangers:
        reason = f"The register names no partnership {strangers[0]} in this region."
        raise Refused(reason, SOURCE, "partnerships", "other_region")
