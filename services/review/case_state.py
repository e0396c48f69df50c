"""The latest state of a case, composed of its objects and told after every change."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.tx import Cause, Tx
from contracts.catalogue import entry_of
from contracts.codes import Clock
from contracts.review.case_state import CaseStateChangedV1, Move, Stage
from services.review import stores
from services.review.consideration.domain import FURTHER_ROUND, Consideration
from services.review.dialogue.domain import Dialogue
from services.review.lcspr.domain import Lcspr
from services.review.moves import MOVES, Whole
from services.review.policy import rules
from services.review.rapid_review.domain import RapidReview
from services.review.request.domain import Request
from services.review.stores import CaseFile


async def tell_states(tx: Tx, causes: Sequence[tuple[UUID, Cause]]) -> None:
    """Announce the state of each case that changed; once each, under its last cause."""
    latest = dict(causes)
    ids = list(latest)
    files = await stores.files(tx.conn, ids)
    wholes = await _wholes(tx, ids)
    replies = await stores.replies_due(tx.conn, ids)
    told: list[tuple[UUID, int, dict[str, Any]]] = []
    for id_, cause in latest.items():
        if file := files.get(id_):
            fact = compose(file, wholes[id_], replies.get(id_))
            tx.announce(fact, key=id_, object=id_, cause=cause)
            told.append((id_, fact.version, fact.model_dump(mode="json")))
    if told:
        await stores.keep_states(
            tx.conn, [t[0] for t in told], [t[1] for t in told], [t[2] for t in told]
        )


async def _wholes(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Whole]:
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, ids)
    considerations = await stores.CONSIDERATIONS.read(tx.conn, ids)
    requests = await stores.REQUESTS.read(tx.conn, ids)
    lcsprs = await stores.LCSPRS.read(tx.conn, ids)
    dialogues = await stores.DIALOGUES.read(tx.conn, ids)
    return {
        i: Whole(
            reviews.get(i, RapidReview(i)),
            considerations.get(i, Consideration(i)),
            requests.get(i, Request(i)),
            lcsprs.get(i, Lcspr(i)),
            dialogues.get(i, Dialogue(i)),
        )
        for i in ids
    }


def compose(file: CaseFile, whole: Whole, reply_since: date | None) -> CaseStateChangedV1:
    """The state of one case from its parts."""
    case = whole.consideration
    last_copy = whole.lcspr.last_copy_on
    return CaseStateChangedV1(
        incident_id=file.incident_id,
        reference=file.reference,
        version=file.state_version + 1,
        stage=stage_of(whole),
        round=case.round,
        authority_code=file.authority_code,
        authority_name=file.authority_name,
        partnership=file.partnership,
        region_code=file.region_code,
        clocks=clocks_of(whole, reply_since),
        awaited_from=awaited_from(whole),
        moves=tuple(
            Move(
                command=entry_of(rule.command).type,
                roles=rule.roles,
                open=rule.is_open(whole),
                reason=None if rule.is_open(whole) else rule.why_not,
            )
            for rule in MOVES
        ),
        meeting_id=case.meeting_id if case.status == "listed" else None,
        meeting_on=case.meeting_on if case.status == "listed" else None,
        lcspr_expected_on=whole.lcspr.forecast_on,
        earliest_publication=rules.earliest_publication(last_copy) if last_copy else None,
    )


def stage_of(whole: Whole) -> Stage:
    """Where the case stands."""
    if whole.rapid_review.status == "cancelled":
        return Stage.CANCELLED
    if whole.lcspr.status == "published":
        return Stage.PUBLISHED
    match whole.consideration.status:  # what waits for the national body comes first
        case "none":
            return Stage.RAPID_REVIEW_DUE
        case "received":
            return Stage.WITH_NATIONAL_BODY
        case "listed":
            return Stage.LISTED
        case _:
            return _after_decision(whole)


def _after_decision(whole: Whole) -> Stage:
    if whole.lcspr.status == "initiated":
        return Stage.LCSPR
    if whole.lcspr.status == "not_held":
        return Stage.CLOSED
    asked = whole.request
    if asked.status == "open" and asked.decision_id == whole.consideration.decision_id:
        return Stage.AWAITING_INFORMATION
    if whole.consideration.outcome not in FURTHER_ROUND:
        if whole.consideration.outcome == "agree_lcspr":
            return Stage.AWAITING_PARTNERS
        return Stage.CLOSED
    if whole.consideration.outcome == "request_information":
        return Stage.DECIDED if whole.request.status == "announced" else Stage.AWAITING_INFORMATION
    return Stage.AWAITING_PARTNERS


def awaited_from(whole: Whole) -> tuple[str, ...]:
    """On whom the case waits."""
    match stage_of(whole):
        case Stage.RAPID_REVIEW_DUE | Stage.AWAITING_INFORMATION | Stage.AWAITING_PARTNERS:
            return ("partnership",)
        case Stage.WITH_NATIONAL_BODY | Stage.LISTED | Stage.DECIDED:
            local = ("partnership",) if whole.lcspr.status == "initiated" else ()
            return ("national_body", *local)
        case Stage.LCSPR:
            return ("partnership",)
        case _:
            return ()


def clocks_of(whole: Whole, reply_since: date | None) -> tuple[Clock, ...]:
    """The clocks that run, and those that were met."""
    review, case = whole.rapid_review, whole.consideration
    asked, local = whole.request, whole.lcspr
    clocks = []
    if review.notified_on:
        clocks.append(rules.clock("RR1", review.notified_on, review.first_received_on))
    if case.received_on:
        decided = case.decided_on if case.status == "decided" else None
        clocks.append(rules.clock("P1", case.received_on, decided))
    if asked.opened_on:
        clocks.append(rules.clock("P2", asked.opened_on, asked.answered_on))
    if reply_since:
        answered = local.decided_on if (local.decided_on or reply_since) >= reply_since else None
        clocks.append(rules.clock("P3", reply_since, answered))
    if local.initiated_on:
        clocks.append(rules.clock("L1", local.initiated_on, local.published_on))
    return tuple(clocks)
