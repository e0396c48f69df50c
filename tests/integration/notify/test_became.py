"""What became of an incident, as its sender reads it: what is true now, and what is awaited from whom."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.catalogue import entry_of
from contracts.codes import Clock
from contracts.review.case_state import CaseStateChangedV1, Milestone, Stage
from contracts.tools.samples import data_of
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.integration.notify.test_feed import changes
from tests.support.page import HTML, page
from tests.support.records import Deliverer

NOTIFIER, ELSEWHERE = "ashmere-data", "brackenford-data"
OWED = "The partners now owe a rapid review."
DUE = "The partners send a rapid review by Friday 1 May 2026, 15 working days after Friday 10 April 2026."
AGREED = [
    {"partner": one, "position": "agreed", "stated_on": "2026-04-09"}
    for one in ("authority", "health", "police")
]


@dataclass
class Review:
    """``review``, as far as ``notify`` hears of it: the latest state of one case."""

    notify: Notify
    receipt: Any
    give: Deliverer
    version: int = 0
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/notifications/{self.receipt['reference']}"

    async def tells(self, stage: Stage, *awaited: str, **more: Any) -> None:
        incident = UUID(self.receipt["incident_id"])
        self.version, self.known = self.version + 1, {**self.known, **more}
        told = {"incident_id": incident, "stage": stage, "awaited_from": awaited}
        usual = {**data_of(entry_of(CaseStateChangedV1)), "clocks": (), "milestones": ()}
        fact = CaseStateChangedV1.model_validate(
            {**usual, **told, "version": self.version, **self.known}
        )
        await self.give.give(fact, incident)

    async def now(self) -> Any:
        return (await self.notify.call("GET", self.path)).json()

    async def kinds(self) -> int:
        told = (await changes(self.notify))["changes"]
        return [one["what"] for one in told].count("became")


async def reviewed(notify: Notify, **changed: Any) -> Review:
    service = notify.service
    consumes = build_consumes(service.keys, IdentityStore(IDENTITY_KEY))
    return Review(notify, await notify.sent(**changed), Deliverer(consumes, service.db))


def on(code: str, day: date) -> Milestone:
    return Milestone(code=code, on=day)


@pytest.mark.need("A7")
async def test_a_receipt_says_what_is_true_now_and_what_is_awaited_from_whom(
    notify: Notify,
) -> None:
    review = await reviewed(notify, positions=AGREED)
    first = review.receipt
    assert (first["what_happens_next"], first["became"]) == (DUE, None)
    assert first["awaited"] == ["The partners: rapid review"]
    steps: list[tuple[Stage, tuple[str, ...], str, list[str]]] = [
        (Stage.RAPID_REVIEW_DUE, ("partnership",), "The partners owe a rapid review.", first["awaited"]),
        (Stage.WITH_NATIONAL_BODY, ("national_body",), "The rapid review is with the Panel.", ["The Panel: letter on the rapid review"]),
        (Stage.AWAITING_INFORMATION, ("partnership",), "The Panel has asked the partners for more.", ["The partners: what the Panel asked for"]),
        (Stage.AWAITING_PARTNERS, ("partnership",), "The Panel's letter awaits the partners' decision.", ["The partners: decision on a local review"]),
        (Stage.LCSPR, ("partnership",), "A local child safeguarding practice review is in progress.", ["The partners: local review"]),
        (Stage.PUBLISHED, (), "The local child safeguarding practice review is published.", []),
    ]  # fmt: skip
    for stage, whose, means, awaited in steps:
        await review.tells(stage, *whose)
        now = await review.now()
        assert (now["became"]["stage"], now["became"]["awaited_from"]) == (stage, list(whose))
        assert (now["state_means"], now["awaited"]) == (means, awaited)
        assert (now["what_happens_next"] == DUE) is (stage is Stage.RAPID_REVIEW_DUE)
    assert now["what_happens_next"] == "Nothing more is needed of this notification."
    assert await review.kinds() == len(steps)


@pytest.mark.need("A7")
async def test_the_days_of_the_review_are_told_and_stay_when_a_new_round_begins(
    notify: Notify,
) -> None:
    review = await reviewed(notify)
    due = Clock.model_validate(
        {
            **data_of(entry_of(CaseStateChangedV1))["clocks"][0],
            "code": "RR1",
            "due_on": "2026-05-01",
        }
    )
    await review.tells(Stage.RAPID_REVIEW_DUE, "partnership", clocks=(due,))
    letter = (on("round_begun", date(2026, 4, 30)), on("letter_issued", date(2026, 5, 8)))
    await review.tells(Stage.CLOSED, milestones=letter, round=1, review_version=1)
    again = (on("round_begun", date(2026, 5, 19)),)
    await review.tells(Stage.LISTED, "national_body", milestones=again, round=2, review_version=2)
    told = (await review.now())["became"]
    days = ("review_due_on", "review_received_on", "letter_on")
    assert [told[name] for name in days] == ["2026-05-01", "2026-05-19", "2026-05-08"]
    assert (told["review_version"], told["letter_round"]) == (2, 1)


@pytest.mark.need("A7", "J2")
async def test_a_decision_is_the_partners_news_when_its_letter_is_out(notify: Notify) -> None:
    review = await reviewed(notify)
    await review.tells(Stage.WITH_NATIONAL_BODY, "national_body")
    before, kinds = await review.now(), await review.kinds()
    for stage in (Stage.LISTED, Stage.DECIDED):
        await review.tells(stage, "national_body")
        assert await review.now() == before
    assert await review.kinds() == kinds, "nor is there a change that tells of it"


async def test_an_old_state_tells_nothing_and_nor_does_one_of_an_incident_that_is_not_here(
    notify: Notify,
) -> None:
    review = await reviewed(notify)
    await review.tells(Stage.CLOSED)
    review.version = 0
    await review.tells(Stage.RAPID_REVIEW_DUE, "partnership")
    assert (await review.now())["became"]["stage"] == "closed"
    review.receipt = {**review.receipt, "incident_id": str(uuid7())}
    await review.tells(Stage.CLOSED)
    assert await review.give.parked() == []


@pytest.mark.need("A7")
async def test_the_pages_and_the_file_say_what_is_true_now(notify: Notify) -> None:
    review = await reviewed(notify, positions=[])
    async with await notify.browser_of(NOTIFIER) as browser:
        assert "Rapid review due" in (await page(browser, "/notifications")).text
        assert DUE in (await page(browser, review.path)).text
        await review.tells(Stage.CLOSED)
        listed = await page(browser, "/notifications")
        shown = await page(browser, review.path)
        answer = await browser.get("/notifications.csv", headers=HTML)
    assert "Closed In time" in listed.text.replace("3 working days late", "In time")
    assert "position on notifying" not in listed.text
    for told in (DUE, OWED, "Rapid review due"):
        assert told not in shown.text
        assert told not in listed.text
    [line] = csv.DictReader(io.StringIO(answer.text))
    assert line["how it stands"].startswith("The Panel has answered")
    assert line["awaited"] == ""


@pytest.mark.need("A7", "A3")
async def test_what_ended_awaits_nothing_whatever_its_review_came_to(notify: Notify) -> None:
    review = await reviewed(notify, positions=[])
    await review.tells(Stage.RAPID_REVIEW_DUE, "partnership")
    body = {"reason": "A medical cause was found."}
    await notify.call("POST", f"{review.path}/withdrawal", json=body)
    now = await review.now()
    assert (now["awaited"], now["what_happens_next"]) == ([], "Nothing more is needed.")
    assert now["state_means"].startswith("Withdrawn by the authority.")
    async with await notify.browser_of(NOTIFIER) as browser:
        listed = await page(browser, "/notifications?state=withdrawn")
    assert "Withdrawn 3 working days late, due 7 April 2026 Nobody" in listed.text


async def test_what_is_withdrawn_after_its_rapid_review_came_does_not_deny_it(
    notify: Notify,
) -> None:
    review = await reviewed(notify)
    came = (on("round_begun", date(2026, 4, 30)),)
    await review.tells(Stage.WITH_NATIONAL_BODY, "national_body", milestones=came)
    body = {"reason": "A medical cause was found."}
    await notify.call("POST", f"{review.path}/withdrawal", json=body)
    means = "Withdrawn by the authority after the rapid review was sent."
    assert (await review.now())["state_means"] == means
    await review.tells(Stage.CANCELLED)
    assert (await review.now())["state_means"] == means


async def test_a_version_reads_as_it_was_and_promises_nothing(notify: Notify) -> None:
    review = await reviewed(notify)
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, f"{review.path}/versions/1")
    assert "It stands here as it read at version 1." in shown.text
    assert shown.links["How it stands now"] == review.path
    assert "What happens next" not in shown.text
