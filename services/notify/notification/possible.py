"""What is possible at all: dates, positions, and that a notification still counts. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from chassis.errors import Refused
from services.notify.notification.commands import Position
from services.notify.notification.state import GUIDANCE, Notification, Status

ONE_EACH = f"{GUIDANCE}: one notification an incident"

BEFORE: Mapping[str, str] = {
    "/aware_on": "The authority can not have been aware before the incident.",
    "/partners_told_on": "The partners can not have been told before the incident.",
}
NAMES: Mapping[str, str] = {"health": "Integrated care board", "police": "Police"}
POSITIONS = f"{GUIDANCE}: each partner states its own position"
OWN = "it stated its position itself. Only it may change that, on the page of its own."
NOT_KEPT = (
    "who stated its position was not kept then, so it counts as its own word."
    " Only it may change that, on the page of its own."
)
STATED_BEFORE = "A position can not have been stated before the incident."


def dates_are_possible(occurred_on: date, aware_on: date, today: date) -> None:
    """Refuse dates in the future, and awareness before the incident."""
    wrong = (
        (occurred_on > today, "The incident can not be in the future.", "/occurred_on"),
        (aware_on > today, "Awareness can not be in the future.", "/aware_on"),
        (aware_on < occurred_on, BEFORE["/aware_on"], "/aware_on"),
    )
    _refuse_first(wrong)


def telling_is_possible(told_on: date | None, occurred_on: date, today: date) -> None:
    """Refuse that the partners were told in the future, or before the incident."""
    if told_on:
        field = "/partners_told_on"
        future = "The partners can not have been told in the future."
        _refuse_first(
            ((told_on > today, future, field), (told_on < occurred_on, BEFORE[field], field))
        )


def positions_are_possible(
    positions: Sequence[Position],
    occurred_on: date,
    today: date,
    field: str = "/positions/{}/stated_on",
) -> None:
    """Refuse positions that are yet to be stated, or were stated before the incident."""
    future = "A position can not have been stated in the future."
    for number, one in enumerate(positions):
        if one.stated_on:
            at = field.format(number)
            _refuse_first(
                (
                    (one.stated_on > today, future, at),
                    (one.stated_on < occurred_on, STATED_BEFORE, at),
                )
            )


def own_words_stay(
    state: Notification, stated: Sequence[Position], field: str = "/positions/{}/position"
) -> None:
    """Refuse that what is reported of a partner takes the place of what that partner stated itself."""
    own = {one.partner: one for one in state.positions if one.is_own_word}
    for number, one in enumerate(stated):
        kept = own.get(one.partner)
        if kept and one.is_reported and one.position != kept.position:
            why = f"{NAMES[one.partner]}: {OWN if kept.stated_by else NOT_KEPT}"
            raise Refused(why, POSITIONS, field.format(number), "own_word")


def without_repeats(state: Notification, stated: Sequence[Position]) -> tuple[Position, ...]:
    """What is reported of a partner in its own words adds nothing to them."""
    own = {one.partner for one in state.positions if one.is_own_word}
    return tuple(one for one in stated if not (one.is_reported and one.partner in own))


def _refuse_first(wrong: Sequence[tuple[bool, str, str]]) -> None:
    """Each: whether it is wrong, why, and the field."""
    for is_wrong, reason, field in wrong:
        if is_wrong:
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
