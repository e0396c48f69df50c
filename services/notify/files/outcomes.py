"""What became of each notification of a file, as lines of its results: never what the file said."""

from collections.abc import Sequence
from datetime import date

from chassis.web.problems import Invalid
from contracts.http_notify_batch import AcceptedItem, ItemResult, Problem
from services.notify.files.store import Line
from services.notify.notification import checks
from supplier.cspr_supplier.columns import REFERENCE
from supplier.cspr_supplier.items import Item, Wrong

REFUSED = "Not taken"
SEND_AGAIN = "Not taken yet: send the file again"
PASSES = (429, 500, 503)
"""Statuses that say nothing against the notification itself."""
REFERENCE_CHARS_MAX = 200


def lines_of(number: int, item: Item, result: ItemResult) -> list[Line]:
    """The lines of a notification that was looked at."""
    if isinstance(result, AcceptedItem):
        receipt = result.receipt
        told = " ".join(result.warnings)
        return [_line(number, 0, item, _whole(item, told), receipt.state_means, receipt.reference)]
    state = SEND_AGAIN if result.problem.status in PASSES else REFUSED
    return _refused(number, item, _reasons(item, result.problem), state)


def misread(number: int, item: Item, raw: bytes, today: date) -> list[Line]:
    """The lines of one that could not be read as it stands: these faults, and every other one."""
    errors: Sequence[dict[str, str]] = ()
    if item.body:
        try:
            checks.read(raw, today)
        except Invalid as wrong:
            errors = wrong.errors
    return _refused(number, item, item.and_wrong(errors), REFUSED)


def _reasons(item: Item, problem: Problem) -> Sequence[Wrong]:
    found = item.and_wrong([one.model_dump() for one in problem.errors])
    return found or [_whole(item, problem.detail or problem.title)]


def _whole(item: Item, words: str) -> Wrong:
    """What is said of a notification as a whole."""
    return Wrong(item.place.row, "", "", words)


def _refused(number: int, item: Item, reasons: Sequence[Wrong], state: str) -> list[Line]:
    return [_line(number, place, item, one, state) for place, one in enumerate(reasons)]


def _line(
    number: int, place: int, item: Item, said: Wrong, state: str, reference: str | None = None
) -> Line:
    own = item.body.get(REFERENCE)
    return Line(
        item=number,
        number=place,
        file_row=said.row,
        letter=said.letter,
        heading=said.heading,
        reason=said.reason,
        sender_reference=own[:REFERENCE_CHARS_MAX] if isinstance(own, str) else None,
        reference=reference,
        state=state,
    )
