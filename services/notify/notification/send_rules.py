"""Who must be told of a notification, and what may be recorded of it. Pure."""

from collections.abc import Iterable
from datetime import date

from chassis.errors import Refused
from services.notify.notification.commands import CorrectTold, RecordTold
from services.notify.notification.events import Shared, SharingCorrected
from services.notify.notification.possible import must_be_live
from services.notify.notification.state import GUIDANCE, Notification

STATUTORY = ("dfe", "ofsted")
WORDED = "other"
"""The way that says nothing by itself."""


def to_be_told(authority: str, others: Iterable[str]) -> tuple[str, ...]:
    """Each once, whatever its roles; the authority that has the notification knows of it."""
    codes = dict.fromkeys(code for code in others if code != authority)
    return (*STATUTORY, *(f"authority:{code}" for code in codes))


def record_told(state: Notification, command: RecordTold) -> tuple[Shared, ...]:
    """What is recorded stays until it is corrected; what ended meanwhile is not told any more."""
    told = (command.told_on, command.how)
    if command.before == told and command.same_words:
        return ()
    if command.before:
        reason = "Another day or way is recorded of this already. If that is wrong, correct it."
        raise Refused(reason, GUIDANCE, code="told_already")
    if command.about == "notification":
        must_be_live(state)
    if command.ended:
        raise Refused("They need not be told any more.", GUIDANCE, code="ended")
    _is_possible(told, command)
    return (Shared(command.recipient, *told, command.about),)


def correct_told(command: CorrectTold) -> tuple[SharingCorrected, ...]:
    """A mistake is corrected whatever became of the notification since."""
    if command.told == command.before and command.same_words:
        return ()
    if command.before is None:
        raise Refused("Nobody has recorded that they were told.", GUIDANCE, code="not_told")
    if command.told:
        _is_possible(command.told, command)
    told_on, how = command.told or (None, None)
    return (SharingCorrected(command.recipient, command.on, told_on, how, command.about),)


def _is_possible(told: tuple[date, str], command: RecordTold | CorrectTold) -> None:
    told_on, how = told
    wrong = (
        (told_on > command.on, "They can not have been told in the future.", "told_on", "date"),
        (
            told_on < command.since,
            "They can not have been told before it was known.",
            "told_on",
            "date",
        ),
        (how == WORDED and not command.worded, "Say in a few words how.", "words", "words"),
    )
    for is_wrong, reason, field, code in wrong:
        if is_wrong:
            raise Refused(reason, GUIDANCE, field, code)
