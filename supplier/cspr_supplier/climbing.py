"""Climb the ladder, and send the first real file once it was climbed."""

import argparse
import secrets
from collections.abc import Sequence

from . import ladder, report, results
from .client import Service
from .going import agree
from .ladder import Ladder
from .net import Stopped
from .options import service_of
from .saying import ALL_IN, SOME_REFUSED, book_of, counted
from .schema import notification, version_of
from .version import VERSION


def climb(said: argparse.Namespace) -> int:
    """Climb the ladder, and write its report; raises Unreadable first where none could be written."""
    results.refuse_place(said.report.with_name(f"{said.report.name}.json"))
    service = service_of(said)
    if said.live:
        return _live(said, service)
    seed = said.seed if said.seed is not None else secrets.randbelow(9000)
    own = book_of(said.file)[1].items if said.file else None
    authority = said.authority or _only_authority(service)
    day = min(said.today, service.day())
    rungs = []
    for rung in Ladder(service, day, authority, seed, own).climb():
        _say(rung)
        rungs.append(rung)
    return _reported(said, service, rungs, authority=authority, seed=str(seed))


def _only_authority(service: Service) -> str:
    codes = [one for one in service.standing().authorities if one.isdecimal()]
    if not codes:
        raise Stopped("Say for which authority: --authority.")
    return codes[0]


def _live(said: argparse.Namespace, service: Service) -> int:
    if reason := report.why_not_passed(said.report, service.account.url, said.today):
        raise Stopped(f"Climb the ladder in the sandbox first: {reason}")
    _, book = book_of(said.live)
    if service.standing().sandbox:
        raise Stopped(ladder.IN_SANDBOX)
    agree(service, book.items, sandbox=False, unasked=said.yes)
    rung = ladder.live(service, book.items, said.today)
    _say(rung)
    said.report = said.report.with_name(said.report.name + "-live")
    return _reported(said, service, [rung])


def _say(rung: ladder.Rung) -> None:
    taken = counted(len(rung.references), "notification")
    print(f"{rung.name}: {'passed' if rung.passed else 'NOT PASSED'}, {taken} taken")
    for one in rung.checks:
        if not one.passed:
            print(f"    not so: {one.words}. {one.found}".rstrip())


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
