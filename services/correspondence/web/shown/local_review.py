"""A case's local review at a glance: its milestones, what it lacks, what was advised, and the ledger of action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Theme
from contracts.review.action_ledger import ActionState, EvidenceKind, Result
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.lcspr import CopyRecipient
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import LcsprStatus
from services.correspondence.capacity import proportion
from services.correspondence.read_models.timeline import Entry
from services.correspondence.resource import store as resources
from services.correspondence.web.shown.lcspr_sentences import KINDS
from services.correspondence.web.shown.words import day, label, listed, lower

NOT_BEGUN = (LcsprStatus.NONE, LcsprStatus.NOT_HELD)
HELPS_WITH = {
    LcsprStatus.PROPOSED: Milestone.DECISION,
    LcsprStatus.INITIATED: Milestone.REVIEWER,
    LcsprStatus.REVIEWER_APPOINTED: Milestone.SCOPE,
    LcsprStatus.IN_PROGRESS: Milestone.CONDUCT,
    LcsprStatus.DRAFT_RECEIVED: Milestone.REPORT,
    LcsprStatus.REWORK: Milestone.REPORT,
    LcsprStatus.APPROVED: Milestone.PUBLICATION,
    LcsprStatus.COPIES_SENT: Milestone.PUBLICATION,
}
"""Which resources help at each station; once a review has ended, those about action."""
MILESTONES = (
    ("lcspr-proposed", "proposed_on"),
    ("lcspr-initiated", "initiated_on"),
    ("lcspr-reviewer-appointed", "appointed_on"),
    ("lcspr-scope-set", "set_on"),
    ("lcspr-started", "started_on"),
    ("lcspr-draft-received", "received_on"),
    ("lcspr-rework-asked", "asked_on"),
    ("lcspr-approved", "approved_on"),
    ("lcspr-bundle-assembled", "assembled_on"),
    ("lcspr-published", "published_on"),
    ("lcspr-improvements-published", "published_on"),
    ("lcspr-not-published", "decided_on"),
    ("lcspr-discontinued", "discontinued_on"),
    ("lcspr-superseded", "superseded_on"),
    ("lcspr-taken-down", "taken_down_on"),
)
ERASED = "This text has been erased."


@dataclass(frozen=True)
class ActionLine:
    """One action of the ledger."""

    number: int
    theme: str
    action: str
    due_on: str
    state: str
    overdue: bool
    evidence: str
    result: str


@dataclass(frozen=True)
class LocalReview:
    """What the case's page shows of it."""

    status: str
    milestones: Sequence[tuple[str, str]]
    copies: Sequence[tuple[str, str]]
    earliest: date | None
    has_bundle: bool
    wants: Sequence[str]
    helps: Sequence[resources.Listed]
    milestone: str
    capacity: str
    actions: Sequence[ActionLine]


async def shown(
    conn: Conn,
    keys: KeyRing,
    incident: UUID,
    partnership: str,
    told: CaseStateChangedV1 | None,
    entries: Sequence[Entry],
    today: date,
) -> LocalReview | None:
    """The review and its ledger; None where there is neither."""
    actions = await _actions(conn, keys, incident, entries, today)
    status = told.lcspr_status if told else LcsprStatus.NONE
    if not actions and status in NOT_BEGUN:
        return None
    milestone = HELPS_WITH.get(status, Milestone.ACTION)
    latest = {entry.name: entry.fact for entry in entries}
    scoping = status in (LcsprStatus.INITIATED, LcsprStatus.REVIEWER_APPOINTED)
    return LocalReview(
        status="" if status in NOT_BEGUN else status.label,
        milestones=_milestones(latest),
        copies=_copies(entries),
        earliest=told.earliest_publication if told else None,
        has_bundle="lcspr-bundle-assembled" in latest,
        wants=_wants(latest, entries, told, today),
        helps=await resources.listed(conn, milestone.value),
        milestone=lower(milestone.label),
        capacity=await proportion.advised(conn, partnership) if scoping else "",
        actions=actions,
    )


def _milestones(latest: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (_title(name), day(latest[name][field])) for name, field in MILESTONES if name in latest
    ]


def _title(name: str) -> str:
    words = {
        "lcspr-initiated": "Begun",
        "lcspr-reviewer-appointed": "Reviewer appointed",
        "lcspr-published": "Report published",
    }
    known = words.get(name) or KINDS[name][0].removeprefix("LCSPR: ").removeprefix("LCSPR ")
    return known[:1].upper() + known[1:]


def _copies(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """The copies that count: those that went out since the latest draft."""
    draft = max(
        (e.fact["received_on"] for e in entries if e.name == "lcspr-draft-received"), default=""
    )
    sent = {
        e.fact["recipient"]: e.fact["sent_on"]
        for e in entries
        if e.name == "lcspr-copy-sent" and e.fact["sent_on"] >= draft
    }
    return [(one.label, day(sent[one.value])) for one in CopyRecipient if one.value in sent]


def _wants(
    latest: dict[str, dict[str, Any]],
    entries: Sequence[Entry],
    told: CaseStateChangedV1 | None,
    today: date,
) -> list[str]:
    """What is wanting, and what was a breach: it is said, and stops nothing."""
    said = []
    running = told is not None and told.lcspr_status in proportion.RUNNING
    if told and told.lcspr_notice_owed:
        said.append(
            "Publication is expected after the due date: the Panel and the Secretary of State are"
            " still to be told why."
        )
    looked = latest.get("lcspr-monitored")
    if running and looked and date.fromisoformat(looked["next_on"]) < today:
        said.append(f"The next look at time and quality was due {day(looked['next_on'])}.")
    bundle = latest.get("lcspr-bundle-assembled")
    if running and bundle and bundle["missing"]:
        said.append("Of the bundle: " + KINDS["lcspr-bundle-assembled"][1](bundle))
    return said + [KINDS["lcspr-breach-recorded"][1](fact) for fact in _breaches(entries)]


def _breaches(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Those that stand: one that was taken back is told in the timeline alone."""
    standing: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in entries:
        fact = entry.fact
        if entry.name == "lcspr-breach-recorded":
            standing[fact["breach"], fact["happened_on"]] = fact
        elif entry.name == "lcspr-breach-taken-back":
            standing.pop((fact["breach"], fact["happened_on"]), None)
    return list(standing.values())


async def _actions(
    conn: Conn, keys: KeyRing, incident: UUID, entries: Sequence[Entry], today: date
) -> list[ActionLine]:
    added = [e.fact for e in entries if e.name == "ledger-action-added"]
    texts = await keys.open_many(conn, [(incident, one["action"]) for one in added])
    return [
        _line(one, text or ERASED, entries, today) for one, text in zip(added, texts, strict=True)
    ]


def _line(added: dict[str, Any], text: str, entries: Sequence[Entry], today: date) -> ActionLine:
    own = [e for e in entries if e.fact.get("action_id") == added["action_id"]]
    kinds = [e.fact["evidence_kind"] for e in own if e.name == "action-evidence-recorded"]
    results = [e.fact["result"] for e in own if e.name == "action-result-recorded"]
    closed = [e.fact["state"] for e in own if e.name == "ledger-action-closed"]
    state = closed[-1] if closed else "measured" if results else "evidenced" if kinds else "planned"
    evidence = dict.fromkeys(lower(label(EvidenceKind, one)) for one in kinds)
    return ActionLine(
        number=added["number"],
        theme=label(Theme, added["theme"]),
        action=text,
        due_on=day(added["due_on"]),
        state=label(ActionState, state),
        overdue=not closed and date.fromisoformat(added["due_on"]) < today,
        evidence=listed(list(evidence)),
        result=label(Result, results[-1]) if results else "",
    )
