"""Sends the made-up background through the real front doors, day by day on the business clock."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.progress import Progress

from chassis.clock import LONDON
from deploy.local.background.plan import Case, plan
from deploy.local.people import SECTORS
from deploy.local.story.incident import criterion
from deploy.local.story.player import Player

AT_ONCE = 6
WHO = "background"
MEMBERS = [{"member_id": m, "sector": s, "present": True} for m, s in SECTORS.items()]
REG11 = ("improvements", "recurrent_themes", "agencies", "national_considered")
Day = tuple[date, int, Callable[[], None]]


class Background:
    """Plays the plan; keeps which reference each case got."""

    def __init__(self, player: Player, console: Console) -> None:
        """``player`` sends, ``console`` shows progress."""
        self._player, self._console = player, console
        self._references: dict[int, str] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def play(self) -> None:
        """All 87 notifications and what became of them."""
        days = sorted(self._days(plan()), key=lambda day: day[:2])
        with Progress(console=self._console, transient=True) as progress:
            bar = progress.add_task("Two years of an eighth of England", total=len(days))
            for on, _, act in days:
                self._player.at(datetime.combine(on, time(11), LONDON))
                act()
                progress.advance(bar)
        self._console.print(
            f"Made-up background: {len(self._references)} notifications in the 24 months before."
        )

    def _days(self, cases: list[Case]) -> list[Day]:
        days = [_lot(on, 1, lot, self._notify) for on, lot in _by(cases, lambda c: c.notified_on)]
        sent = [c for c in cases if c.submitted_on and c.stage != "withdrawn"]
        days += [_lot(on, 2, lot, self._submit) for on, lot in _by(sent, lambda c: c.submitted_on)]
        gone = [c for c in cases if c.stage == "withdrawn"]
        days += [
            _lot(on, 3, lot, self._withdraw) for on, lot in _by(gone, lambda c: c.submitted_on)
        ]
        decided = [c for c in cases if c.stage == "decided"]
        days += [_lot(on, 4, lot, self._meet) for on, lot in _by(decided, lambda c: c.meeting_on)]
        listed = [c for c in cases if c.stage == "listed"]
        days.append((date(2026, 3, 26), 5, lambda: self._list_all(listed)))
        return days

    def _notify(self, cases: list[Case]) -> None:
        for case, receipt in zip(cases, self._pool.map(self._notify_one, cases), strict=True):
            self._references[case.number] = receipt["reference"]

    def _notify_one(self, case: Case) -> Any:
        return self._player.do("notify", "/v1/notifications", WHO, notification(case))

    def _ready(self, case: Case) -> str:
        """The reference, once review has opened the case and the desk shows it."""
        reference = self._references[case.number]
        path = f"/v1/cases/{reference}"

        def told() -> bool:
            answer = self._player.send("GET", "correspondence", path, WHO)
            return answer.status_code == 200 and bool(answer.json()["state"])

        self._player.until(f"case {reference} at the desk", told)
        return reference

    def _submit(self, cases: list[Case]) -> None:
        list(self._pool.map(self._submit_one, cases))

    def _submit_one(self, case: Case) -> None:
        self._player.command(self._ready(case), "submit-rapid-review", WHO, **review(case))

    def _withdraw(self, cases: list[Case]) -> None:
        for case in cases:
            path = f"/v1/notifications/{self._references[case.number]}/withdrawal"
            body = {"reason": "The post-mortem found a medical cause."}
            self._player.do("notify", path, WHO, body)

    def _arrange(self, on: date) -> tuple[str, str]:
        meeting = str(uuid4())
        path = f"/v1/meetings/{meeting}/commands"
        starts = datetime.combine(on, time(10), LONDON).isoformat()
        body = {"starts_at": starts, "members": MEMBERS}
        self._player.do("correspondence", f"{path}/arrange-meeting", WHO, body)
        return meeting, path

    def _meet(self, cases: list[Case]) -> None:
        on = cases[0].meeting_on
        assert on, "decided cases have their meeting"
        meeting, path = self._arrange(on)
        body = {"members": MEMBERS}
        self._player.do("correspondence", f"{path}/record-attendance", WHO, body)
        list(self._pool.map(lambda case: self._decide(case, meeting), cases))

    def _decide(self, case: Case, meeting: str) -> None:
        reference = self._references[case.number]
        self._player.command(reference, "list-for-meeting", WHO, meeting_id=meeting)
        said = decision(case)
        self._player.command(reference, "record-decision", WHO, meeting_id=meeting, **said)

    def _list_all(self, cases: list[Case]) -> None:
        on = cases[0].meeting_on
        assert on, "listed cases have their meeting"
        meeting, _ = self._arrange(on)
        for case in cases:
            reference = self._references[case.number]
            self._player.command(reference, "list-for-meeting", WHO, meeting_id=meeting)


def _by(cases: list[Case], day: Callable[[Case], date | None]) -> Iterable[tuple[date, list[Case]]]:
    dated = sorted((case for case in cases if day(case)), key=lambda c: (str(day(c)), c.number))
    for on, lot in groupby(dated, key=day):
        assert on, "undated cases were left out"
        yield on, list(lot)


def _lot(on: date, order: int, cases: list[Case], act: Callable[[list[Case]], None]) -> Day:
    return on, order, lambda: act(cases)


def notification(case: Case) -> dict[str, Any]:
    """What the case system sends."""
    happened = case.aware_on - timedelta(days=1)
    born = happened - timedelta(days=round(case.age_months * 30.4))
    only = case.nature == "looked_after_death"
    outcome = {"child_death": "died", "looked_after_death": "died", "serious_harm": "harmed"}
    return {
        "authority_code": case.authority_code,
        "sender_reference": f"MADE-UP-{case.number:03}",
        "occurred_on": happened.isoformat(),
        "aware_on": case.aware_on.isoformat(),
        "kind_of_incident": case.nature,
        "abuse_neglect": "not_known_or_suspected" if only else "suspected",
        "children": [
            {
                "family_name": f"Madeup{case.number}",
                "date_of_birth": born.isoformat(),
                "sex": case.sex,
                "ethnicity": "not_asked",
                "disability": "not_known",
                "placement": "foster" if only else "birth_parents",
                "looked_after": "yes" if only else "no",
                "protection_plan": "no",
                "outcome": outcome.get(case.nature, "other"),
            }
        ],
        "positions": [
            {"partner": "health", "position": "agreed", "stated_on": case.aware_on.isoformat()},
            {"partner": "police", "position": "agreed", "stated_on": case.aware_on.isoformat()},
        ],
        "outline": "Made-up outline of a made-up incident.",
    }


def review(case: Case) -> dict[str, Any]:
    """What the partnership sends."""
    partners = ("authority", "health", "police")
    return {
        "partnership_view": case.view,
        "positions": [{"partner": partner, "view": case.view} for partner in partners],
        "rationale": "Made-up rationale.",
        "summary": "Made-up summary.",
        "themes": list(case.themes),
    }


def decision(case: Case) -> dict[str, Any]:
    """What the national body decides."""
    argued = case.outcome in ("advise_lcspr", "question_lcspr")
    return {
        "outcome": case.outcome,
        "reasons": "Made-up reasons.",
        "themes": list(case.themes),
        "criteria": [criterion(f"reg11_{name}", "met", "Made up.", "section 1") for name in REG11]
        if argued
        else [],
    }


def play_background(player: Player, console: Console) -> None:
    """All of it."""
    Background(player, console).play()
