"""``review``'s own handlers on a real database; its commands and facts come as Kafka gives them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chassis.clock import set_clock
from chassis.service import Service
from contracts.catalogue import entry_of
from contracts.codes import DocumentRef, Partner
from contracts.correspondence import LetterIssuedV1, LetterKind
from contracts.envelope import Message
from contracts.notify import Area, IncidentKind, IncidentScopedInV1
from contracts.review.consideration import ListForMeetingV1, RecordDecisionV1
from contracts.review.meeting import ArrangeMeetingV1, Attendance, RecordAttendanceV1
from contracts.review.rapid_review import SubmitRapidReviewV1
from services.review.consumers import build_consumes
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.conftest import settings_for
from tests.support.records import Deliverer, journalled

SEALED = "a.b.c.d.e"
PARTNERS = ("authority", "health", "police")
MEMBERS = tuple(
    Attendance(member_id=f"member-{n}", sector="health", present=True) for n in range(7)
)


def positions(*views: str, withheld: str = "") -> list[dict[str, Any]]:
    """The partners' positions in order: authority, health, police."""
    return [
        {"partner": partner, "view": view, "withheld": partner == withheld}
        for partner, view in zip(PARTNERS, views, strict=False)
    ]


@dataclass
class Review:
    """The service over its database, and the day it is."""

    service: Service
    deliverer: Deliverer
    clock_file: Path
    cases: int = 0

    def on(self, day: str, hour: int = 9) -> None:
        """Move the business clock, of the service and of those who send."""
        at = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
        set_clock(self.clock_file, at)
        self.deliverer.sent_at = at

    async def facts(self, *names: str) -> list[dict[str, Any]]:
        """The journal, or the facts of some names in it."""
        return await journalled(self.service.db, *names)

    async def answer_to(self, id_: UUID) -> dict[str, Any]:
        """The one answer to a command."""
        told = [one for one in await self.facts() if one.get("command_id") == str(id_)]
        [answer] = told
        return answer

    async def done(self, message: Message, key: UUID) -> dict[str, Any]:
        """Give a command that is carried out."""
        answer = await self.answer_to(await self.deliverer.give(message, key))
        assert answer["outcome"] == "done", answer
        return answer

    async def refused(self, message: Message, key: UUID) -> dict[str, Any]:
        """Give a command that is refused."""
        answer = await self.answer_to(await self.deliverer.give(message, key))
        assert answer["outcome"] == "refused", answer
        assert answer["source"], answer
        assert answer["facts"] == []
        return answer

    async def read_later(self, message: Message, key: UUID, day: str) -> dict[str, Any]:
        """A command sent now and read on a later day, as after an outage; its answer."""
        record = self.deliverer.record(message, key)
        self.on(day)
        await self.deliverer.poll(entry_of(message).topic, [record])
        return await self.answer_to(UUID(dict(record.headers)["ce_id"].decode()))

    async def state(self, incident: UUID) -> dict[str, Any]:
        """The last state told of a case."""
        told = await self.facts("case-state-changed")
        return [one for one in told if one["incident_id"] == str(incident)][-1]

    async def clock(self, incident: UUID, code: str) -> dict[str, Any] | None:
        """One of a case's clocks, as last told."""
        clocks = (await self.state(incident))["clocks"]
        return next((one for one in clocks if one["code"] == code), None)

    async def is_open(self, incident: UUID, name: str) -> bool:
        """Whether a command is shown as open."""
        moves = (await self.state(incident))["moves"]
        return next(bool(m["open"]) for m in moves if m["command"].split(".")[3] == name)

    def scoped_in(self, notified_on: str = "2026-04-10") -> IncidentScopedInV1:
        """The fact that begins a case."""
        self.cases += 1
        return IncidentScopedInV1(
            incident_id=uuid7(),
            reference=f"CSPR-2026-{self.cases:05}-X",
            area=Area(
                authority_code="990",
                authority_name="Ashmere",
                partnership="ashmere",
                partnership_name="Ashmere Safeguarding Children Partnership",
                region_code="E12000005",
                region_name="West Midlands",
            ),
            kind_of_incident=IncidentKind.SERIOUS_HARM,
            notified_on=date.fromisoformat(notified_on),
            aware_on=date.fromisoformat(notified_on),
            basis="Children Act 2004 s16C",
            framework_version="framework-2026",
        )

    async def case(self, notified_on: str = "2026-04-10") -> UUID:
        """A case whose rapid review is due."""
        fact = self.scoped_in(notified_on)
        await self.deliverer.give(fact, fact.incident_id)
        return fact.incident_id

    def submission(self, incident: UUID, **more: Any) -> SubmitRapidReviewV1:
        """A version of the rapid review that lacks nothing."""
        document = DocumentRef(
            id=uuid7(),
            sha256="0" * 64,
            media_type="application/pdf",
            scan_state="clean",
        )
        given: dict[str, Any] = {
            "incident_id": incident,
            "document": document,
            "partnership_view": "no",
            "positions": positions("no", "yes", "no"),
            "rationale": SEALED,
            "themes": ["unseen_male_carer"],
        }
        return SubmitRapidReviewV1.model_validate({**given, **more})

    async def listed(self, incident: UUID, on: str, **more: Any) -> UUID:
        """Submitted, and listed for a meeting that was held; the meeting's id."""
        await self.done(self.submission(incident, **more), incident)
        meeting = await self.meeting(on)
        await self.done(ListForMeetingV1(incident_id=incident, meeting_id=meeting), incident)
        return meeting

    async def meeting(self, on: str, present: int = 7) -> UUID:
        """A meeting that was held."""
        id_ = uuid7()
        at = datetime.fromisoformat(on).replace(hour=8, tzinfo=UTC)
        members = tuple(
            one.model_copy(update={"present": n < present}) for n, one in enumerate(MEMBERS)
        )
        await self.done(ArrangeMeetingV1(meeting_id=id_, starts_at=at, members=members), id_)
        await self.done(RecordAttendanceV1(meeting_id=id_, members=members), id_)
        return id_

    def decision(self, incident: UUID, meeting: UUID, **more: Any) -> RecordDecisionV1:
        """A decision that the rapid review is enough."""
        given: dict[str, Any] = {
            "incident_id": incident,
            "meeting_id": meeting,
            "outcome": "agree_no_lcspr",
            "reasons": SEALED,
            "themes": ["unseen_male_carer"],
        }
        return RecordDecisionV1.model_validate({**given, **more})

    async def decided(self, incident: UUID, on: str, **more: Any) -> dict[str, Any]:
        """Submitted, listed and decided; the fact of the decision."""
        view = more.pop("partnership_view", "no")
        meeting = await self.listed(incident, on, partnership_view=view)
        await self.done(self.decision(incident, meeting, **more), incident)
        return (await self.facts("decision-recorded"))[-1]

    async def letter(self, decision: dict[str, Any], on: str) -> None:
        """The decision's letter was issued."""
        incident = UUID(decision["incident_id"])
        fact = LetterIssuedV1(
            incident_id=incident,
            reference=decision["reference"],
            letter_id=uuid7(),
            decision_id=decision["decision_id"],
            letter_kind=LetterKind(decision["outcome"]),
            awaits_decision=(decision["reply_terms"] or {}).get("code") == "P3",
            round=decision["round"],
            issued_on=date.fromisoformat(on),
            recipients=tuple(Partner),
            document=DocumentRef(
                id=uuid7(),
                sha256="0" * 64,
                media_type="application/pdf",
                scan_state="clean",
            ),
        )
        await self.deliverer.give(fact, incident)


REG11 = [
    {"criterion": name, "finding": "met", "reason": SEALED, "evidence": [SEALED]}
    for name in (
        "reg11_improvements",
        "reg11_recurrent_themes",
        "reg11_agencies",
        "reg11_national_considered",
    )
]
ASKS = [{"number": n, "asked_of": list(PARTNERS), "text": SEALED} for n in (1, 2, 3)]


@pytest.fixture
async def review(infra: Infra, new_database: MakeDatabase, tmp_path: Path) -> AsyncIterator[Review]:
    """The service on Friday 10 April 2026; nothing in its database."""
    clock_file = tmp_path / "clock"
    database = await new_database("review")
    service = Service(settings_for(infra, "review", database, "", clock_file=clock_file))
    await service.db.open()
    deliverer = Deliverer(build_consumes(service.keys, background=False), service.db)
    deliverer.roles = "partner_health partner_police partnership_manager secretary"
    made = Review(service, deliverer, clock_file)
    made.on("2026-04-10")
    yield made
    await service.db.close()
