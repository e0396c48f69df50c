"""The national body's own work: its register, preparing a case, minutes, and advice to partners."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review import advice as a
from contracts.review import member, minutes
from contracts.review import preparation as p
from services.review import aggregates, sitting, stores
from services.review.advice import domain as advice
from services.review.consideration import commands as consideration_commands
from services.review.consideration import domain as consideration
from services.review.consideration import events as consideration_events
from services.review.consideration import preparing, queries
from services.review.consideration.state import Consideration
from services.review.handlers.cases import Batch, carry_out, change, sent_on
from services.review.meeting import domain as meeting
from services.review.member import domain as members
from services.review.member import wire as member_wire
from services.review.policy import panel
from services.review.senders import Commands
from services.review.whole import STAFF


def register(commands: Commands) -> None:
    """The commands taken here."""
    commands(p.TriageCaseV1)(triage)
    commands(p.AllocateReadersV1)(allocate)
    commands(p.CommentAsReaderV1)(comment)
    commands(p.DeclareConflictV1)(declare_conflict)
    commands(p.RecordDissentV1)(dissent)
    commands(minutes.AgreeMinutesV1)(agree_minutes)
    commands(member.DeclareInterestV1)(declare_interest)
    commands(a.AskAdviceV1)(ask_advice)
    commands(a.GiveAdviceV1)(give_advice)
    commands(a.RelyOnAdviceV1)(rely_on_advice)
    for model, to_domain in OF_MEMBERS.items():
        commands(model)(_of_members(to_domain))


async def triage(tx: Tx, batch: Sequence[Received[p.TriageCaseV1]]) -> None:
    """Say how the meeting will take cases."""
    await change(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: preparing.Triage(sent_on(r), r.message.route, r.message.sectors, r.message.note),
    )


async def allocate(tx: Tx, batch: Sequence[Received[p.AllocateReadersV1]]) -> None:
    """Give cases to their lead readers; each knows what the one before it gave to whom."""
    known = await sitting.register(tx.conn)
    files = await stores.files(tx.conn, [r.key for r in batch])
    reads = await queries.readers_of_undecided(tx.conn)

    def command(r: Received[p.AllocateReadersV1]) -> preparing.Allocate:
        partnership, on = files[r.key].partnership if r.key in files else "", sent_on(r)
        found = sitting.candidates(known, partnership, on)
        return preparing.Allocate(r.message.member_ids, found, panel.in_force(on).lead_readers)

    def decide(
        state: Consideration, said: consideration_commands.Command
    ) -> tuple[consideration_events.Event, ...]:
        assert isinstance(said, preparing.Allocate), "nothing else is ordered here"
        found = sitting.loaded(said.candidates, reads, state.id)
        events = consideration.decide(state, replace(said, candidates=found))
        for event in events:
            assert isinstance(event, preparing.Allocated), "nothing else follows an allocation"
            reads[state.id] = [reader.member_id for reader in event.readers]
        return events

    await change(tx, replace(aggregates.CONSIDERATION, decide=decide), batch, command)


async def comment(tx: Tx, batch: Sequence[Received[p.CommentAsReaderV1]]) -> None:
    """Keep what lead readers say to their colleagues, unless they are shut out since they were given the case."""
    known = await sitting.register(tx.conn)
    files = await stores.files(tx.conn, [r.key for r in batch])

    def command(r: Received[p.CommentAsReaderV1]) -> preparing.Comment:
        partnership = files[r.key].partnership if r.key in files else ""
        apart = sitting.shut_out(known, partnership, sent_on(r))
        return preparing.Comment(r.message.member_id, r.message, apart.get(r.message.member_id))

    await change(tx, aggregates.CONSIDERATION, batch, command)


async def declare_conflict(tx: Tx, batch: Sequence[Received[p.DeclareConflictV1]]) -> None:
    """A member stands back from a case."""
    await change(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: consideration_commands.Recuse(r.message.member_id, r.message.reason),
    )


async def dissent(tx: Tx, batch: Sequence[Received[p.RecordDissentV1]]) -> None:
    """Record who does not share a decision."""
    await change(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: preparing.Dissent(r.message.member_id, r.message.reason),
    )


async def agree_minutes(tx: Tx, batch: Sequence[Received[minutes.AgreeMinutesV1]]) -> None:
    """The chair agrees minutes."""
    await carry_out(tx, aggregates.MEETING, batch, lambda r: meeting.AgreeMinutes(sent_on(r)))


OF_MEMBERS: dict[type[Any], Any] = {
    member.RegisterMembersV1: lambda m, _on: members.Enter(
        tuple(member_wire.member_from(one) for one in m.members)
    ),
    member.CorrectMemberV1: lambda m, _on: members.Correct(
        m.member_id, m.name, m.sector, m.serves_from
    ),
    member.EndMemberTermV1: lambda m, _on: members.EndTerm(m.member_id, m.last_day),
    member.RecordPreparationV1: lambda m, on: members.Prepare(
        on, m.member_id, m.preparation, m.done_on
    ),
    member.RecordPracticeV1: lambda m, on: members.Practise(on, m.member_id, m.practised_until),
}
"""Each command about members, as the domain has it; the second argument is the day it was sent."""


async def declare_interest(tx: Tx, batch: Sequence[Received[member.DeclareInterestV1]]) -> None:
    """Enter ties to partnerships."""
    await carry_out(
        tx,
        aggregates.MEMBER_REGISTER,
        batch,
        lambda r: members.Declare(
            r.message.member_id,
            members.Interest(r.message.partnership, r.message.until),
            by_staff=not r.cause.roles.isdisjoint(STAFF),
        ),
    )


def _of_members(to_domain: Any) -> Any:
    async def handle(tx: Tx, batch: Batch) -> None:
        await carry_out(
            tx, aggregates.MEMBER_REGISTER, batch, lambda r: to_domain(r.message, sent_on(r))
        )

    return handle


async def ask_advice(tx: Tx, batch: Sequence[Received[a.AskAdviceV1]]) -> None:
    """Take partners' questions."""
    about = await _about(tx, batch)
    await change(
        tx,
        aggregates.ADVICE,
        batch,
        lambda r: advice.Ask(
            advice_id=r.cause.id,
            on=sent_on(r),
            partner=r.message.partner,
            topic=r.message.topic,
            question=r.message.question,
            **about(r),
        ),
    )


async def give_advice(tx: Tx, batch: Sequence[Received[a.GiveAdviceV1]]) -> None:
    """Give advice."""
    about = await _about(tx, batch)
    await change(
        tx,
        aggregates.ADVICE,
        batch,
        lambda r: advice.Give(
            advice_id=r.message.advice_id,
            new_id=r.cause.id,
            on=sent_on(r),
            topic=r.message.topic,
            said=r.message,
            **about(r),
        ),
    )


async def _about(tx: Tx, batch: Batch) -> Any:
    """The reference of each case, and whether its notification was withdrawn."""
    keys = [r.key for r in batch]
    files = await stores.files(tx.conn, keys)
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, keys)
    withdrawn = {key for key, review in reviews.items() if review.status == "cancelled"}
    return lambda r: {
        "reference": files[r.key].reference if r.key in files else "",
        "withdrawn": r.key in withdrawn,
    }


async def rely_on_advice(tx: Tx, batch: Sequence[Received[a.RelyOnAdviceV1]]) -> None:
    """Record who relied on which advice."""
    await change(
        tx,
        aggregates.ADVICE,
        batch,
        lambda r: advice.Rely(r.message.advice_id, sent_on(r), r.message.partner, r.message),
    )
