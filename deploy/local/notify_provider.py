"""What GOV.UK Notify does with messages and their receipts, at its worst: lost, late, twice, in any order. No I/O."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

EARLIER = ("created", "sending")


class Faults(BaseModel):
    """What goes wrong with receipts; as it comes, nothing does, and none is called in.

    ``lose``: the share of messages whose receipt is never called in. ``mute``: the share of which nothing is
    ever known, asked or not. ``delay_s``: how long a receipt takes at most. ``copies``: how often each is called
    in. ``disorder``: what is due comes in any order, and with it what the message was before.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lose: float = Field(0, ge=0, le=1)
    mute: float = Field(0, ge=0, le=1)
    delay_s: float = Field(0, ge=0)
    copies: int = Field(1, ge=1, le=10)
    disorder: bool = False
    call_url: str | None = None
    call_token: str = ""


@dataclass
class Message:
    """One message that was taken, what becomes of it, and from when on that can be told.

    ``lost``: its receipt is never called in; ``mute``: nor told to who asks.
    """

    id: str
    said: Mapping[str, Any]
    fate: str
    known_at: float
    calls: list[str]
    lost: bool = False
    mute: bool = False
    asked: list[float] = field(default_factory=list)

    def status(self, now: float) -> str:
        """What is said of it to who asks."""
        return "sending" if self.mute or now < self.known_at else self.fate

    def shown(self, now: float) -> dict[str, Any]:
        """The message as its sender reads it."""
        return {**self.said, "id": self.id, "status": self.status(now)}


@dataclass
class Provider:
    """Takes messages; each is one more e-mail in a mailbox, whatever its reference."""

    seed: int = 0
    faults: Faults = field(default_factory=Faults)
    bouncing: set[str] = field(default_factory=set)
    taken: dict[str, Message] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The same seed brings the same misfortune."""
        self._chance = random.Random(self.seed)  # noqa: S311

    def take(self, said: Mapping[str, Any], now: float) -> Message:
        """One more message, its faults drawn."""
        chance, faults = self._chance, self.faults
        mute = chance.random() < faults.mute
        lost = mute or chance.random() < faults.lose
        fate = "permanent-failure" if said["email_address"] in self.bouncing else "delivered"
        calls = [*(EARLIER if faults.disorder else ()), fate] * faults.copies
        id_ = str(UUID(int=chance.getrandbits(128), version=4))
        known_at = now + chance.random() * faults.delay_s
        made = Message(id_, dict(said), fate, known_at, [] if lost else calls, lost, mute)
        self.taken[id_] = made
        return made

    def ask(self, id_: str, now: float) -> dict[str, Any] | None:
        """What its sender reads of a message; None where there is none."""
        if (found := self.taken.get(id_)) is None:
            return None
        found.asked.append(now)
        return found.shown(now)

    def search(self, reference: str | None, now: float) -> list[dict[str, Any]]:
        """The messages of a reference, or all."""
        return [
            one.shown(now)
            for one in self.taken.values()
            if reference in (None, one.said.get("reference"))
        ]

    def calls(self, now: float) -> Sequence[dict[str, Any]]:
        """The receipts that are called in by now; each comes out of here once."""
        due = [one for one in self.taken.values() if one.calls and one.known_at <= now]
        made = [{**one.shown(now), "status": status} for one in due for status in one.calls]
        for one in due:
            one.calls.clear()
        if self.faults.disorder:
            self._chance.shuffle(made)
        return made
