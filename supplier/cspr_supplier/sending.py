"""Send what a file holds, a few at a time, until each has an outcome or nobody answers any more."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .client import LATER, Account, Service, is_of_sandbox, means_of
from .columns import REFERENCE
from .items import Item, Wrong
from .made_up import PREFIX, is_made_up
from .net import Away, Stopped
from .rules import check
from .state import Outcome, State

AT_ONCE = 50
TRIES_MAX = 6
WAIT_S_MAX = 60.0
NOT_SANDBOX = (
    "This client is not in the sandbox: what it sends is real. Nothing was sent. Ask for a client of the"
    " sandbox, or leave --sandbox out."
)
LEFT_SANDBOX = "The service gave a real reference to a sender of the sandbox: sending has stopped."
MADE_UP_LIVE = (
    "{0} of {1} references begin with {2}: they are of made-up notifications. {3} is live for {4}, and what"
    " is sent there is real. Nothing was sent. Send them as a client of the sandbox."
)
REFUSED = "refused"
Progress = Callable[[int, int], None]


@dataclass
class Sending:
    """One file on its way; ``sandbox``: it may go nowhere else."""

    service: Service
    state: State
    sandbox: bool
    today: date
    progress: Progress = lambda _done, _all: None
    sleep: Callable[[float], None] = time.sleep
    in_sandbox: bool = field(init=False, default=False)
    """What the service says of this client."""

    def run(self, items: Sequence[Item]) -> None:
        """Send what has no outcome yet; raises Away when nobody answers, Stopped."""
        self.in_sandbox = self.service.standing().sandbox
        if self.sandbox and not self.in_sandbox:
            raise Stopped(NOT_SANDBOX)
        if not self.in_sandbox:
            refuse_made_up(items, self.service.account)
        for number, item in enumerate(items):
            if number not in self.state.outcomes and (wrong := check(item, self.today)):
                self.state.note(_refused(number, item, wrong))
        tries = 0
        while left := [n for n in range(len(items)) if n not in self.state.outcomes]:
            known = len(self.state.outcomes)
            try:
                self._some(items, left[:AT_ONCE])
            except Away as away:
                tries = 0 if len(self.state.outcomes) > known else tries + 1
                if tries == TRIES_MAX:
                    raise
                self.sleep(min(away.wait_s or 2.0**tries, WAIT_S_MAX))
            else:
                tries = 0

    def _some(self, items: Sequence[Item], numbers: Sequence[int]) -> None:
        """Send these; raises Away when one of them is to be sent again."""
        again = None
        for told in self.service.send([items[number].body for number in numbers]):
            if told["item"] >= len(numbers):
                raise _of_batch(told["problem"])
            number = numbers[told["item"]]
            problem = told.get("problem")
            if problem and problem["status"] in LATER:
                again = Away(problem.get("detail") or problem["title"])
                continue
            self.state.note(self._outcome(number, items[number], told))
            self.progress(len(self.state.outcomes), len(items))
        if again or any(number not in self.state.outcomes for number in numbers):
            raise again or Away("The answer broke off.")

    def _outcome(self, number: int, item: Item, told: dict[str, Any]) -> Outcome:
        if problem := told.get("problem"):
            wrong = item.and_wrong(problem.get("errors") or ())
            whole = Wrong(item.place.row, "", "", problem.get("detail") or problem["title"])
            return _refused(number, item, wrong or (whole,))
        receipt = told["receipt"]
        if self.in_sandbox and not is_of_sandbox(receipt["reference"]):
            raise Stopped(LEFT_SANDBOX)
        return Outcome(
            number,
            item.place.row,
            own_of(item),
            receipt["reference"],
            receipt["state"],
            rows=item.place.rows,
            means=means_of(receipt),
            warned=tuple(told["warnings"]),
        )


def _of_batch(problem: dict[str, Any]) -> Exception:
    words = problem.get("detail") or problem["title"]
    return Away(words) if problem["status"] in LATER else Stopped(words)


def _refused(number: int, item: Item, wrong: Sequence[Wrong]) -> Outcome:
    """Without a reference that something is wrong with: it may be a name, and is kept beside the file."""
    own = "" if any(one.heading == REFERENCE for one in wrong) else own_of(item)
    return Outcome(number, item.place.row, own, "", REFUSED, tuple(wrong), item.place.rows)


def own_of(item: Item) -> str:
    """The sender's own reference."""
    own = item.body.get(REFERENCE)
    return own if isinstance(own, str) else ""


def refuse_made_up(items: Sequence[Item], account: Account) -> None:
    """Raises Stopped when anything in a file that is to go live was made up."""
    if made_up := sum(1 for one in items if is_made_up(own_of(one))):
        told = made_up, len(items), PREFIX, account.url, account.client_id
        raise Stopped(MADE_UP_LIVE.format(*told))
