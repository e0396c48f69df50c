"""How far the sending of a file has come, kept in a file beside it: no name, no date of birth, no text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from .items import Wrong

ENDING = ".cspr-state"


@dataclass(frozen=True)
class Outcome:
    """What became of one notification: where it begins, all its rows, its state and what that means.

    ``warned``: of one that was taken, what its sender should know or look at again.
    """

    item: int
    row: int
    own: str
    reference: str = ""
    state: str = ""
    wrong: Sequence[Wrong] = ()
    rows: Sequence[int] = ()
    means: str = ""
    warned: Sequence[str] = ()

    @property
    def is_in(self) -> bool:
        """Whether it was taken."""
        return bool(self.reference)


class OtherState(Exception):
    """There is no state of this very file, sent to this place as this client."""


OTHERS = {
    "file": "This file has changed since it was sent: use send.",
    "url": "This file was begun at {0}, and the address is now {1}. Say {0} again, or use send.",
    "client_id": "This file was begun as {0}, and the client is now {1}. Say {0} again, or use send.",
}


class State:
    """Outcomes as they come, each on the disk before the next is asked for."""

    def __init__(self, path: Path, head: dict[str, Any], outcomes: dict[int, Outcome]) -> None:
        """``head``: what was sent, whereto, and as whom."""
        self.path, self.head, self.outcomes = path, head, outcomes

    @classmethod
    def begun(cls, path: Path, content: bytes, url: str, client_id: str) -> "State":
        """A new state, in the place of an older one."""
        head = {"file": sha256(content).hexdigest(), "url": url, "client_id": client_id}
        path.write_text(json.dumps(head) + "\n", encoding="utf-8")
        return cls(path, head, {})

    @classmethod
    def found(cls, path: Path, content: bytes, url: str, client_id: str) -> "State":
        """The state that was kept; raises OtherState when it is none of this file, place and client."""
        if not path.exists():
            raise OtherState("There is no state of this file: use send.")
        lines = list(_whole(path.read_text(encoding="utf-8")))
        head = {"file": sha256(content).hexdigest(), "url": url, "client_id": client_id}
        before = lines[0] if lines and isinstance(lines[0], dict) else {}
        for name, words in OTHERS.items():
            if before.get(name) != head[name]:
                raise OtherState(words.format(before.get(name), head[name]))
        outcomes = [_outcome(one) for one in lines[1:]]
        # a line that broke off is not left in the way of the next
        path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
        return cls(path, head, {one.item: one for one in outcomes})

    def note(self, outcome: Outcome) -> None:
        """Write down an outcome."""
        self.outcomes[outcome.item] = outcome
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(outcome)) + "\n")


def _whole(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return


def _outcome(told: dict[str, Any]) -> Outcome:
    wrong = tuple(Wrong(**one) for one in told.pop("wrong"))
    several = {name: tuple(told.get(name, ())) for name in ("rows", "warned")}
    return Outcome(**{**told, **several}, wrong=wrong)
