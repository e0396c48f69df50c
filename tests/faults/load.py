"""A load of made-up cases through the real front doors, and the log of what was asked and answered.

Each case goes as far as its steps take it: notified, lateness explained, rapid review sent, decided, letter
approved. A step that was not answered is asked again with the same key, as a case system would.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from math import inf
from typing import Any
from uuid import uuid4

import httpx

from deploy.local.background.plan import plan
from deploy.local.background.said import decision, review
from deploy.local.people import ALL_PRESENT
from deploy.local.story.incident import NOTIFICATION
from deploy.local.story.player import Player
from deploy.local.story.step import COLLEAGUE, MANAGER, SECRETARY

CASE_SYSTEM = "ashmere-case-system"
SENDERS = 4
PACE_S = 0.05
PATIENCE_S_MAX = 60.0
"""How long an answer may take once the fault has ended; while it lasts, a case system asks on."""
PLANNED = next(case for case in plan() if case.outcome == "agree_no_lcspr")
MEETING_AT = datetime(2026, 4, 16, 9, tzinfo=UTC)
LATEST = "2028-12-31"
"""After every date to which a fault sets the clock."""
NOT_YET = ("being_opened", "unread", "changed")
"""Refusals that another try may not meet: a case that is on its way, a letter that is read once more."""
Answer = dict[str, Any]


@dataclass
class Asked:
    """One thing asked: acknowledged once ``answer`` is there, else its outcome is unknown."""

    step: str
    key: str
    answer: Answer | None = None


@dataclass
class Case:
    """One made-up case under way."""

    number: int
    asked: list[Asked] = field(default_factory=list)
    incident_id: str = ""
    reference: str = ""
    letter_id: str = ""


@dataclass
class Load:
    """Sends cases until told to stop; nothing it was told is forgotten."""

    player: Player
    cases: list[Case] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    meeting_id: str = field(default_factory=lambda: str(uuid4()))
    _go_on: threading.Event = field(default_factory=threading.Event)
    _whole_since: float = inf
    _given_up: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: ThreadPoolExecutor | None = None

    def prepare(self) -> None:
        """The meeting at which all cases are decided."""
        path = f"/v1/meetings/{self.meeting_id}/commands"
        arrange = {"starts_at": MEETING_AT.isoformat(), "members": ALL_PRESENT}
        self.player.do("correspondence", f"{path}/arrange-meeting", SECRETARY, arrange)
        attended = {"members": ALL_PRESENT}
        self.player.do("correspondence", f"{path}/record-attendance", SECRETARY, attended)

    def begin(self) -> None:
        """Send from several threads until ``end``."""
        self._go_on.set()
        self._threads = ThreadPoolExecutor(SENDERS)
        for _ in range(SENDERS):
            self._threads.submit(self._send_on)

    def end(self) -> None:
        """All is healed: begin no further case, and bring those under way to their end."""
        self._whole_since = time.monotonic()
        self._go_on.clear()
        assert self._threads, "end before begin"
        self._threads.shutdown(wait=True)

    def give_up(self) -> None:
        """The run was interrupted: nobody waits for an answer any more."""
        self._go_on.clear()
        self._given_up.set()

    def during(self, seconds: float) -> None:
        """Let it run."""
        time.sleep(seconds)

    def acknowledged(self) -> int:
        """How many things were asked and answered so far."""
        return sum(1 for case in list(self.cases) for asked in case.asked if asked.answer)

    def _send_on(self) -> None:
        while self._go_on.is_set():
            with self._lock:
                case = Case(len(self.cases) + 1)
                self.cases.append(case)
            try:
                self._play(case)
            except Exception as failure:
                self.stuck.append(f"case {case.number}: {type(failure).__name__} {failure}")
            time.sleep(PACE_S)

    def _play(self, case: Case) -> None:
        body = {**NOTIFICATION, "sender_reference": f"FAULT-{uuid4().hex[:12]}"}
        receipt = self._ask(case, "notify", "notify", "/v1/notifications", CASE_SYSTEM, body)
        case.incident_id, case.reference = receipt["incident_id"], receipt["reference"]
        if case.number % 2 == 0:
            return
        late = {"reason": "agency_return_missing", "expected_on": LATEST}
        self._command(case, "explain-rapid-review-delay", MANAGER, late)
        self._command(case, "submit-rapid-review", MANAGER, review(PLANNED))
        if case.number % 4 == 1:
            self._decide(case)

    def _decide(self, case: Case) -> None:
        meeting = {"meeting_id": self.meeting_id}
        self._command(case, "list-for-meeting", SECRETARY, meeting)
        self._command(case, "record-decision", SECRETARY, {**meeting, **decision(PLANNED)})
        case.letter_id = self._until(f"the letter of {case.reference}", lambda: self._letter(case))
        path = f"/v1/letters/{case.letter_id}"
        self._ask(case, "prepare", "correspondence", f"{path}/prepare", SECRETARY, None)
        read = partial(self._read, path)
        self._ask(case, "approve", "correspondence", f"{path}/approve", COLLEAGUE, read)

    def _read(self, path: str) -> Answer | None:
        """What the letter says now; None as long as nobody can say."""
        answer = self._send("GET", "correspondence", path, COLLEAGUE)
        if answer is None or answer.status_code != 200:
            return None
        return {"seen": answer.json()["digest"]}

    def _letter(self, case: Case) -> str:
        answer = self._send("GET", "correspondence", f"/v1/cases/{case.reference}", SECRETARY)
        letters = answer.json()["letters"] if answer and answer.status_code == 200 else []
        return letters[0]["id"] if letters else ""

    def _command(self, case: Case, name: str, who: str, said: Answer) -> None:
        path = f"/v1/cases/{case.reference}/commands/{name}"
        self._ask(case, name, "correspondence", path, who, said)

    def _ask(self, case: Case, step: str, service: str, path: str, who: str, body: Any) -> Answer:
        asked = Asked(step, str(uuid4()))
        case.asked.append(asked)

        def answered() -> Answer | None:
            said = body() if callable(body) else body
            answer = self._send("POST", service, path, who, said, asked.key)
            if answer is None or answer.status_code >= 500 or _not_yet(answer):
                return None
            if answer.status_code == 202 and "location" in answer.headers:
                return self._recorded(answer.headers["location"], who)
            if answer.status_code >= 400:
                raise AssertionError(f"{step} was refused: {answer.status_code} {answer.text}")
            return answer.json() if answer.content else {"outcome": "done"}

        asked.answer = self._until(f"an answer to {step}", answered)
        return asked.answer

    def _recorded(self, path: str, who: str) -> Answer | None:
        answer = self._send("GET", "correspondence", path, who)
        return answer.json() if answer is not None and answer.status_code == 200 else None

    def _send(
        self, method: str, service: str, path: str, who: str, body: Any = None, key: str = ""
    ) -> httpx.Response | None:
        """One try; None: nobody knows what became of it."""
        try:
            return self.player.send(method, service, path, who, body, key=key or None)
        except httpx.TransportError:
            return None

    def _until(self, what: str, ask: Callable[[], Any]) -> Any:
        asked_at = time.monotonic()
        while True:
            if answer := ask():
                return answer
            assert not self._given_up.is_set(), "interrupted"
            waited = time.monotonic() - max(asked_at, self._whole_since)
            assert waited < PATIENCE_S_MAX, f"{what} did not come in {PATIENCE_S_MAX:.0f} s"
            time.sleep(0.2)


def _not_yet(answer: httpx.Response) -> bool:
    """What the next service does not know of yet it will know of in a moment."""
    if answer.status_code in (404, 425, 429):
        return True
    return answer.status_code == 409 and answer.json()["code"] in NOT_YET
