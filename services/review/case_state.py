"""The latest state of a case, composed of its objects and told after every change."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from chassis.tx import Cause, Tx
from contracts.catalogue import entry_of
from contracts.codes import Clock, Partner
from contracts.review.case_state import CaseStateChangedV1, Move, Stage
from contracts.review.lcspr_course import LcsprStatus
from services.review import running_clocks, stores
from services.review.agency_return import wire as agency_return_wire
from services.review.consideration.state import Reply
from services.review.lcspr.state import Lcspr
from services.review.local_clocks import of_local_review
from services.review.milestones import milestones_of
from services.review.moves.table import MOVES
from services.review.policy import rules
from services.review.request import wire as request_wire
from services.review.stations import is_sent_back, station_of
from services.review.stores import CaseFile
from services.review.whole import Whole


async def tell_states(tx: Tx, causes: Sequence[tuple[UUID, Cause]]) -> None:
    """Announce the state of each case that changed; once each, under its last cause."""
    latest = dict(causes)
    files = await stores.count_states(tx.conn, list(latest))
    wholes = await stores.wholes(tx.conn, list(files))
    states = {id_: compose(file, wholes[id_]) for id_, file in files.items()}
    for id_, cause in latest.items():
        if state := states.get(id_):
            tx.announce(state, key=id_, object=id_, cause=cause)
    await running_clocks.note(tx.conn, {id_: state.clocks for id_, state in states.items()})


def compose(file: CaseFile, whole: Whole) -> CaseStateChangedV1:
    """The state of one case from its parts."""
    case = whole.consideration
    last_copy = whole.lcspr.last_copy_on
    return CaseStateChangedV1(
        incident_id=file.incident_id,
        reference=file.reference,
        version=file.state_version,
        stage=stage_of(whole),
        round=case.round,
        authority_code=file.authority_code,
        authority_name=file.authority_name,
        partnership=file.partnership,
        region_code=file.region_code,
        clocks=clocks_of(whole),
        awaited_from=awaited_from(whole),
        moves=_moves(tuple(rule.is_open(whole) for rule in MOVES)),
        meeting_id=case.meeting_id if case.status == "listed" else None,
        meeting_on=case.meeting_on if case.status == "listed" else None,
        review_version=whole.rapid_review.version,
        owed=request_wire.owed(whole.request),
        lcspr_expected_on=whole.lcspr.forecast_on,
        earliest_publication=rules.earliest_publication(last_copy) if last_copy else None,
        station=station_of(whole, stage_of(whole)),
        unsigned=tuple(Partner(one) for one in whole.preparation.unsigned),
        awaited_returns=agency_return_wire.awaited(whole.agency_return),
        core_unconfirmed=not whole.rapid_review.core_confirmed,
        milestones=milestones_of(whole),
        lcspr_status=LcsprStatus(whole.lcspr.status),
        lcspr_notice_owed=whole.lcspr.notice_owed,
    )


@lru_cache(maxsize=256)
def _moves(opens: tuple[bool, ...]) -> tuple[Move, ...]:
    """What may be done next and why the rest may not: few such sets occur, so each is made once."""
    return tuple(
        Move(
            command=entry_of(rule.command).type,
            roles=rule.roles,
            open=is_open,
            reason=None if is_open else rule.why_not,
        )
        for rule, is_open in zip(MOVES, opens, strict=True)
    )


def stage_of(whole: Whole) -> Stage:
    """Where the case stands."""
    if whole.rapid_review.status == "cancelled":
        return Stage.CANCELLED
    if whole.lcspr.is_public:
        return Stage.PUBLISHED
    match whole.consideration.status:  # what waits for the national body comes first
        case "none":
            return Stage.RAPID_REVIEW_DUE
        case "received" | "triaged" | "allocated":
            back = is_sent_back(whole)
            return Stage.AWAITING_INFORMATION if back else Stage.WITH_NATIONAL_BODY
        case "listed":
            return Stage.LISTED
        case _:
            return _after_decision(whole)


def _after_decision(whole: Whole) -> Stage:
    if whole.consideration.letter_on is None:
        return Stage.DECIDED
    if whole.lcspr.is_running:
        return Stage.LCSPR
    if whole.request.status == "open":
        return Stage.AWAITING_INFORMATION
    return Stage.AWAITING_PARTNERS if partners_owe_a_decision(whole) else Stage.CLOSED


def partners_owe_a_decision(whole: Whole) -> bool:
    """The letter of this round awaits their decision; one made before it is no answer to it."""
    reply, case = whole.consideration.reply, whole.consideration
    awaited = reply is not None and reply.decision_id == case.decision_id
    return awaited and whole.lcspr.answers != case.decision_id


def awaited_from(whole: Whole) -> tuple[str, ...]:
    """On whom the case waits."""
    match stage_of(whole):
        case Stage.RAPID_REVIEW_DUE | Stage.AWAITING_INFORMATION | Stage.AWAITING_PARTNERS:
            return ("partnership",)
        case Stage.WITH_NATIONAL_BODY | Stage.LISTED | Stage.DECIDED:
            local = ("partnership",) if whole.lcspr.is_running else ()
            return ("national_body", *local)
        case Stage.LCSPR:
            return ("partnership",)
        case _:
            return ()


def clocks_of(whole: Whole) -> tuple[Clock, ...]:
    """The clocks that run, and those that were met; of a withdrawn case none runs but its LCSPR's."""
    review, case, local = whole.rapid_review, whole.consideration, whole.lcspr
    clocks = []
    if review.notified_on:
        clocks.append(rules.clock("RR1", review.notified_on, review.first_received_on))
    if case.received_on:
        clocks.append(rules.clock("P1", case.received_on, case.letter_on))
    if whole.request.opened_on:
        clocks.append(request_wire.clock(whole.request))
    if case.reply:
        clocks.append(_reply_clock(case.reply, local))
    if review.status == "cancelled":
        clocks = [clock for clock in clocks if clock.met_on]
    return (*clocks, *of_local_review(local))


def _reply_clock(reply: Reply, local: Lcspr) -> Clock:
    """Met by the partners' decision, or by the version that came instead of it."""
    met_on = reply.sent_again_on
    if local.answers == reply.decision_id and local.decided_on:
        met_on = max(local.decided_on, reply.since)
    return rules.clock("P3", reply.since, met_on, pinned_on=reply.decided_on)
