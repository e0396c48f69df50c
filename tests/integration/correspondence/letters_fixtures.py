"""``correspondence`` on a real database with a register, a case and its key; the post is a fake."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from uuid_utils.compat import uuid7

from chassis.clock import set_clock
from chassis.db import Database
from chassis.identity import Actor
from chassis.service import Service
from contracts.codes import Clock, Criterion, Finding, Outcome, Partner, ReviewPosition, Theme, View
from contracts.register import Organisation, PartnershipRegisteredV1
from contracts.review.case_state import CaseStateChangedV1, Stage
from contracts.review.consideration import (
    Ask,
    CriterionAnswer,
    DecisionRecordedV1,
    Feedback,
    Quorum,
    ReplyTerms,
)
from services.correspondence.app import build
from services.correspondence.consumers import build_consumes
from services.correspondence.delivery import work
from services.correspondence.delivery.rounds import Deliveries
from services.correspondence.letter.handlers import Letters, letter_id_of
from services.correspondence.letter.state import Letter
from services.correspondence.letter.store import LETTERS
from services.correspondence.post import FakePost
from services.correspondence.settings import CorrespondenceSettings
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.conftest import settings_for
from tests.support.records import Deliverer, journalled

REFERENCE = "CSPR-2026-00088-X"
MONDAY = datetime(2026, 6, 8, 9, tzinfo=UTC)
ORGANISER = "secretariat@panel.example"
CALLBACK_TOKEN = "made-up-callback-token"
MAILBOXES = {
    "authority": "safeguarding@council.ashmere.example",
    "health": "safeguarding@icb.ashmere.example",
    "police": "safeguarding@police.ashmere.example",
}


def person(sub: str, *roles: str) -> Actor:
    return Actor(f"person:{sub}", sub, "person", frozenset(roles), "national_body", "national_body")


DRAFTER = person("drafter", "secretary")
COLLEAGUE = person("colleague", "secretary", "chair")


AWAITS_DECISION = (
    Outcome.ADVISE_LCSPR,
    Outcome.QUESTION_LCSPR,
    Outcome.AGREE_LCSPR,
    Outcome.DECISION_MISSING,
)


def terms_of(code: str, working_days: int) -> ReplyTerms:
    return ReplyTerms(
        code=code,
        title="The partners' reply",
        working_days=working_days,
        basis="service level of the Panel",
        policy_version="clocks-1",
    )


@dataclass
class Office:
    """The parts of the service that write and send, over one case."""

    app: FastAPI
    clock_file: Path
    incident: UUID
    post: FakePost = field(default_factory=FakePost)

    def __post_init__(self) -> None:
        self.service: Service = self.app.state.service
        self.db: Database = self.service.db
        self.deliverer = Deliverer(build_consumes(self.service.keys, ORGANISER), self.db)
        self.letters = Letters(self.service.keys, made_up=True)
        self.deliveries = Deliveries(self.db, self.post, "http://desk.test")

    def at(self, when: datetime) -> None:
        set_clock(self.clock_file, when)

    async def facts(self, *names: str) -> list[dict[str, Any]]:
        return await journalled(self.db, *names)

    async def seal(self, text: str) -> str:
        async with self.db.begin() as tx:
            return await self.service.keys.seal(tx.conn, self.incident, text)

    async def register(
        self,
        mailboxes: dict[str, str | None] | None = None,
        name: str = "Ashmere Safeguarding Children Partnership",
    ) -> None:
        names = {
            "authority": "Ashmere Council",
            "health": "Ashmere Integrated Care Board",
            "police": "Ashmere Police",
        }
        fact = PartnershipRegisteredV1(
            slug="ashmere",
            name=name,
            authority_codes=("990",),
            region_code="E12000005",
            region_name="West Midlands",
            organisations=tuple(
                Organisation(
                    code=f"ashmere-{part}",
                    partner=part,
                    name=names[part],
                    mailbox=(mailboxes or MAILBOXES).get(part),
                )
                for part in names
            ),
            valid_from=date(2024, 4, 1),
        )
        await self.deliverer.give(fact, UUID(int=990))

    async def decide(self, outcome: Outcome = Outcome.ADVISE_LCSPR, **more: Any) -> UUID:
        """The decision comes from review; its letter's id comes back."""
        fact = await self.decision(outcome, **more)
        await self.deliverer.give(fact, self.incident)
        return letter_id_of(fact.decision_id)

    async def decision(self, outcome: Outcome, **more: Any) -> DecisionRecordedV1:
        reason = await self.seal("A male carer who was not seen by services appears again.")
        answer = CriterionAnswer(
            criterion=Criterion.REG11_RECURRENT,
            finding=Finding.MET,
            reason=reason,
            evidence=(await self.seal("section 4"),),
        )
        given: dict[str, Any] = {
            "incident_id": self.incident,
            "reference": REFERENCE,
            "decision_id": uuid7(),
            "round": 2,
            "decided_on": date(2026, 6, 4),
            "meeting_id": uuid7(),
            "outcome": outcome,
            "partnership_view": View.NO,
            "positions": (ReviewPosition(partner=Partner.AUTHORITY, view=View.NO),),
            "criteria": (answer,),
            "reasons": await self.seal("The learning was not adequately explored."),
            "feedback": Feedback(
                strengths=await self.seal("The chronology is clear."),
                decision_making=await self.seal("Your reasons are stated openly."),
                analysis=await self.seal("Identity and culture are described well."),
                learning=await self.seal("Two learning points can be acted on."),
            ),
            "advice": await self.seal("We advise a proportionate local review."),
            "themes": (Theme.UNSEEN_MALE_CARER,),
            "review_version": 2,
            "quorum": Quorum(present=7, needed=5, recused=0),
            "reply_clock": Clock(
                code="P1",
                title="The Panel's reply",
                started_on=date(2026, 5, 29),
                due_on=date(2026, 6, 12),
                met_on=date(2026, 6, 4),
                working_days_late=0,
                basis="service level of the Panel",
                policy_version="clocks-1",
            ),
            "reply_terms": self.terms(outcome, asked=bool(more.get("asks"))),
            "guidance_version": "Panel guidance June 2025",
            "framework_version": "framework-2026",
        }
        return DecisionRecordedV1(**{**given, **more})

    def terms(self, outcome: Outcome, *, asked: bool) -> ReplyTerms | None:
        """As review tells them: what the letter awaits, and for how long."""
        code = "P3" if outcome in AWAITS_DECISION else "P2" if asked else ""
        return terms_of(code, 10) if code else None

    async def ask_for(self, text: str) -> Ask:
        return Ask(number=1, asked_of=tuple(Partner), text=await self.seal(text))

    async def letter(self, id_: UUID) -> Letter:
        async with self.db.read() as conn:
            return (await LETTERS.read(conn, [id_]))[id_]

    async def change(self, id_: UUID, change: Any, actor: Actor, *words: str) -> None:
        """One use case on a letter, as a request would do it."""
        async with self.db.begin() as tx:
            found = (await LETTERS.load(tx.conn, [id_]))[id_]
            await change(tx, found, actor, *words)

    async def allow(self, id_: UUID, reason: str) -> None:
        """A colleague approves in spite of doubts."""
        await self.change(id_, self.letters.approve, COLLEAGUE, reason)

    async def issue(
        self, outcome: Outcome = Outcome.ADVISE_LCSPR, *, override: str = "", **more: Any
    ) -> UUID:
        """A letter drafted, prepared, approved and issued, for a reason if it is doubtful."""
        id_ = await self.decide(outcome, **more)
        await self.send(id_, override)
        return id_

    async def send(self, id_: UUID, override: str = "") -> None:
        """One person prepares a letter, and a colleague approves it, for a reason if it is doubtful."""
        await self.change(id_, self.letters.prepare, DRAFTER)
        await self.allow(id_, override)

    async def attempts(self, id_: UUID) -> list[work.Delivery]:
        async with self.db.read() as conn:
            return await work.of_subject(conn, id_)

    async def due_now(self) -> None:
        """Let whatever waits be due."""
        await self.db.pool.execute("update delivery set due_at = clock_timestamp()")

    async def rounds(self, deliveries: Deliveries | None = None) -> None:
        """Rounds until nothing moves."""
        await self.due_now()
        while await (deliveries or self.deliveries).round():
            await self.due_now()

    async def tasks(self) -> list[str]:
        rows = await self.db.pool.fetch(
            "select words from task where closed_at is null order by opened_at, words"
        )
        return [row["words"] for row in rows]


def a_state(incident: UUID) -> CaseStateChangedV1:
    return CaseStateChangedV1(
        incident_id=incident,
        reference=REFERENCE,
        version=1,
        stage=Stage.DECIDED,
        round=2,
        authority_code="990",
        authority_name="Ashmere",
        partnership="ashmere",
        region_code="E12000005",
        clocks=(),
        awaited_from=("national_body",),
        moves=(),
    )


@pytest.fixture
async def office(infra: Infra, new_database: MakeDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    """Monday 8 June 2026, 10:00 in London: one case, its key here, Ashmere registered."""
    database, clock_file = await new_database("correspondence"), tmp_path / "clock"
    set_clock(clock_file, MONDAY)
    shared = settings_for(infra, "correspondence", database, "")
    given: dict[str, Any] = {
        **shared.model_dump(),
        "clock_file": clock_file,
        "notify_api_key": "made-up-" + "-".join([str(UUID(int=1)), str(UUID(int=2))]),
        "notify_api_url": "http://127.0.0.1:1",
        "notify_callback_token": CALLBACK_TOKEN,
        "clamd_port": 1,
    }
    made = Office(build(CorrespondenceSettings(**given)), clock_file, uuid7())
    await made.db.open()
    async with made.db.begin() as tx:
        await made.service.keys.create(tx.conn, made.incident)
    await made.register()
    await made.deliverer.give(a_state(made.incident), made.incident)
    yield made
    await made.db.close()
