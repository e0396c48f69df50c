"""What of a case's facts and documents one reader reads."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from chassis.conn import Conn
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.rapid_review_steps import Station
from services.correspondence import replies
from services.correspondence.access import POLICY, partner_of, partners_see, without_withheld
from services.correspondence.document import store as documents
from services.correspondence.document.store import Stored
from services.correspondence.read_models import timeline
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry

WITH_DOCUMENT = (
    "rapid-review-drafted",
    "rapid-review-submitted",
    "rapid-review-resubmitted",
    "agency-return-given",
    "local-action-followed-up",
    "letter-issued",
    "local-review-letter-issued",
    "lcspr-draft-received",
    "lcspr-bundle-assembled",
    "action-evidence-recorded",
)
"""The facts whose document all who see the case may open."""

WORKING = frozenset(
    {
        "rapid-review-scoped",
        "review-meeting-held",
        "rapid-review-drafted",
        "rapid-review-signed-off",
        "partner-position-stated",
        "agency-return-asked",
        "agency-return-given",
        "agency-return-chased",
    }
)
LAST = UUID(int=2**128 - 1)
"""After every document: ids follow the time they were made at."""
ISSUED = ("letter-issued", "local-review-letter-issued")
WITHDRAWN = ("letter-withdrawn", "local-review-letter-withdrawn")
SENT = ("rapid-review-submitted", "rapid-review-resubmitted")
BEFORE_SENDING = ("open", "scoping", "meeting_held", "drafted", "signed_off")
"""A rapid review on its way is its partners' own: the national body reads of it once it is sent."""


def entries_for(entries: list[Entry], partner: Partner | None) -> list[Entry]:
    """The facts a reader may see: staff all, a partner its part."""
    if partner is None:
        return entries
    return [
        replace(entry, fact=without_withheld(entry.fact, partner))
        for entry in entries
        if partners_see(entry.name, entry.fact)
    ]


def without_work(entries: list[Entry], told: CaseStateChangedV1 | None) -> list[Entry]:
    """What staff read of a case: nothing of a partnership's work before its rapid review is sent.

    One that is cancelled before it was sent stays their own for good.
    """
    never = told is not None and told.station == Station.CANCELLED
    never = never and not any(entry.name in SENT for entry in entries)
    if not never and (told is None or told.station not in BEFORE_SENDING):
        return entries
    return [entry for entry in entries if entry.name not in WORKING]


async def may_open(conn: Conn, case: CaseView, stored: Stored, actor: Actor) -> bool:
    """Whether an actor who sees this case reads this document of it."""
    partner = None if POLICY.may(actor, "see_desk") else partner_of(actor)
    entries = entries_for(await timeline.of_case(conn, case.incident_id), partner)
    if partner is None:
        entries = without_work(entries, case.told)
    kept = await documents.of_incidents(conn, [case.incident_id])
    replied = await replies.documents_of(conn, [case.incident_id])
    return any(one.id == stored.id for one in documents_for(kept, entries, replied, actor))


def documents_for(
    kept: Sequence[Stored], entries: Sequence[Entry], replied: set[UUID], actor: Actor
) -> list[Stored]:
    """Those that a fact or a reply names which this reader reads, their later versions, and one's own.

    An earlier version is read where it is shared itself alone: what was taken out of it stays out. What was
    kept with a form that is not sent yet is named by none: it is its sender's alone.
    """
    gone = _withdrawn(entries)
    shared = (_named(entries) | replied) - gone
    since: dict[UUID, UUID] = {}
    for one in kept:
        if one.id in shared:
            since[one.first] = min(one.id, since.get(one.first, one.id))
    return [
        one
        for one in kept
        if one.id not in gone
        and (one.uploaded_by == actor.id or since.get(one.first, LAST) <= one.id)
    ]


def _named(entries: Sequence[Entry]) -> set[UUID]:
    """The documents of facts that all who read them may open."""
    return {
        UUID(entry.fact["document"]["id"])
        for entry in entries
        if entry.name in WITH_DOCUMENT and entry.fact.get("document")
    }


def _withdrawn(entries: Sequence[Entry]) -> set[UUID]:
    """The documents of withdrawn letters, whatever else names them: they are read on their page, marked."""
    letters = {entry.fact["letter_id"] for entry in entries if entry.name in WITHDRAWN}
    issued = [entry for entry in entries if entry.fact.get("letter_id") in letters]
    return _named([entry for entry in issued if entry.name in ISSUED])
