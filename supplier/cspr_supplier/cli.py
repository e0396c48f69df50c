"""``cspr-supplier``: what a supplier does from a command line, on any desktop."""

import argparse
import csv
import io
import json
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import ladder, report
from .client import Service
from .items import Book, Unreadable
from .ladder import Ladder
from .mess import file_of
from .net import Away, Stopped
from .options import parser, service_of
from .reading import ITEMS_MAX, read
from .rules import check
from .schema import notification, version_of
from .sending import Sending, lines_of
from .state import ENDING, OtherState, State
from .template import METADATA_NAME, csv_template, metadata
from .version import VERSION

ALL_IN, SOME_REFUSED, WRONG_CALL, UNFINISHED, STOPPED = range(5)
SHOWN_MAX = 20
RESULTS_ENDING = ".cspr-results.csv"


def main(arguments: Sequence[str] | None = None, name: str = "cspr-supplier") -> int:
    """Do what was asked; the exit code comes back."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of Windows can not show every name
            stream.reconfigure(errors="replace")
    said = parser(name).parse_args(arguments)
    try:
        return VERBS[said.verb](said)
    except (Unreadable, OtherState) as error:
        return _told(str(error), WRONG_CALL)
    except OSError as error:
        return _told(f"{error.filename or 'The file'}: {error.strerror or error}.", WRONG_CALL)
    except Away as away:
        return _told(f"{away} What is in is noted: use resume when it answers again.", UNFINISHED)
    except Stopped as stopped:
        return _told(str(stopped), STOPPED)
    except KeyboardInterrupt:
        return _told("Stopped by you. What is in is noted: use resume.", UNFINISHED)


def _told(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _book(path: Path) -> tuple[bytes, Book]:
    content = path.read_bytes()
    book = read(content)
    for note in book.notes:
        print(note)
    return content, book


def validate(said: argparse.Namespace) -> int:
    """Check a file without sending anything."""
    _, book = _book(said.file)
    found = [check(item, said.today) for item in book.items]
    for wrong in found:
        print(*wrong, sep="\n", end="\n" if wrong else "")
    bad = sum(1 for wrong in found if wrong)
    print(
        f"{len(book.items)} notifications in {book.rows} rows; {bad} can not be sent as they are."
    )
    return SOME_REFUSED if bad else ALL_IN


def send(said: argparse.Namespace) -> int:
    """Send a file from its beginning: what is in already is not doubled."""
    content, book = _book(said.file)
    service = service_of(said)
    account = service.account
    state = State.begun(_state(said), content, account.url, account.client_id)
    return _send(said, service, state, book)


def resume(said: argparse.Namespace) -> int:
    """Send what is left of a file."""
    content, book = _book(said.file)
    service = service_of(said)
    account = service.account
    state = State.found(_state(said), content, account.url, account.client_id)
    print(f"{len(state.outcomes)} of {len(book.items)} have an outcome already.")
    return _send(said, service, state, book)


def _send(said: argparse.Namespace, service: Service, state: State, book: Book) -> int:
    try:
        Sending(service, state, said.sandbox, said.today, _progress).run(book.items)
    finally:
        _write_results(said, state)
    outcomes = state.outcomes.values()
    wrong = [one for outcome in outcomes for one in outcome.wrong]
    for one in wrong[:SHOWN_MAX]:
        print(one)
    if len(wrong) > SHOWN_MAX:
        print(f"... and {len(wrong) - SHOWN_MAX} more.")
    refused = sum(1 for one in outcomes if not one.is_in)
    print(f"{len(outcomes) - refused} taken, {refused} refused. Results: {_results(said)}")
    return SOME_REFUSED if refused else ALL_IN


def _progress(done: int, all_: int) -> None:
    if done == all_ or done % max(1, all_ // 20) == 0:
        print(f"{done:,} of {all_:,}", flush=True)


def _state(said: argparse.Namespace) -> Path:
    found: Path = said.state or said.file.with_name(said.file.name + ENDING)
    return found


def _results(said: argparse.Namespace) -> Path:
    found: Path = said.results or said.file.with_name(said.file.name + RESULTS_ENDING)
    return found


def _write_results(said: argparse.Namespace, state: State) -> None:
    with _results(said).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines_of(list(state.outcomes.values())))


def status(said: argparse.Namespace) -> int:
    """What became of one, of all of one reference, or of the latest."""
    service = service_of(said)
    found = (
        [service.receipt(said.reference)] if said.reference else service.receipts(said.own or "")
    )
    for one in found:
        own = one["sender_reference"] or "-"
        print(f"{one['reference']}  {own}  {one['state_means']}  notified {one['notified_on']}")
        if one["missing"]:
            print(f"    not given: {', '.join(one['missing'])}")
    if not found:
        print("Nothing was found.")
    return ALL_IN if found else SOME_REFUSED


def fake(said: argparse.Namespace) -> int:
    """Write a made-up file."""
    if not 1 <= said.count <= ITEMS_MAX:
        return _told(f"--count is between 1 and {ITEMS_MAX}.", WRONG_CALL)
    content = file_of(said.count, said.authority, said.today, said.seed, said.format, said.mess)
    path = said.out or Path(f"fake-{said.seed}-{said.mess}.{said.format}")
    path.write_bytes(content)
    print(f"{path}: {said.count} made-up notifications. Nobody in them exists.")
    return ALL_IN


def template(said: argparse.Namespace) -> int:
    """Write the template and, beside it, what its columns are."""
    said.out.write_text(csv_template(), encoding="utf-8", newline="")
    described = said.out.with_name(METADATA_NAME)
    described.write_text(json.dumps(metadata(), indent=1) + "\n", encoding="utf-8")
    print(f"{said.out} and {described}")
    return ALL_IN


def climb(said: argparse.Namespace) -> int:
    """Climb the ladder, and write its report."""
    service = service_of(said)
    if said.live:
        return _live(said, service)
    seed = said.seed if said.seed is not None else secrets.randbelow(9000)
    authority = said.authority or _only_authority(service)
    own = said.file.read_bytes() if said.file else None
    rungs = []
    for rung in Ladder(service, said.today, authority, seed, own).climb():
        print(f"{rung.name}: {'passed' if rung.passed else 'NOT PASSED'}")
        rungs.append(rung)
    return _reported(said, service, rungs, authority=authority, seed=str(seed))


def _only_authority(service: Service) -> str:
    codes = [one for one in service.standing().authorities if one.isdecimal()]
    if not codes:
        raise Stopped("Say for which authority: --authority.")
    return codes[0]


def _live(said: argparse.Namespace, service: Service) -> int:
    if not report.passed_before(said.report):
        raise Stopped(ladder.FIRST_THE_SANDBOX)
    rung = ladder.live(service, said.live.read_bytes(), said.today)
    said.report = said.report.with_name(said.report.name + "-live")
    return _reported(said, service, [rung])


def _reported(
    said: argparse.Namespace, service: Service, rungs: Sequence[ladder.Rung], **more: str
) -> int:
    about = {
        "kit": VERSION,
        "schema": version_of(notification()),
        "server": service.account.url,
        "client_id": service.account.client_id,
        "made_on": said.today.isoformat(),
        **more,
    }
    told = ladder.told(rungs, about)
    print("Report: " + ", ".join(str(path) for path in report.write(told, said.report)))
    return ALL_IN if told["passed"] else SOME_REFUSED


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "validate": validate,
    "send": send,
    "resume": resume,
    "status": status,
    "fake": fake,
    "template": template,
    "ladder": climb,
}
