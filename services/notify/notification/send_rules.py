"""Who must be told of a notification, and what may be recorded of it. Pure."""

from collections.abc import Iterable

from chassis.errors import Refused
from services.notify.notification.commands import RecordTold
from services.notify.notification.events import Shared
from services.notify.notification.possible import must_be_live
from services.notify.notification.state import GUIDANCE, Notification

STATUTORY = ("dfe", "ofsted")


def to_be_told(authority: str, others: Iterable[str]) -> tuple[str, ...]:
    """Each once, whatever its roles; the authority that has the notification knows of it."""
    codes = dict.fromkeys(code for code in others if code != authority)
    return (*STATUTORY, *(f"authority:{code}" for code in codes))


def record_told(state: Notification, command: RecordTold) -> tuple[Shared, ...]:
    """What is recorded stays; what ended meanwhile is not told any more."""
    told = (command.told_on, command.how)
    if command.before == told:
        return ()
    if command.before:
        reason = "Another day or way is recorded of this already."
        raise Refused(reason, GUIDANCE, code="told_already")
    must_be_live(state)
    if command.ended:
        raise Refused("The notification concerns them no more.", GUIDANCE, code="ended")
    wrong = (
        (command.told_on > command.on, "They can not have been told in the future."),
        (command.told_on < command.since, "They can not have been told before it was known."),
    )
    for is_wrong, reason in wrong:
        if is_wrong:
            raise Refused(reason, GUIDANCE, "told_on", "date")
    return (Shared(command.recipient, *told),)
