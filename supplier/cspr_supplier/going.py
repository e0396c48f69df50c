"""Send a file, go on with it, and ask what became of it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import results
from .client import Service, is_of_sandbox, means_of
from .items import Book, Item
from .net import Away, Stopped
from .options import service_of
from .saying import ALL_IN, SOME_REFUSED, book_of, counted, show
from .sending import AT_ONCE, NOT_SANDBOX, Sending, refuse_made_up
from .state import ENDING, Outcome, State

IN_THE_SANDBOX = "In the sandbox: nothing of this is real, nobody is told and no clock runs."
LIVE = "LIVE: {} for authority {} to {}, as {}. They are real: people are told, and clocks run."
NOBODY_TO_ASK = (
    "Nobody is there to answer. Nothing was sent. Say --yes if it is to be sent unasked."
)
NOT_SENT = "Nothing was sent."
NOT_GIVEN = "Not given: "
"""How a warning begins that nothing is odd about: it may be learned later."""
WARNED = "There, in the column reason: {} to look at, {} not given."
MISSING_MAX = 5
MORE = (
    "These are the latest {}, and there are more. Ask for one: --own and your reference, or --reference"
    " and ours."
)
PROGRESS_LINES_MAX = 10


class Unfinished(Exception):
    """Sending broke off: what is in is noted, and the rest can be sent later."""


def send(said: argparse.Namespace) -> int:
    """Send a file from its beginning: what is in already is not doubled."""
    content, book = book_of(said.file)
    results.refuse_place(_results(said))
    service = service_of(said)
    agree(service, book.items, sandbox=said.sandbox, unasked=said.yes)
    account = service.account
    state = State.begun(_state(said), content, account.url, account.client_id)
    return _send(said, service, state, book)


def resume(said: argparse.Namespace) -> int:
    """Send what is left of a file."""
    content, book = book_of(said.file)
    results.refuse_place(_results(said))
    service = service_of(said)
    account = service.account
    state = State.found(_state(said), content, account.url, account.client_id)
    print(f"{len(state.outcomes)} of {len(book.items)} have an outcome already.")
    return _send(said, service, state, book)


def agree(service: Service, items: Sequence[Item], *, sandbox: bool, unasked: bool) -> None:
    """Say where it goes, and what is real have agreed to; raises Stopped where nothing is to be sent."""
    standing, account = service.standing(), service.account
    if standing.sandbox:
        print(f"To {account.url}, as {account.client_id}. {IN_THE_SANDBOX}")
        return
    if sandbox:
        raise Stopped(NOT_SANDBOX)
    refuse_made_up(items, account)
    codes = sorted({str(item.body.get("authority_code", "?")) for item in items})
    many = counted(len(items), "notification")
    print(LIVE.format(many, ", ".join(codes), account.url, account.client_id), flush=True)
    if unasked:
        return
    try:
        answer = input("Send? Type yes: ")
    except EOFError:
        print()
        raise Stopped(NOBODY_TO_ASK) from None
    if answer.strip().casefold() not in ("yes", "y"):
        raise Stopped(NOT_SENT)


def _send(said: argparse.Namespace, service: Service, state: State, book: Book) -> int:
    try:
        Sending(service, state, said.sandbox, said.today, progress).run(book.items)
    except Away as away:
        raise Unfinished(str(away)) from None
    finally:
        results.write(_results(said), list(state.outcomes.values()))
    return _told(list(state.outcomes.values()), _results(said))


def _told(outcomes: Sequence[Outcome], results_: Path) -> int:
    """Say what became of them, the first few of what is wrong or odd, and where the rest stands."""
    show([str(one) for outcome in outcomes for one in outcome.wrong])
    warned = [(one.row, words) for one in outcomes for words in one.warned]
    looks = [f"Row {row}: {words}" for row, words in warned if not words.startswith(NOT_GIVEN)]
    show(looks, "more to look at")
    refused = sum(1 for one in outcomes if not one.is_in)
    print(f"{len(outcomes) - refused} taken, {refused} refused. Results: {results_}")
    if warned:
        left = counted(len(warned) - len(looks), "answer")
        print(WARNED.format(counted(len(looks), "thing"), left))
    return SOME_REFUSED if refused else ALL_IN


def progress(done: int, all_: int) -> None:
    """Say how far it is, in a few lines however many there are."""
    if done == all_ or done % max(AT_ONCE, -(-all_ // PROGRESS_LINES_MAX)) == 0:
        print(f"{done:,} of {all_:,}", flush=True)


def _state(said: argparse.Namespace) -> Path:
    found: Path = said.state or said.file.with_name(said.file.name + ENDING)
    return found


def _results(said: argparse.Namespace) -> Path:
    found: Path = said.results or said.file.with_name(said.file.name + results.ENDING)
    return found


def status(said: argparse.Namespace) -> int:
    """What became of one, of all of one reference, or of the latest."""
    service = service_of(said)
    found, more = (
        ([service.receipt(said.reference)], False)
        if said.reference
        else service.receipts(said.own or "")
    )
    if any(is_of_sandbox(one["reference"]) for one in found):
        print(IN_THE_SANDBOX)
    for one in found:
        _tell(one, whole=bool(said.reference))
    if more:
        print(MORE.format(len(found)))
    if not found:
        print("Nothing was found.")
    return ALL_IN if found else SOME_REFUSED


def _tell(receipt: Mapping[str, Any], *, whole: bool) -> None:
    own, means = receipt["sender_reference"] or "-", means_of(receipt)
    print(f"{receipt['reference']}  {own}  {means}  notified {receipt['notified_on']}")
    if missing := receipt["missing"]:
        shown = missing if whole else missing[:MISSING_MAX]
        left = len(missing) - len(shown)
        rest = f", and {left} more (--reference tells all)" if left else ""
        print(f"    not given: {', '.join(shown)}{rest}")
