"""The pages and the API of ``correspondence`` as partners and staff use them; review is played by the test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pydantic_core
import pytest

from chassis.ask import Ask
from chassis.identity import Provider
from contracts.catalogue import ReviewAnswerV1, entry_of
from contracts.codes import Clock, Partner, ReviewPosition, View
from contracts.review import consideration as c
from contracts.review import rapid_review as r
from contracts.review.case_state import CaseStateChangedV1, Move, Stage
from deploy.local.processes import free_port
from deploy.local.signin import build as build_provider
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, a_state, office
from tests.support.serve import serving
from tests.support.signing_in import cookies_of, token_of

__all__ = ["office"]

SECRET = "made-up-secret"
HERE = "http://service.test"
CASE = f"/cases/{REFERENCE}"
PARTNERSHIP = ("partnership_manager", "partnership_system", "partner_authority")
EVERY_PARTNER = (*PARTNERSHIP, "partner_health", "partner_police")
MOVES = (
    (r.ExplainRapidReviewDelayV1, PARTNERSHIP),
    (r.SubmitRapidReviewV1, PARTNERSHIP),
    (c.RecordDecisionV1, ("secretary",)),
    (c.AnswerInformationRequestV1, EVERY_PARTNER),
)
DELAY = {"reason": "trial", "expected_on": "2026-06-20", "explanation": "A trial is listed."}


def p1(met_on: date | None) -> Clock:
    """The Panel's reply."""
    return Clock(
        code="P1",
        title="The Panel's reply",
        started_on=date(2026, 5, 29),
        due_on=date(2026, 6, 12),
        met_on=met_on,
        working_days_late=0 if met_on else None,
        basis="service level of the Panel",
        policy_version="clocks-1",
    )


@dataclass
class House:
    """One case with its readers; ``office`` holds the service."""

    office: Office
    issuer: str
    http: httpx.AsyncClient
    stack: AsyncExitStack
    tokens: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, who: str, **more: Any) -> httpx.Response:
        """One request of a system, or of a person's program."""
        if who not in self.tokens:
            machine = who.endswith("-system") or who == "background"
            names = (who, "") if machine else ("demo", who)
            self.tokens[who] = await token_of(self.issuer, names[0], SECRET, names[1])
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **more.pop("headers", {})}
        return await self.http.request(method, f"/v1{path}", headers=headers, **more)

    async def give(
        self, name: str, who: str, said: dict[str, Any], key: UUID | None = None
    ) -> httpx.Response:
        """Give a command about the case."""
        headers = {"Idempotency-Key": str(key)} if key else {}
        path = f"{CASE}/commands/{name}"
        return await self.call("POST", path, who, json=said, headers=headers)

    async def reply(
        self, letter: UUID, who: str, said: dict[str, Any], key: UUID | None = None
    ) -> httpx.Response:
        """Reply to a letter."""
        headers = {"Idempotency-Key": str(key or uuid4())}
        path = f"{CASE}/letters/{letter}/replies"
        return await self.call("POST", path, who, json=said, headers=headers)

    async def case(self, who: str) -> dict[str, Any]:
        """The case as the API shows it."""
        answer = await self.call("GET", CASE, who)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def browser(self, sub: str) -> httpx.AsyncClient:
        """A signed-in browser."""
        cookies = await cookies_of(self.office.service, sub)
        transport = httpx.ASGITransport(self.office.app)
        client = httpx.AsyncClient(transport=transport, base_url=HERE, cookies=cookies)
        return await self.stack.enter_async_context(client)

    async def told(self, version: int, stage: Stage, **more: Any) -> CaseStateChangedV1:
        """Review tells how the case stands now."""
        moves = tuple(
            Move(command=entry_of(one).type, roles=roles, open=True) for one, roles in MOVES
        )
        given = {"version": version, "stage": stage, "moves": moves, **more}
        state = a_state(self.office.incident).model_copy(update=given)
        await self.office.deliverer.give(state, self.office.incident)
        return state

    async def decided(self) -> None:
        """Review tells that the Panel has decided."""
        met = (p1(date(2026, 6, 4)),)
        await self.told(3, Stage.AWAITING_PARTNERS, awaited_from=("partnership",), clocks=met)

    async def submitted(self) -> None:
        """A first version, whose police position is withheld."""
        positions = (
            ReviewPosition(partner=Partner.AUTHORITY, view=View.NO),
            ReviewPosition(
                partner=Partner.POLICE,
                view=View.DEFER,
                withheld=True,
                reservation=await self.office.seal("An arrest is planned."),
            ),
        )
        fact = r.RapidReviewSubmittedV1(
            incident_id=self.office.incident,
            rapid_review_id=self.office.incident,
            reference=REFERENCE,
            version=1,
            received_on=date(2026, 5, 29),
            partnership_view=View.NO,
            positions=positions,
            clock=p1(None).model_copy(update={"code": "RR1"}),
            reply_clock=p1(None),
        )
        await self.office.deliverer.give(fact, self.office.incident)

    async def answer(self, command_id: UUID, outcome: str, **more: Any) -> None:
        """Review's one answer to a command."""
        type_ = "uk.cspr.review.answer-information-request.v1"
        said = ReviewAnswerV1(command_id=command_id, command_type=type_, outcome=outcome, **more)
        await self.office.deliverer.give(said, self.office.incident)

    async def commands(self) -> list[dict[str, Any]]:
        """The commands in the journal, with the roles of who gave them."""
        rows = await self.office.db.pool.fetch(
            "select id, type, roles, data from journal where kind = 'command' order by position"
        )
        return [
            {
                "id": row["id"],
                "name": row["type"].split(".")[3],
                "roles": row["roles"],
                **pydantic_core.from_json(row["data"]),
            }
            for row in rows
        ]


@pytest.fixture
async def house(office: Office) -> AsyncIterator[House]:
    """The office with its sign-in; nobody answers commands, so nobody waits for answers."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    office.service.provider = Provider(issuer, "correspondence")
    office.service.ask = Ask(office.db, 0)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(build_provider(issuer, SECRET), port))
        transport = httpx.ASGITransport(office.app)
        http = await stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url=HERE)
        )
        made = House(office, issuer, http, stack)
        await made.told(2, Stage.WITH_NATIONAL_BODY, clocks=(p1(None),))
        yield made
