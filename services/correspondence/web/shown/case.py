"""One case as one reader may see it: everything its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.access import known_as
from chassis.ask import Asked
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.review.case_state import CaseStateChangedV1
from services.correspondence import directory
from services.correspondence.document import store as documents
from services.correspondence.invitation import handlers as invitation
from services.correspondence.invitation.handlers import Invited
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import stays as stays_told
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.desk import CaseTask
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see
from services.correspondence.web.shown import clocks, lineage, local_review, rapid, stays, versions
from services.correspondence.web.shown import timeline as items
from services.correspondence.web.shown.words import AWAITED, COLOURS, STAGES, label

LETTER_STATES = {
    "drafted": ("Draft, not prepared yet", "yellow"),
    "prepared": ("Waits for approval", "orange"),
    "issued": ("Sent", "green"),
    "withdrawn": ("Withdrawn", "red"),
    "overtaken": ("Not sent: another letter says it", "grey"),
}


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
    rapid: rapid.RapidShown | None
    local: local_review.LocalReview | None
    letters: Sequence[LetterLine]
    documents: Sequence[documents.Stored]
    tasks: Sequence[CaseTask]
    dialogues: Sequence[Invited]
    recording: Sequence[Asked]
    decisions: Sequence[Entry]
    lineage: Sequence[lineage.Level]
    stays: stays.StaysShown
    identity_link: str | None
    root: str
    today: date
    who: list[str]

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"{self.root}/cases/{self.reference}"


async def show(actions: Actions, actor: Actor, reference: str) -> CaseShown:
    """A case for one reader, the look written down; raises NotFound outside their scope."""
    seen = await see(actions, actor, reference)
    case, told, today = seen.case, seen.case.told, actions.today()
    async with actions.service.db.read() as conn:
        keys = actions.service.keys
        return CaseShown(
            source=seen.whole,
            incident_id=case.incident_id,
            reference=case.reference,
            partner=seen.partner,
            authority=case.authority_name,
            partnership=await directory.name_of(conn, case.partnership),
            stage=case.stage,
            stage_words=STAGES.get(case.stage, case.stage),
            stage_colour=COLOURS.get(case.stage, "grey"),
            awaited=_awaited(told),
            told=told,
            clocks=clocks.of_case(told.clocks if told else (), seen.entries, today),
            moves=_moves(told, actor),
            entries=seen.entries,
            timeline=await items.items(conn, keys, case.incident_id, seen.entries),
            positions=versions.positions(seen.entries),
            versions=await versions.side_by_side(conn, keys, case.incident_id, seen.entries),
            rapid=await rapid.on_its_way(conn, keys, case.incident_id, told, seen.entries, today),
            local=await local_review.shown(
                conn, keys, case.incident_id, case.partnership, told, seen.entries, today
            ),
            letters=[_line(one) for one in seen.letters],
            documents=await documents.titled(conn, keys, seen.documents),
            tasks=[one for one in seen.tasks if one.is_open],
            dialogues=await invitation.of_case(conn, case.incident_id),
            recording=seen.recording,
            decisions=seen.decisions,
            lineage=lineage.lineage(seen.entries, seen.decisions),
            stays=stays.shown(await stays_told.of_case(conn, case.incident_id), told, today),
            identity_link=_identity_link(actions, case, seen.partner),
            root="/desk" if seen.partner is None else "/partner",
            today=today,
            who=known_as(actor),
        )


def _identity_link(actions: Actions, case: CaseView, partner: Partner | None) -> str | None:
    base = actions.settings.identity_url
    return f"{base}/identity/{case.reference}" if base and partner is None else None


def _awaited(told: CaseStateChangedV1 | None) -> str:
    return " and ".join(AWAITED.get(one, one) for one in told.awaited_from) if told else ""


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
