"""What of a case one reader sees: the one place of redaction, for pages and API alike.

The national body sees all. A partner reads what the Panel decided in its letter and nowhere before, and
never what another partner withholds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.ask import Asked, pending
from chassis.conn import Conn
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.review.case_state import CaseStateChangedV1, Stage
from contracts.review.rapid_review_steps import Station
from services.correspondence import replies
from services.correspondence.access import POLICY, partner_of, without_withheld
from services.correspondence.case.as_issued import settled, worded
from services.correspondence.case.decisions import told_of
from services.correspondence.case.readable import documents_for, entries_for, without_work
from services.correspondence.document import store as documents
from services.correspondence.document.store import Stored
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import cases, desk, timeline, untold
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases.actions import Actions


@dataclass(frozen=True)
class Seen:
    """A case as one reader sees it; ``whole`` hides nothing and is for use cases alone.

    ``decisions``: what tells of decisions, for a partner of those alone whose letter is out.
    """

    whole: CaseView
    case: CaseView
    partner: Partner | None
    entries: list[Entry]
    decisions: list[Entry]
    letters: list[Letter]
    documents: list[Stored]
    tasks: list[desk.CaseTask]
    recording: list[Asked]


def sees_all(actions: Actions, actor: Actor) -> bool:
    """Whether nothing is kept from an actor of what lies in their scope."""
    return POLICY.may(actor, "see_desk") or actions.is_background(actor)


async def see(actions: Actions, actor: Actor, reference: str) -> Seen:
    """A case for one reader, the look written down; raises NotFound outside their scope."""
    whole = await actions.case(reference, actor)
    partner = None if sees_all(actions, actor) else partner_of(actor)
    async with actions.service.db.read() as conn:
        (case,) = [whole] if partner is None else await _listed(conn, actor, [whole])
        letters = await letter_store.letters_of(conn, whole.incident_id)
        told = settled(await timeline.of_case(conn, whole.incident_id), letters)
        if partner is not None:
            told = worded(told, letters)
        entries = entries_for(told, partner)
        if partner is None and not actions.is_background(actor):
            entries = without_work(entries, case.told)
        return Seen(
            whole=whole,
            case=case,
            partner=partner,
            entries=entries,
            decisions=entries if partner is None else _told_to(partner, told, letters),
            letters=[one for one in letters if partner is None or one.is_out],
            documents=documents_for(
                await documents.of_incidents(conn, [whole.incident_id]),
                entries,
                await replies.documents_of(conn, [whole.incident_id]),
                actor,
            ),
            tasks=await desk.tasks_of(conn, whole.incident_id) if partner is None else [],
            recording=_recording(await pending(conn, whole.incident_id), case, partner),
        )


async def see_listed(
    actions: Actions, conn: Conn, actor: Actor, found: Sequence[CaseView]
) -> list[CaseView]:
    """The cases of a list for one reader, in their order."""
    return list(found) if sees_all(actions, actor) else await _listed(conn, actor, found)


async def _listed(conn: Conn, actor: Actor, found: Sequence[CaseView]) -> list[CaseView]:
    held = await untold.held_back(conn, [one.incident_id for one in found])
    return [case_for(one, actor.roles, held_back=one.incident_id in held) for one in found]


def case_for(case: CaseView, roles: frozenset[str], *, held_back: bool) -> CaseView:
    """A case as a partner has it; ``held_back``: the letter of its latest decision is not issued."""
    told = case.told
    if told is None:
        return case
    known = told.model_copy(
        update={
            "moves": tuple(move for move in told.moves if roles & set(move.roles)),
            "meeting_id": None,
            "meeting_on": None,
        }
    )
    if held_back:
        known = _before_the_letter(known)
    return replace(
        case,
        stage=known.stage.value if held_back else case.stage,
        state=known.model_dump(mode="json"),
        next_due=cases.next_due(known),
    )


def _before_the_letter(told: CaseStateChangedV1) -> CaseStateChangedV1:
    """The clock of the Panel's reply is gone too: that it is met is the news."""
    return told.model_copy(
        update={
            "stage": Stage.WITH_NATIONAL_BODY,
            "awaited_from": ("national_body",),
            "station": Station.WITH_PANEL if told.station else None,
            "clocks": tuple(clock for clock in told.clocks if clock.code != "P1"),
            "milestones": tuple(one for one in told.milestones if one.code != "decided"),
        }
    )


def _told_to(partner: Partner, told: list[Entry], letters: list[Letter]) -> list[Entry]:
    """The decisions that a partner was told of, without what others withhold."""
    return [
        replace(entry, fact=without_withheld(entry.fact, partner))
        for entry in told_of(told, letters)
    ]


def _recording(asked: list[Asked], case: CaseView, partner: Partner | None) -> list[Asked]:
    """What is on its way to an answer; for a partner, of the commands that are partners' own."""
    if partner is None:
        return asked
    own = {move.command for move in case.told.moves} if case.told else set()
    return [one for one in asked if one.type in own]
