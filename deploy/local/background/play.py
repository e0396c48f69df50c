"""Sends the made-up background through the real front doors, day by day on the business clock."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.progress import Progress

from chassis.clock import LONDON
from deploy.local.background import said
from deploy.local.background.days import LAST
from deploy.local.background.plan import LISTED_FOR, Case, plan
from deploy.local.people import all_present
from deploy.local.story.player import Player
from deploy.local.story.step import COLLEAGUE, SECRETARY, TELLER

AT_ONCE = 6
WHO = "background"
COPIES_TO = ("national_body", "secretary_of_state", "ofsted")
When = Callable[[Case], date | None]
Act = Callable[[Sequence[Case]], None]


class Background:
    """Plays the plan; keeps which reference each case got."""

    def __init__(self, player: Player, console: Console) -> None:
        """``player`` sends, ``console`` shows progress."""
        self._player, self._console = player, console
        self._references: dict[int, str] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def play(self) -> None:
        """All 87 notifications and what became of them."""
        cases, acts = plan(), self._acts()
        days = sorted({on for case in cases for when, _ in acts if (on := when(case))})
        with Progress(console=self._console, transient=True) as progress:
            bar = progress.add_task("Two years of an eighth of England", total=len(days))
            for day in days:
                self._player.at(datetime.combine(day, time(11), LONDON))
                for when, act in acts:
                    if lot := [case for case in cases if when(case) == day]:
                        act(lot)
                progress.advance(bar)
        self._console.print(
            f"Made-up background: {len(self._references)} notifications in the 24 months before."
        )

    def _acts(self) -> tuple[tuple[When, Act], ...]:
        """When each thing is done to a case, and how; what falls on one day comes in this order."""
        each = self._each
        return (
            (lambda c: c.notified_on, self._notify),
            (lambda c: c.submitted_on if c.stage != "withdrawn" else None, each(self._submit)),
            (lambda c: c.submitted_on if c.stage == "withdrawn" else None, each(self._withdraw)),
            (lambda c: c.meeting_on if c.stage != "listed" else None, self._meet),
            (lambda c: LAST if c.stage == "listed" else None, self._list),
            (lambda c: c.letter_on if c.letter == "issued" else None, self._write),
            (lambda c: c.letter_on if c.letter == "prepared" else None, each(self._prepare)),
            (lambda c: c.final_on, each(self._settle)),
            (lambda c: c.local.delayed_on if c.local else None, each(self._explain)),
            (lambda c: c.local.copies_on if c.local else None, each(self._send_copies)),
            (lambda c: c.local.published_on if c.local else None, each(self._publish)),
        )

    def _each(self, one: Callable[[Case], object]) -> Act:
        """Several cases at once."""

        def act(cases: Sequence[Case]) -> None:
            list(self._pool.map(one, cases))

        return act

    def _command(self, case: Case, name: str, **words: Any) -> None:
        self._player.command(self._references[case.number], name, WHO, **words)

    def _notify(self, cases: Sequence[Case]) -> None:
        for case, receipt in zip(cases, self._pool.map(self._notify_one, cases), strict=True):
            self._references[case.number] = receipt["reference"]

    def _notify_one(self, case: Case) -> Any:
        receipt = self._player.do("notify", "/v1/notifications", WHO, said.notification(case))
        self._tell(receipt["reference"], case.notified_on)
        return receipt

    def _tell(self, reference: str, on: date) -> None:
        """The department and Ofsted are told on the same day; of a withdrawal nobody tells them."""
        waiting = f"/v1/sends?state=waiting&reference={reference}"
        for one in self._player.get("notify", waiting, TELLER)["sends"]:
            path = f"/v1/sends/{one['id']}/told"
            self._player.do("notify", path, TELLER, {"told_on": str(on), "how": "portal"})

    def _submit(self, case: Case) -> None:
        """Once review has opened the case and the desk shows it."""
        reference = self._references[case.number]
        path = f"/v1/cases/{reference}"

        def told() -> bool:
            answer = self._player.send("GET", "correspondence", path, WHO)
            return answer.status_code == 200 and bool(answer.json()["state"])

        self._player.until(f"case {reference} at the desk", told)
        self._command(case, "submit-rapid-review", **said.review(case))

    def _withdraw(self, case: Case) -> None:
        path = f"/v1/notifications/{self._references[case.number]}/withdrawal"
        body = {"reason": "The post-mortem found a medical cause."}
        self._player.do("notify", path, WHO, body)

    def _arrange(self, on: date) -> tuple[str, str]:
        meeting = str(uuid4())
        path = f"/v1/meetings/{meeting}/commands"
        starts = datetime.combine(on, time(10), LONDON).isoformat()
        body = {"starts_at": starts, "members": all_present(on)}
        self._player.do("correspondence", f"{path}/arrange-meeting", WHO, body)
        return meeting, path

    def _meet(self, cases: Sequence[Case]) -> None:
        on = cases[0].meeting_on
        assert on, "these cases have their meeting"
        meeting, path = self._arrange(on)
        attended = {"members": all_present(on)}
        self._player.do("correspondence", f"{path}/record-attendance", WHO, attended)
        self._each(lambda case: self._decide(case, meeting))(cases)

    def _decide(self, case: Case, meeting: str) -> None:
        self._command(case, "list-for-meeting", meeting_id=meeting)
        self._command(case, "record-decision", meeting_id=meeting, **said.decision(case))

    def _list(self, cases: Sequence[Case]) -> None:
        meeting, _ = self._arrange(LISTED_FOR)
        for case in cases:
            self._command(case, "list-for-meeting", meeting_id=meeting)

    def _write(self, cases: Sequence[Case]) -> None:
        """One person prepares the letters, another approves them; then each partner gets theirs."""
        self._each(self._issue)(cases)
        self._player.until("the letters' delivery", lambda: all(map(self._arrived, cases)))

    def _prepare(self, case: Case) -> str:
        [letter] = self._player.until("a draft", lambda: self._case(case)["letters"])
        id_: str = letter["id"]
        self._player.do("correspondence", f"/v1/letters/{id_}/prepare", SECRETARY)
        return id_

    def _issue(self, case: Case) -> None:
        self._player.approve(self._prepare(case), COLLEAGUE)

    def _arrived(self, case: Case) -> bool:
        told = [fact["type"] for fact in self._case(case)["facts"]]
        return sum("letter-delivered" in type_ for type_ in told) >= len(said.PARTNERS)

    def _case(self, case: Case) -> Any:
        path = f"/v1/cases/{self._references[case.number]}"
        return self._player.get("correspondence", path, SECRETARY)

    def _settle(self, case: Case) -> None:
        self._command(case, "record-partners-decision", **said.final_decision(case))

    def _explain(self, case: Case) -> None:
        self._command(case, "explain-lcspr-delay", **said.delay(case))

    def _send_copies(self, case: Case) -> None:
        assert case.local, "an LCSPR is held"
        on = str(case.local.copies_on)
        for recipient in COPIES_TO:
            self._command(case, "record-copy-sent", recipient=recipient, sent_on=on)

    def _publish(self, case: Case) -> None:
        assert case.local, "an LCSPR is held"
        on = str(case.local.published_on)
        self._command(case, "record-publication", published_on=on)


def play_background(player: Player, console: Console) -> None:
    """All of it."""
    Background(player, console).play()
