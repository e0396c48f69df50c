"""What became of each notification of a file, as lines of its results: never what the file said."""

from collections.abc import Mapping, Sequence
from datetime import date

from chassis.web.problems import Invalid
from contracts.http_notify_batch import AcceptedItem, ItemResult
from contracts.http_problem import Problem
from services.notify.files.store import Line
from services.notify.notification import checks
from services.notify.notification.known_place import known_place
from supplier.cspr_supplier.items import Item, Wrong

REFUSED = "Not taken"
SEND_AGAIN = "Not taken yet: send the file again"
PASSES = (429, 500, 503)
"""Statuses that say nothing against the notification itself."""


def lines_of(number: int, item: Item, result: ItemResult) -> list[Line]:
    """The lines of a notification that was looked at."""
    if isinstance(result, AcceptedItem):
        receipt = result.receipt
        told = " ".join(result.warnings)
        whole, own = _whole(item, told), result.sender_reference
        return [_line(number, 0, whole, receipt.state_means, own, receipt.reference)]
    state = SEND_AGAIN if result.problem.status in PASSES else REFUSED
    return _refused(number, _reasons(item, result.problem), state, result.sender_reference)


def misread(number: int, item: Item, raw: bytes, today: date) -> list[Line]:
    """The lines of one that could not be read as it stands: these faults, and every other one."""
    errors: Sequence[Mapping[str, str]] = ()
    if item.body:
        try:
            checks.read(raw, today)
        except Invalid as wrong:
            errors = wrong.errors
    return _refused(number, _wrong(item, errors), REFUSED, None)


def _reasons(item: Item, problem: Problem) -> Sequence[Wrong]:
    found = _wrong(item, [one.model_dump() for one in problem.errors])
    return found or [_whole(item, problem.detail or problem.title)]


def _wrong(item: Item, errors: Sequence[Mapping[str, str]]) -> Sequence[Wrong]:
    """What is wrong and where: of names of fields those alone that the contract has."""
    return item.and_wrong([{**one, "pointer": known_place(one["pointer"])} for one in errors])


def _whole(item: Item, words: str) -> Wrong:
    """What is said of a notification as a whole."""
    return Wrong(item.place.row, "", "", words)


def _refused(number: int, reasons: Sequence[Wrong], state: str, own: str | None) -> list[Line]:
    return [_line(number, place, one, state, own) for place, one in enumerate(reasons)]


def _line(
    number: int, place: int, said: Wrong, state: str, own: str | None, reference: str | None = None
) -> Line:
    return Line(
        item=number,
        number=place,
        file_row=said.row,
        letter=said.letter,
        heading=said.heading,
        reason=said.reason,
        sender_reference=own,
        reference=reference,
        state=state,
    )
