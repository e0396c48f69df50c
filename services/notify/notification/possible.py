"""What is possible at all: dates, positions, and that a notification still counts. Pure."""

from collections.abc import Sequence
from datetime import date

from chassis.errors import Refused
from services.notify.notification.commands import Position
from services.notify.notification.state import GUIDANCE, Notification, Status

ONE_EACH = f"{GUIDANCE}: one notification an incident"


def dates_are_possible(occurred_on: date, aware_on: date, today: date) -> None:
    """Refuse dates in the future, and awareness before the incident."""
    wrong = (
        (occurred_on > today, "The incident can not be in the future.", "/occurred_on"),
        (aware_on > today, "Awareness can not be in the future.", "/aware_on"),
        (
            aware_on < occurred_on,
            "The authority can not have been aware before the incident.",
            "/aware_on",
        ),
    )
    for is_wrong, reason, field in wrong:
        if is_wrong:
            raise Refused(reason, GUIDANCE, field, "date")


def positions_are_possible(positions: Sequence[Position], today: date, field: str) -> None:
    """Refuse positions that are yet to be stated."""
    if any(one.stated_on and one.stated_on > today for one in positions):
        reason = "A position can not have been stated in the future."
        raise Refused(reason, GUIDANCE, field, "date")


def has_room(children: int, most: int) -> None:
    """How many children are told apart is policy."""
    if children >= most:
        reason = f"At most {most} children are told apart; tell of more in the outline."
        raise Refused(reason, GUIDANCE, "number", "too_many")


def must_be_live(state: Notification) -> None:
    """Refuse what is asked of a notification that is not there, or counts no more."""
    if state.status is None:
        raise Refused("There is no such notification.", GUIDANCE, code="unknown")
    if state.status is Status.WITHDRAWN:
        raise Refused("The notification is withdrawn.", GUIDANCE, code="withdrawn")
    if state.status is Status.DUPLICATE:
        reason = "Another notification of the same incident goes on; change that one."
        raise Refused(reason, ONE_EACH, code="duplicate")
