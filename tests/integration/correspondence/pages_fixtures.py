"""The pages over one case on which everything is open: people's browsers, and review's answers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import httpx
import pydantic_core
import pytest
from bs4 import Tag
from uuid_utils.compat import uuid7

from chassis.ask import Ask
from chassis.web.cookies import cookie_name
from chassis.web.sessions import find_session
from contracts.catalogue import ANSWERS, entry_of
from contracts.codes import Clock, Outcome, Partner, Theme
from contracts.envelope import Fact
from contracts.review.action_ledger import LedgerActionAddedV1
from contracts.review.advice import AdviceGivenV1, AdviceTopic
from contracts.review.case_state import Move, Stage
from contracts.review.consideration import InformationRequestOpenedV1, Owed
from contracts.review.given_advice import (
    AdviceAnsweredV1,
    AdviceFate,
    DecisionAdviceGivenV1,
    GivenItem,
)
from contracts.review.lcspr_advice import LcsprAdviceAskedV1, Milestone
from contracts.review.meeting import Attendance, DialogueOfferedV1, MeetingArrangedV1
from contracts.review.member import MEMBER_REGISTER, MemberRegisteredV1
from services.correspondence.policy.members import MADE_UP, members
from services.correspondence.rounds.members import command_of
from services.review.moves.table import MOVES
from tests.integration.correspondence.letters_fixtures import (
    REFERENCE,
    Office,
    a_state,
    office,
)
from tests.integration.correspondence.rapid_facts import rapid_facts
from tests.support.signing_in import cookies_of
from tests.support.until import until

__all__ = ["office"]
ADDRESS = "http://service.test"
MEETING, DIALOGUE, ASKED_ADVICE = UUID(int=71), UUID(int=72), UUID(int=75)
DECISION, ADVICE = UUID(int=73), UUID(int=74)
QUESTION, ACTION = UUID(int=76), UUID(int=77)
MEETING_AT = datetime(2026, 6, 18, 13, tzinfo=UTC)
T = TypeVar("T")


@dataclass
class Pages:
    """The office as browsers see it."""

    office: Office
    stack: AsyncExitStack

    async def browser(self, sub: str) -> httpx.AsyncClient:
        """The browser of one of the made-up people, signed in."""
        cookies = await cookies_of(self.office.service, sub)
        way = httpx.ASGITransport(self.office.app)
        client = httpx.AsyncClient(base_url=ADDRESS, cookies=cookies, transport=way)
        return await self.stack.enter_async_context(client)

    async def token(self, browser: httpx.AsyncClient) -> str:
        """What the form of any page would hold for who is signed in here."""
        id_ = browser.cookies[cookie_name(self.office.service.settings)]
        async with self.office.db.begin() as tx:
            session = await find_session(tx.conn, id_)
        assert session
        return session.token()

    def at_once(self) -> None:
        """Do not wait for answers: review is away."""
        self.office.service.ask = Ask(self.office.db, 0.0)

    async def answering(self, doing: Awaitable[T], outcome: str = "done", **more: Any) -> T:
        """Do it, while its owner answers the one command that comes of it."""
        answer = asyncio.create_task(self._answer(outcome, more))
        done = await doing
        await answer
        return done

    async def _answer(self, outcome: str, more: dict[str, Any]) -> None:
        pool = self.office.db.pool
        sql = "select command_id, type, key from asked where outcome is null"
        asked = await until("a command", lambda: pool.fetchrow(sql))
        answer = ANSWERS[asked["type"].split(".")[2]](
            command_id=asked["command_id"], command_type=asked["type"], outcome=outcome, **more
        )
        await self.office.deliverer.give(answer, asked["key"])

    async def commands(self) -> list[dict[str, Any]]:
        """What was journalled for review, in order, as it stands there."""
        rows = await self.office.db.pool.fetch(
            "select type, data from journal where kind = 'command' order by position"
        )
        return [pydantic_core.from_json(row["data"]) for row in rows]

    async def opened(self, sealed: Any) -> Any:
        """The same with every sealed text in clear."""
        if isinstance(sealed, dict):
            return {name: await self.opened(value) for name, value in sealed.items()}
        if isinstance(sealed, list):
            return [await self.opened(value) for value in sealed]
        if isinstance(sealed, str) and sealed.startswith("ey"):
            async with self.office.db.read() as conn:
                return await self.office.service.keys.open(conn, self.office.incident, sealed)
        return sealed


def _all_open(incident: UUID) -> Any:
    moves = tuple(
        Move(command=entry_of(rule.command).type, roles=rule.roles, open=True) for rule in MOVES
    )
    return a_state(incident).model_copy(
        update={
            "version": 2,
            "stage": Stage.LISTED,
            "meeting_id": MEETING,
            "meeting_on": date(2026, 6, 18),
            "moves": moves,
            "review_version": 3,
            "owed": tuple(Owed(number=1, partner=one) for one in Partner),
        }
    )


async def register(office: Office) -> None:
    """Review tells of every made-up member."""
    for one in command_of(members(MADE_UP)).members:
        fact = MemberRegisteredV1(register_id=MEMBER_REGISTER, member=one)
        await office.deliverer.give(fact, MEMBER_REGISTER)


async def _advised(office: Office) -> tuple[Fact, ...]:
    """Advice that was given, and answered."""
    ids: dict[str, Any] = {
        "incident_id": office.incident,
        "reference": REFERENCE,
        "decision_id": DECISION,
    }
    item = GivenItem(advice_id=ADVICE, number=1, text=await office.seal("Look at it together."))
    return (
        DecisionAdviceGivenV1(**ids, letter_id=uuid7(), given_on=date(2026, 6, 1), items=(item,)),
        AdviceAnsweredV1(
            **ids,
            advice_id=ADVICE,
            number=1,
            fate=AdviceFate.TAKEN,
            decided_on=date(2026, 6, 2),
        ),
    )


async def _advised_on_process(office: Office) -> Fact:
    """Advice that a partnership asked for, and has."""
    return AdviceGivenV1(
        incident_id=office.incident,
        reference=REFERENCE,
        advice_id=ASKED_ADVICE,
        number=1,
        topic=AdviceTopic.PROCESS,
        given_on=date(2026, 6, 5),
        advice=await office.seal("Ask the other area for its return."),
    )


async def _decided(office: Office) -> None:
    """A decision stands on the timeline alone, so that no letter waits here."""
    fact = await office.decision(Outcome.ADVISE_LCSPR, decision_id=DECISION, criteria=())
    await office.db.pool.execute(
        """
        insert into timeline (id, incident_id, at, type, service, sequence, actor, fact)
        values ($1, $2, $3, $4, 'review', 0, 'person:test', $5)
        """,
        *(uuid7(), office.incident, MEETING_AT, entry_of(fact).type),
        fact.model_dump(mode="json"),
    )


async def _local_review(office: Office) -> tuple[LcsprAdviceAskedV1, LedgerActionAddedV1]:
    """A question that waits for advice, and an action of the ledger."""
    own: dict[str, Any] = {"incident_id": office.incident, "reference": REFERENCE}
    asked = LcsprAdviceAskedV1(
        **own,
        lcspr_id=office.incident,
        advice_id=QUESTION,
        about=Milestone.SCOPE,
        asked_on=date(2026, 6, 1),
        question=await office.seal("Which method fits?"),
    )
    added = LedgerActionAddedV1(
        **own,
        action_id=ACTION,
        number=1,
        theme=Theme.NEGLECT,
        added_on=date(2026, 6, 1),
        due_on=date(2026, 6, 30),
        measurable=True,
        action=await office.seal("Share the audit."),
        owner=await office.seal("Head of service"),
    )
    return asked, added


@pytest.fixture
async def pages(office: Office) -> AsyncIterator[Pages]:
    """One case on which every command is open, listed for a meeting, with a request and a dialogue."""
    arranged = MeetingArrangedV1(
        meeting_id=MEETING,
        starts_at=MEETING_AT,
        members=(Attendance(member_id="member-health", sector="health", present=False),),
    )
    offered = DialogueOfferedV1(
        incident_id=office.incident,
        reference=REFERENCE,
        dialogue_id=DIALOGUE,
        starts_at=MEETING_AT,
        minutes=60,
        reason=await office.seal("To look at it together."),
    )
    clock = Clock(
        code="P2",
        title="Information",
        started_on=date(2026, 6, 4),
        due_on=date(2026, 6, 18),
        basis="service level of the Panel",
        policy_version="clocks-1",
    )
    asked = InformationRequestOpenedV1(
        incident_id=office.incident,
        reference=REFERENCE,
        decision_id=uuid7(),
        letter_id=uuid7(),
        asks=(await office.ask_for("Who saw the carer?"),),
        clock=clock,
    )
    await register(office)
    await office.deliverer.give(arranged, MEETING)
    rapid = await rapid_facts(office)
    given = await _advised(office)
    local = await _local_review(office)
    told = (await _advised_on_process(office), *given, *rapid, *local)
    for fact in (offered, asked, *told, _all_open(office.incident)):
        await office.deliverer.give(fact, office.incident)
    await _decided(office)
    async with AsyncExitStack() as stack:
        yield Pages(office, stack)


def move(command: str, side: str) -> str:
    """Where the form of a command is, for the desk or a partner."""
    return f"{ADDRESS}/{side}/cases/{REFERENCE}/moves/{command}"


def inputs(form: Tag) -> dict[str, list[str]]:
    """What stands in the fields that a person sees: name -> values."""
    found: dict[str, list[str]] = {}
    for field in form.select("input[name]:not([type=hidden]), textarea[name]"):
        ticked = field.get("type") not in ("radio", "checkbox") or field.has_attr("checked")
        typed = field.get_text().strip() if field.name == "textarea" else field.get("value", "")
        if ticked and typed:
            found.setdefault(str(field["name"]), []).append(str(typed))
    for choice in form.select("select[name]"):
        if (chosen := choice.select_one("option[selected]")) and chosen.get("value"):
            found[str(choice["name"])] = [str(chosen["value"])]
    return found
