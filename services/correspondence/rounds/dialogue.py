"""What falls due in dialogue: the Panel's own answers, partners' replies, what letters ask.

A person gets a task for an answer that is late.

A partner is reminded through the organisations of its sector: one message a day however many threads wait.
"""

from datetime import date
from uuid import UUID, uuid5

from chassis.calendar import add_working_days, is_working_day
from chassis.clock import Clock, london_date
from chassis.db import Database
from chassis.schedule import each
from chassis.tx import Cause, Tx
from chassis.web.words import day
from contracts.codes import Partner
from services.correspondence import directory
from services.correspondence.chase import Chase
from services.correspondence.delivery import work as deliveries
from services.correspondence.letter_ask import store as letter_asks
from services.correspondence.letter_ask.domain import LetterAsk
from services.correspondence.letter_ask.handlers import give as ask_of_partner
from services.correspondence.policy.dialogue import chase_rule, panels_clock
from services.correspondence.read_models import cases
from services.correspondence.voice import store
from services.correspondence.voice.commands import FallDue
from services.correspondence.voice.domain import Voice
from services.correspondence.voice.handlers import give

ROUND_MAX = 100
BY = "system:correspondence"
TASK = "answer_overdue"


class DialogueRounds:
    """The timer's work."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is looked for yet."""
        self._db, self._clock = db, clock

    async def round(self) -> int:
        """Tell what fell due today, and remind of what was; how much it was."""
        today = london_date(self._clock.now())
        async with self._db.read() as conn:
            waiting = await store.not_told_late(conn, ROUND_MAX)
        done = await each([one for one in waiting if _due(one) < today], self._late)
        return done + await self._chase(today)

    async def _late(self, one: Voice) -> int:
        assert one.incident_id, "a view is about a case"
        async with self._db.begin([one.incident_id]) as tx:
            command = FallDue(tx.today, _due(one))
            if await give(tx, one.incident_id, [(one.id, command)], _cause(one, "late", tx.today)):
                await _open_task(tx, one)
        return 1

    async def _chase(self, today: date) -> int:
        if not is_working_day(today, provisional=True):
            return 0
        rule = chase_rule(today)
        quiet = add_working_days(today, -rule.again_after_working_days, provisional=True)
        command = Chase(today, quiet, rule.times_max)
        async with self._db.read() as conn:
            silent = await store.not_chased(conn, command, ROUND_MAX)
            asked = await letter_asks.not_chased(conn, command, ROUND_MAX)
        late: list[Voice | LetterAsk] = [*silent, *asked]
        return await each(late, lambda one: self._remind(one, command))

    async def _remind(self, one: Voice | LetterAsk, command: Chase) -> int:
        assert one.incident_id, "it is about a case"
        async with self._db.begin([one.incident_id]) as tx:
            cause = _cause(one, "chase", command.on)
            give_it = give if isinstance(one, Voice) else ask_of_partner
            if await give_it(tx, one.incident_id, [(one.id, command)], cause):
                await _remind(tx, one)
        return 1


def _due(one: Voice) -> date:
    assert one.raised_on, "a view was raised on a day"
    return panels_clock(one.raised_on).due_on


def _cause(one: Voice | LetterAsk, why: str, today: date) -> Cause:
    return Cause(uuid5(one.id, f"{why} {today}"), "timer", str(one.incident_id), BY)


async def _open_task(tx: Tx, one: Voice) -> None:
    """The task has the view's own id: its page is the view's, and an answer closes it."""
    partner = Partner(one.partner).label.lower()
    words = f"The Panel has not answered the reply of the {partner}, due {day(_due(one))}."
    await tx.conn.execute(
        """
        insert into task (id, incident_id, reference, kind, words, opened_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """,
        one.id,
        one.incident_id,
        one.reference,
        TASK,
        words,
        tx.now,
    )


async def _remind(tx: Tx, one: Voice | LetterAsk) -> None:
    assert one.incident_id, "it is about a case"
    partnership = await cases.partnership_of(tx.conn, one.incident_id)
    everyone = await directory.addressees(tx.conn, partnership, tx.today)
    to = [other for other in everyone if other.partner == one.partner]
    subject: UUID = uuid5(one.incident_id, f"thread reply chased {tx.today} {one.partner}")
    await deliveries.add(tx.conn, "reminder", subject, one.incident_id, one.reference, to)
