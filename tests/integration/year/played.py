"""Plays the plan day by day: notify's own use cases, review's own commands, letters in correspondence's journal."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import pydantic_core
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.tx import Cause
from contracts.codes import DocumentRef, Outcome, Partner
from contracts.correspondence import LetterIssuedV1, LetterKind
from contracts.envelope import Message
from contracts.http_notify import AmendmentBody, WithdrawalBody
from contracts.review.consideration import (
    ListForMeetingV1,
    RecordDecisionV1,
    RecordPartnersDecisionV1,
)
from contracts.review.lcspr import (
    ExplainLcsprDelayV1,
    RecordCopySentV1,
    RecordPublicationV1,
)
from contracts.review.meeting import ArrangeMeetingV1, RecordAttendanceV1
from contracts.review.rapid_review import ExplainRapidReviewDelayV1, SubmitRapidReviewV1
from contracts.topics import REVIEW_COMMAND
from deploy.local.background.play import COPIES_TO
from deploy.local.background.said import PARTNERS, notification
from deploy.local.people import MACHINES
from deploy.unconnected import KEY
from services.correspondence.letter.handlers import letter_id_of
from services.correspondence.letter_types import BY_CODE
from services.notify.bank_holiday.handlers import proclaim
from services.notify.notification.changing import Changing
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.queries import areas_of
from services.review.rounds.calendar_moves import move_by_calendar
from tests.integration.review.conftest import ASKS, MEMBERS, REG11, SEALED, positions
from tests.integration.year.by_hand import PROCLAIMED, PROCLAIMED_ON
from tests.integration.year.plan import MEETINGS, Life, Round
from tests.integration.year.post import Country

ACTOR = Actor.from_claims({"sub": "background", **MACHINES["background"]})
DOCUMENT = DocumentRef(
    id=uuid7(), sha256="0" * 64, media_type="application/pdf", scan_state="clean"
)


class Year:
    """The country and its cases; knows which incident each case of the plan became."""

    def __init__(self, country: Country, lives: Sequence[Life]) -> None:
        self.country, self.lives = country, lives
        self.incidents: dict[int, UUID] = {}
        self.references: dict[int, str] = {}
        self.meetings = {day: uuid4() for day in MEETINGS}
        notify = country.services["notify"]
        self.notifications = Notifications(notify, IdentityStore(KEY), areas_of)
        self.changing = Changing(self.notifications)

    async def play(self, last: date) -> None:
        """Every day on which something happens, and the last."""
        await self._arrange()
        days = {on for life in self.lives for on in happens_on(life)}
        for day in sorted({*days, *MEETINGS, PROCLAIMED_ON, last}):
            if day <= last:
                self.country.on(day)
                await self._day(day)

    async def _day(self, day: date) -> None:
        """What falls on one day; in the evening all of it reaches everyone."""
        if day == PROCLAIMED_ON:
            await self._proclaim()
        await asyncio.gather(
            *(self._notify(x) for x in self.lives if x.case.notified_on == day),
            *(self._amend(x) for x in self.lives if x.amended_on == day),
            *(self._withdraw(x) for x in self.lives if x.withdrawn_on == day),
        )
        commands = self._held(day)
        commands += [one for life in self.lives for one in self._commands(life, day)]
        await self._give(commands)
        await self._letters(day)
        await self.country.hand_on()

    async def _proclaim(self) -> None:
        notify, review = self.country.services["notify"], self.country.services["review"]
        async with notify.db.begin() as tx:
            fact = await proclaim(
                tx, PROCLAIMED, "A day of thanks", holiday=True, on=tx.today, actor="person:test"
            )
        assert fact, "it was a working day"
        await self.country.hand_on()
        while await move_by_calendar(review.db):
            pass
        await self.country.hand_on()

    async def _notify(self, life: Life) -> None:
        raw = pydantic_core.to_json(notification(life.case))
        receipt = await self.notifications.submit(raw, str(uuid4()), ACTOR)
        self.incidents[life.number] = receipt.incident_id
        self.references[life.number] = receipt.reference

    async def _amend(self, life: Life) -> None:
        """It was known a day earlier: the base of N1 moves, because the fact was wrong."""
        body = AmendmentBody(aware_on=amended_aware(life), reason="The ward had called.")
        await self.changing.amend(self.references[life.number], body, ACTOR)

    async def _withdraw(self, life: Life) -> None:
        body = WithdrawalBody(reason="The post-mortem found a medical cause.")
        await self.notifications.withdraw(self.references[life.number], body, ACTOR)

    async def _arrange(self) -> None:
        await self._give(
            [
                (id_, ArrangeMeetingV1(meeting_id=id_, starts_at=_morning(day), members=MEMBERS))
                for day, id_ in self.meetings.items()
            ]
        )

    def _held(self, day: date) -> list[tuple[UUID, Message]]:
        if day not in MEETINGS:
            return []
        id_ = self.meetings[day]
        return [(id_, RecordAttendanceV1(meeting_id=id_, members=MEMBERS))]

    async def _give(self, commands: Sequence[tuple[UUID, Message]]) -> None:
        """One poll of commands, as the desk's relay sends them."""
        given = self.country.commands
        await given.poll(REVIEW_COMMAND, [given.record(said, key) for key, said in commands])

    def _commands(self, life: Life, day: date) -> list[tuple[UUID, Message]]:
        """What is said of one case on one day, in its order."""
        if life.number not in self.incidents:
            return []
        key, said = self.incidents[life.number], list[Message]()
        if life.explained_on == day:
            said.append(_explained(key))
        for one in life.rounds:
            said += self._of_round(key, one, day)
        said += _settled(life, key, day)
        return [(key, one) for one in said]

    def _of_round(self, key: UUID, one: Round, day: date) -> list[Message]:
        said: list[Message] = []
        if one.sent_on == day:
            said.append(_review(key, one))
        if one.listed_on == day and one.meeting_on:
            meeting = self.meetings[one.meeting_on]
            said.append(ListForMeetingV1(incident_id=key, meeting_id=meeting))
        if one.meeting_on == day:
            said.append(_decision(key, self.meetings[day], one))
        return said

    async def _letters(self, day: date) -> None:
        """The letters of a day, told by correspondence's journal; made and sent they are elsewhere.

        Four hundred PDFs would take longer than the year, and the desk counts cases by review's state alone.
        """
        issued = [
            (life, number)
            for life in self.lives
            for number, one in enumerate(life.rounds, 1)
            if one.letter_on == day
        ]
        if not issued:
            return
        async with self.country.services["correspondence"].db.begin() as tx:
            for life, number in issued:
                fact = await self._letter(life, number, day)
                cause = Cause(uuid7(), "request", str(fact.incident_id), "person:test")
                tx.announce(fact, key=fact.incident_id, object=fact.letter_id, cause=cause)

    async def _letter(self, life: Life, number: int, day: date) -> LetterIssuedV1:
        key = self.incidents[life.number]
        row = await self.country.services["review"].db.pool.fetchrow(
            "select data from journal where key = $1 and type like '%.decision-recorded.v1'"
            " order by position desc limit 1",
            key,
        )
        assert row, f"case {life.number} was decided"
        decided = pydantic_core.from_json(row["data"])
        assert decided["round"] == number
        return LetterIssuedV1(
            incident_id=key,
            reference=decided["reference"],
            letter_id=letter_id_of(UUID(decided["decision_id"])),
            decision_id=UUID(decided["decision_id"]),
            letter_kind=LetterKind(decided["outcome"]),
            awaits_decision=BY_CODE[Outcome(decided["outcome"])].awaits_decision,
            round=number,
            issued_on=day,
            recipients=tuple(Partner),
            document=DOCUMENT,
        )


def amended_aware(life: Life) -> date:
    """When the authority was aware, as corrected: on the day of the incident."""
    return date.fromisoformat(notification(life.case)["occurred_on"])


def happens_on(life: Life) -> set[date]:
    """Every day on which something is done to a case."""
    days = [life.case.notified_on, life.amended_on, life.withdrawn_on, life.explained_on]
    for one in life.rounds:
        days += [one.sent_on, one.listed_on, one.meeting_on, one.letter_on]
    days.append(life.final_on)
    if life.local:
        days += [life.local.delayed_on, life.local.copies_on, life.local.published_on]
    return {day for day in days if day}


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def _explained(key: UUID) -> Message:
    return ExplainRapidReviewDelayV1.model_validate(
        {"incident_id": key, "reason": "agency_return_missing", "expected_on": "2026-12-31"}
    )


def _review(key: UUID, one: Round) -> Message:
    view = one.view
    return SubmitRapidReviewV1.model_validate(
        {
            "incident_id": key,
            "document": DOCUMENT,
            "partnership_view": view,
            "positions": positions(*("no" if view == "none_reached" else view,) * len(PARTNERS)),
            "rationale": SEALED,
        }
    )


def _decision(key: UUID, meeting: UUID, one: Round) -> Message:
    asks = {"asks": ASKS} if one.outcome == "request_information" else {"criteria": REG11}
    advice = {"advice": SEALED} if one.outcome in ("advise_lcspr", "question_lcspr") else {}
    return RecordDecisionV1.model_validate(
        {
            "incident_id": key,
            "meeting_id": meeting,
            "outcome": one.outcome,
            "reasons": SEALED,
            "themes": ["neglect"],
            **asks,
            **advice,
        }
    )


def _settled(life: Life, key: UUID, day: date) -> list[Message]:
    said: list[Message] = []
    if life.final_on == day:
        said.append(
            RecordPartnersDecisionV1.model_validate(
                {
                    "incident_id": key,
                    "decision": life.final,
                    "decided_on": day,
                    "positions": positions(*(life.final,) * len(PARTNERS)),
                    "reasons": SEALED,
                }
            )
        )
    if local := life.local:
        if local.delayed_on == day:
            more = {"reason": "trial", "forecast_on": local.forecast_on}
            said.append(ExplainLcsprDelayV1.model_validate({"incident_id": key, **more}))
        if local.copies_on == day:
            said += [
                RecordCopySentV1.model_validate(
                    {"incident_id": key, "recipient": one, "sent_on": day}
                )
                for one in COPIES_TO
            ]
        if local.published_on == day:
            said.append(RecordPublicationV1(incident_id=key, published_on=day))
    return said
