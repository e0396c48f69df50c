"""The register of members: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.member import (
    InterestDeclaredV1,
    MemberCorrectedV1,
    MemberEntry,
    MemberRegisteredV1,
    MemberTermEndedV1,
    PracticeRecordedV1,
    Preparation,
    PreparationRecordedV1,
)
from services.review.member import domain


def member_from(entry: MemberEntry) -> domain.Member:
    """A member as the domain holds them."""
    days = ((Preparation.INDUCTION, entry.inducted_on), (Preparation.SHADOWING, entry.shadowed_on))
    return domain.Member(
        id=entry.member_id,
        name=entry.name,
        sector=entry.sector,
        serves_from=entry.serves_from,
        serves_until=entry.serves_until,
        practised_until=entry.practised_until,
        prepared=tuple((kind.value, on) for kind, on in days if on),
    )


def announce(
    state: domain.Register, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    match event:
        case domain.Entered(member=one):
            return (MemberRegisteredV1(register_id=state.id, member=_entry(one)),)
        case domain.Changed(member=one, by=by):
            return (_changed(state, one, by),)
        case _:
            assert_never(event)


def _changed(
    state: domain.Register,
    one: domain.Member,
    by: domain.Correct | domain.EndTerm | domain.Prepare | domain.Practise | domain.Declare,
) -> Fact:
    match by:
        case domain.Correct():
            return MemberCorrectedV1(register_id=state.id, member=_entry(one))
        case domain.EndTerm(last_day=last):
            return MemberTermEndedV1(register_id=state.id, member_id=one.id, last_day=last)
        case domain.Prepare(kind=kind, on=on):
            return PreparationRecordedV1(
                register_id=state.id, member_id=one.id, preparation=Preparation(kind), done_on=on
            )
        case domain.Practise(until=until):
            return PracticeRecordedV1(register_id=state.id, member_id=one.id, practised_until=until)
        case domain.Declare(interest=tie):
            return InterestDeclaredV1(
                register_id=state.id,
                member_id=one.id,
                partnership=tie.partnership,
                until=tie.until,
            )
        case _:
            assert_never(by)


def _entry(one: domain.Member) -> MemberEntry:
    return MemberEntry(
        member_id=one.id,
        name=one.name,
        sector=one.sector,
        serves_from=one.serves_from,
        serves_until=one.serves_until,
        practised_until=one.practised_until,
        inducted_on=_first(one, Preparation.INDUCTION),
        shadowed_on=_first(one, Preparation.SHADOWING),
    )


def _first(one: domain.Member, kind: Preparation) -> date | None:
    return min((on for known, on in one.prepared if known == kind.value), default=None)
