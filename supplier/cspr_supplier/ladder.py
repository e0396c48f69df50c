"""The conformance ladder: one made-up record, many, scrambled ones; then, when asked, the real thing."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .client import Service, Standing
from .items import Item
from .mess import Format, Level, file_of
from .net import Away, Stopped
from .reading import read
from .rules import check
from .sending import Sending
from .state import Outcome, State

MANY, SCRAMBLED = 200, 60
NOT_IN_SANDBOX = (
    "The ladder is climbed in the sandbox, and this client is not in it: what it sends is real. Nothing"
    " was sent. Ask for a client of the sandbox."
)
IN_SANDBOX = "This client is in the sandbox: what it sends is not live. Use the client that you go live with."


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and what was found."""

    words: str
    passed: bool
    found: str = ""


@dataclass(frozen=True)
class Rung:
    """One rung, with how long it took."""

    name: str
    checks: Sequence[Check]
    seconds: float
    references: Sequence[str] = ()
    """Of ours, of all that was taken on it: by them the service can say that it was so."""

    @property
    def passed(self) -> bool:
        """Whether all of it held."""
        return bool(self.checks) and all(one.passed for one in self.checks)


@dataclass
class Ladder:
    """Climbs with made-up children of one authority, of one seed."""

    service: Service
    today: date
    authority: str
    seed: int
    own: Sequence[Item] | None = None
    """Of a made-up file as the supplier's system writes it, for a rung of its own."""
    sleep: Callable[[float], None] = time.sleep
    standing: Standing = field(init=False)
    _taken: list[str] = field(init=False, default_factory=list)

    def climb(self) -> Iterator[Rung]:
        """The rungs, one after another, up to the first that does not hold; raises Stopped, Away."""
        self.standing = self.service.standing()
        if not self.standing.sandbox:
            raise Stopped(NOT_IN_SANDBOX)
        rungs = {"one record": self._one, "many records": self._many, "scrambled": self._scrambled}
        if self.own is not None:
            rungs["your own file"] = self._own
        for name, work in rungs.items():
            self._taken.clear()
            rung = _timed(name, work)
            rung = replace(rung, references=tuple(dict.fromkeys(self._taken)))
            yield rung
            if not rung.passed:
                return

    def _file(self, count: int, how: Format, level: Level, add: int) -> Sequence[Item]:
        content = file_of(count, self.authority, self.today, self.seed + add, how, level)
        return read(content).items

    def _one(self) -> list[Check]:
        items = self._file(1, "json", "none", 1)
        outcomes = self._sent(items)
        again = self._sent(items)
        told = self.service.receipt(outcomes[0].reference) if outcomes[0].is_in else {}
        return [
            _all_in("It is taken", outcomes),
            _same("Sent again, it has the same receipt", outcomes, again),
            Check("Its receipt can be read", told.get("reference") == outcomes[0].reference),
        ]

    def _many(self) -> list[Check]:
        table = self._file(MANY, "csv", "look", 2)
        book = self._file(MANY, "xlsx", "look", 2)
        outcomes = self._sent(table)
        return [
            _all_in(f"{MANY} of a CSV file as spreadsheets write it are taken", outcomes),
            _same("The same as a workbook have the same receipts", outcomes, self._sent(book)),
        ]

    def _scrambled(self) -> list[Check]:
        items = self._file(SCRAMBLED, "csv", "content", 3)
        whole = [item for item in items if not item.wrong]
        outcomes = self._sent(items)
        placed = [one for outcome in outcomes for one in outcome.wrong]
        mixed = random.Random(self.seed).sample(whole, len(whole))  # noqa: S311 - nothing secret
        again = self._sent(mixed)
        right = [not check(item, self.today) for item in items]
        known = [item for item, one in zip(items, outcomes, strict=True) if one.is_in][:3]
        other = [Item({**one.body, "outline": "Other words."}, one.place) for one in known]
        return [
            Check(
                "What is wrong is not taken, and told with its row and its column",
                bool(placed) and all(one.row and one.heading for one in placed),
                f"{len(placed)} found",
            ),
            Check("What is right beside it is taken", right == [one.is_in for one in outcomes]),
            _same("In another order, each has the same receipt", outcomes, again),
            Check(
                "Other content under a reference that is known is refused",
                bool(other) and not any(outcome.is_in for outcome in self._sent(other)),
            ),
        ]

    def _own(self) -> list[Check]:
        assert self.own is not None
        outcomes = self._sent(self.own)
        return [_all_in("All of it is taken", outcomes)]

    def _sent(self, items: Sequence[Item]) -> list[Outcome]:
        outcomes = sent(self.service, items, self.today, sandbox=True, sleep=self.sleep)
        self._taken += [one.reference for one in outcomes if one.is_in]
        return outcomes


def live(service: Service, items: Sequence[Item], today: date) -> Rung:
    """The last rung, only when it was asked for: a real file, by a client that is not in the sandbox."""
    outcomes: list[Outcome] = []

    def work() -> list[Check]:
        outcomes.extend(sent(service, items, today, sandbox=False))
        return [_all_in("All of it is taken", outcomes)]

    rung = _timed("live", work)
    return replace(rung, references=tuple(one.reference for one in outcomes if one.is_in))


def sent(
    service: Service,
    items: Sequence[Item],
    today: date,
    *,
    sandbox: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Outcome]:
    """The outcomes of these, in order."""
    with TemporaryDirectory() as folder:
        account = service.account
        state = State.begun(Path(folder) / "state", b"", account.url, account.client_id)
        Sending(service, state, sandbox, today, sleep=sleep).run(items)
        return [state.outcomes[number] for number in range(len(items))]


def _timed(name: str, work: Callable[[], Sequence[Check]]) -> Rung:
    began = time.monotonic()
    try:
        checks = work()
    except Away as away:
        checks = [Check("The service answers", passed=False, found=str(away))]
    return Rung(name, checks, round(time.monotonic() - began, 2))


def _all_in(words: str, outcomes: Sequence[Outcome]) -> Check:
    wrong = [str(one) for outcome in outcomes for one in outcome.wrong]
    return Check(words, all(one.is_in for one in outcomes), "; ".join(wrong[:5]))


def _same(words: str, first: Sequence[Outcome], again: Sequence[Outcome]) -> Check:
    before, now = (
        {one.own: one.reference for one in outcomes if one.is_in} for outcomes in (first, again)
    )
    return Check(words, bool(before) and before == now)


def told(rungs: Sequence[Rung], about: Mapping[str, str]) -> dict[str, Any]:
    """The report as data."""
    return {
        **about,
        "passed": bool(rungs) and all(rung.passed for rung in rungs),
        "rungs": [
            {
                "name": rung.name,
                "passed": rung.passed,
                "seconds": rung.seconds,
                "references": list(rung.references),
                "checks": [
                    {"check": one.words, "passed": one.passed, "found": one.found}
                    for one in rung.checks
                ],
            }
            for rung in rungs
        ],
    }
