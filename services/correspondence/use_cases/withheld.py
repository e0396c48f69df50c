"""What a partner withholds stands until it says otherwise: a version that others send carries it on."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.identity import Actor
from contracts.envelope import Message
from contracts.review.rapid_review import SubmitRapidReviewV1
from contracts.review.rapid_review_steps import ConfirmRapidReviewV1
from services.correspondence.access import partner_of
from services.correspondence.read_models import timeline
from services.correspondence.read_models.timeline import Entry

Position = Mapping[str, Any]
WITH_CORE = ("rapid-review-submitted", "rapid-review-resubmitted", "rapid-review-confirmed")
CARRYING = (SubmitRapidReviewV1, ConfirmRapidReviewV1)


def standing(entries: Sequence[Entry]) -> dict[str, Position]:
    """The position of each partner: of the last version with a core, else its own statement."""
    told = [e.fact["positions"] for e in entries if e.name == "partner-position-stated"]
    told += [
        e.fact.get("positions", ())
        for e in entries
        if e.name in WITH_CORE and e.fact.get("core_confirmed", True)
    ][-1:]
    return {one["partner"]: one for said in told for one in said}


def kept_from(entries: Sequence[Entry]) -> frozenset[str]:
    """The partners whose position is withheld from the reader of these entries."""
    held = standing(entries).values()
    return frozenset(p["partner"] for p in held if p.get("withheld") and not p.get("view"))


async def carried(
    conn: Conn, incident: UUID, model: type[Message], said: Mapping[str, Any], actor: Actor
) -> dict[str, Any]:
    """The command's fields; what the sender can not read and says nothing of stays as it was stated."""
    stated = said.get("positions")
    if model not in CARRYING or not isinstance(stated, list | tuple):
        return dict(said)
    own = partner_of(actor)
    named = {one.get("partner") for one in stated if isinstance(one, Mapping)}
    held = standing(await timeline.of_case(conn, incident)).values()
    kept = [p for p in held if p.get("withheld") and p["partner"] not in {own, *named}]
    return {**said, "positions": [*stated, *kept]}
