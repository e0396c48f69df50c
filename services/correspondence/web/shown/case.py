"""One case as one reader may see it: everything its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.ask import Asked, pending
from chassis.conn import Conn
from chassis.identity import Actor
from chassis.seal import KeyRing
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.review.case_state import CaseStateChangedV1
from services.correspondence import directory, invitation
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions, partner_of
from services.correspondence.document import store as documents
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.domain import Letter
from services.correspondence.read_models import timeline as facts
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown import clocks, versions
from services.correspondence.web.shown import timeline as items
from services.correspondence.web.shown.words import COLOURS, STAGES, label

LETTER_STATES = {
    "drafted": ("Draft, not prepared yet", "yellow"),
    "prepared": ("Waits for approval", "orange"),
    "issued": ("Sent", "green"),
}
AWAITED = {"partnership": "the partnership", "national_body": "the Panel"}


@dataclass(frozen=True)
class LetterLine:
    """A letter in a list."""

    id: UUID
    title: str
    state: str
    colour: str
    issued_on: date | None


@dataclass(frozen=True)
class MoveLine:
    """One command: whether this reader may give it now, and else why not."""

    command: str
    is_open: bool
    mine: bool
    reason: str | None


@dataclass(frozen=True)
class CaseShown:
    """The page of one case; ``source`` is for use cases, not for templates: it hides nothing."""

    source: CaseView
    incident_id: UUID
    reference: str
    partner: Partner | None
    authority: str
    partnership: str
    stage: str
    stage_words: str
    stage_colour: str
    awaited: str
    told: CaseStateChangedV1 | None
    clocks: Sequence[clocks.ClockView]
    moves: Sequence[MoveLine]
    entries: Sequence[Entry]
    timeline: Sequence[items.Item]
    positions: versions.Comparison
    versions: versions.Comparison | None
    letters: Sequence[LetterLine]
    documents: Sequence[documents.Stored]
    tasks: Sequence[Any]
    dialogues: Sequence[tuple[UUID, datetime]]
    recording: Sequence[Asked]
    identity_link: str | None
    root: str
    today: date

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"{self.root}/cases/{self.reference}"


def is_staff(actor: Actor) -> bool:
    """Whether the actor reads as the national body does."""
    return POLICY.may(actor, "see_desk")


async def show(actions: Actions, actor: Actor, reference: str) -> CaseShown:
    """A case for one reader, the look written down; raises NotFound outside their scope."""
    case = await actions.case(reference, actor)
    partner = None if is_staff(actor) else partner_of(actor)
    today = actions.today()
    async with actions.service.db.read() as conn:
        entries = items.readable(await facts.of_case(conn, case.incident_id), partner)
        letters = await letter_store.letters_of(conn, case.incident_id)
        keys = actions.service.keys
        held_back = partner is not None and any(one.status != "issued" for one in letters)
        told = case.told
        stage = "with_national_body" if held_back else case.stage
        return CaseShown(
            source=case,
            incident_id=case.incident_id,
            reference=case.reference,
            partner=partner,
            authority=case.authority_name,
            partnership=await directory.name_of(conn, case.partnership),
            stage=stage,
            stage_words=STAGES.get(stage, stage),
            stage_colour=COLOURS.get(stage, "grey"),
            awaited=_awaited(told, held_back=held_back),
            told=told,
            clocks=clocks.of_case(told.clocks if told else (), entries, today),
            moves=_moves(told, actor),
            entries=entries,
            timeline=await items.items(conn, keys, case.incident_id, entries),
            positions=versions.positions(entries),
            versions=await versions.side_by_side(conn, keys, case.incident_id, entries),
            letters=[_line(one) for one in letters if partner is None or one.status == "issued"],
            documents=await _documents(conn, keys, case, entries, actor, partner),
            tasks=await _tasks(conn, case.incident_id) if partner is None else (),
            dialogues=await invitation.of_case(conn, case.incident_id),
            recording=await pending(conn, case.incident_id),
            identity_link=_identity_link(actions, case, partner),
            root="/desk" if partner is None else "/partner",
            today=today,
        )


def _identity_link(actions: Actions, case: CaseView, partner: Partner | None) -> str | None:
    base = actions.settings.identity_url
    return f"{base}/identity/{case.reference}" if base and partner is None else None


def _awaited(told: CaseStateChangedV1 | None, *, held_back: bool) -> str:
    if held_back:
        return AWAITED["national_body"]
    found = [AWAITED.get(one, one) for one in told.awaited_from] if told else []
    return " and ".join(found)


def _moves(told: CaseStateChangedV1 | None, actor: Actor) -> list[MoveLine]:
    return [
        MoveLine(
            command=move.command.split(".")[3],
            is_open=move.open,
            mine=bool(set(move.roles) & actor.roles),
            reason=move.reason,
        )
        for move in (told.moves if told else ())
    ]


def _line(letter: Letter) -> LetterLine:
    state, colour = LETTER_STATES.get(letter.status, (letter.status, "grey"))
    title = label(LetterKind, letter.kind)
    return LetterLine(letter.id, title, state, colour, letter.issued_on)


async def _documents(
    conn: Conn,
    keys: KeyRing,
    case: CaseView,
    entries: list[Entry],
    actor: Actor,
    partner: Partner | None,
) -> list[documents.Stored]:
    kept = await documents.of_incident(conn, case.incident_id)
    shared = versions.documents_of(entries)
    open_to_them = [
        one for one in kept if partner is None or one.id in shared or one.uploaded_by == actor.id
    ]
    return await documents.titled(conn, keys, open_to_them)


async def _tasks(conn: Conn, incident_id: UUID) -> list[Any]:
    return list(
        await conn.fetch(
            """
            select id, words, opened_at from task
            where incident_id = $1 and closed_at is null order by opened_at
            """,
            incident_id,
        )
    )
