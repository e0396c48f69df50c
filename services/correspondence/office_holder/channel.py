"""How an organisation's letters come: what goes with each way. Pure."""

from chassis.errors import Refused
from services.correspondence.office_holder.commands import Choose
from services.correspondence.office_holder.holder import SOURCE


def kept_address(command: Choose, before: str) -> str:
    """The address to keep: for letters on paper alone; the one of before may stand in a form still.

    Raises Refused where one is missing, or was typed for a way that needs none.
    """
    if command.channel == "post":
        if not command.address:
            raise Refused("Give the address to which letters are posted.", SOURCE, "address")
        return command.address
    if command.address not in ("", before):
        reason = "An address is for letters on paper: choose those, or leave the address empty."
        raise Refused(reason, SOURCE, "address")
    return ""
