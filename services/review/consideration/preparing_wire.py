"""What prepares a case and who considered it: facts out."""

from collections.abc import Sequence
from typing import Any, assert_never

from contracts.codes import Outcome
from contracts.envelope import Fact
from contracts.review.preparation import (
    CaseConsideredV1,
    CaseTriagedV1,
    DissentRecordedV1,
    Reader,
    ReaderCommentedV1,
    ReadersAllocatedV1,
    Route,
    Sat,
    WhyApart,
)
from services.review.consideration import events, preparing
from services.review.consideration.decision_rules import without_conflict
from services.review.consideration.state import Consideration
from services.review.policy import panel, rules


def announce(state: Consideration, event: preparing.Event) -> Sequence[Fact]:
    """The facts that tell of one event."""
    ids = _ids(state)
    match event:
        case preparing.Triaged(command=made):
            triaged = CaseTriagedV1(
                **ids,
                triaged_on=made.on,
                route=Route(made.route),
                sectors=made.sectors,
                note=made.note,
            )
            return (triaged,)
        case preparing.Allocated():
            readers = tuple(
                Reader(member_id=one.member_id, sector=one.sector, load=one.load)
                for one in event.readers
            )
            missing = event.missing
            return (
                ReadersAllocatedV1(
                    **ids, readers=readers, by_load=event.by_load, sectors_missing=missing
                ),
            )
        case preparing.Commented(member_id=who, said=said):
            proposes = Outcome(said.proposes) if said.proposes else None
            return (
                ReaderCommentedV1(**ids, member_id=who, comment=said.comment, proposes=proposes),
            )
        case preparing.Dissented(member_id=who, reason=reason):
            assert state.decision_id, "who dissents, dissents from a decision"
            decision = state.decision_id
            return (DissentRecordedV1(**ids, decision_id=decision, member_id=who, reason=reason),)
        case _:
            assert_never(event)


def considered(state: Consideration, event: events.Decided) -> CaseConsideredV1:
    """Who considered it: those counted, those recused, and those whom the register keeps apart."""
    made = event.command
    counted = without_conflict(state, made)
    recused = {one: sector for one, sector in made.present if one in state.recused}
    recent = {sector for one, sector in counted.items() if one not in made.not_recent}
    members = (
        *(Sat(member_id=one, sector=sector) for one, sector in counted.items()),
        *(
            Sat(member_id=one, sector=sector, apart=WhyApart.RECUSED)
            for one, sector in recused.items()
        ),
        *(
            Sat(member_id=one, sector=sector, apart=WhyApart(why))
            for one, sector, why in made.apart
        ),
    )
    return CaseConsideredV1(
        **_ids(state),
        decision_id=made.decision_id,
        meeting_id=made.meeting_id,
        members=members,
        needed=made.quorum,
        sectors_missing=tuple(s for s in rules.limits().sectors if s not in event.sectors),
        sectors_not_recent=tuple(s for s in event.sectors if s not in recent),
        not_inducted=tuple(one for one in made.not_inducted if one in counted),
        policy_version=panel.in_force(made.meeting_on or made.on).version,
    )


def _ids(state: Consideration) -> dict[str, Any]:
    return {"incident_id": state.id, "reference": state.reference, "round": state.round}
