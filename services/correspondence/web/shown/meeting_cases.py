"""The cases of a meeting as one reader may have them, opened: for the agenda, the papers and the minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence import directory
from services.correspondence.access import POLICY, member_of, scope_of
from services.correspondence.actions import Actions
from services.correspondence.document import store as documents
from services.correspondence.read_models import agenda, members
from services.correspondence.read_models.agenda import Item
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.read_models.members import Member
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown import flags, preparing
from services.correspondence.web.shown.flags import Flag
from services.correspondence.web.shown.preparing import Preparing


@dataclass(frozen=True)
class MeetingCase:
    """One case on the agenda; ``kept_from``: the reader takes no part in it."""

    item: Item
    partnership: str
    entries: Sequence[Entry]
    flags: Sequence[Flag]
    preparing: Preparing
    documents: Sequence[documents.Stored]
    kept_from: bool

    @property
    def incident_id(self) -> UUID:
        """The case's id."""
        return self.item.case.incident_id

    def last(self, *names: str) -> Entry | None:
        """The latest fact of these kinds."""
        return next((one for one in reversed(self.entries) if one.name in names), None)

    def of_round(self, name: str) -> Entry | None:
        """The latest fact of a kind that belongs to the round on the agenda."""
        found = [e for e in self.entries if e.name == name and e.fact["round"] == self.item.round]
        return found[-1] if found else None


async def of_meeting(
    actions: Actions, conn: Conn, meeting: MeetingView, actor: Actor
) -> list[MeetingCase]:
    """What stands on the agenda, within this reader's scope."""
    found = [
        one
        for one in await agenda.of_meeting(conn, meeting.id)
        if POLICY.may(actor, "see_documents", scope_of(one.case))
    ]
    told = await agenda.entries(conn, [one.case.incident_id for one in found])
    marks = await flags.of_cases(conn, [one.case for one in found], actions.today())
    known = {one.id: one for one in await members.all_of_them(conn)}
    return [
        await _case(actions, conn, one, told[one.case.incident_id], marks, known, actor)
        for one in found
    ]


async def _case(
    actions: Actions,
    conn: Conn,
    item: Item,
    entries: list[Entry],
    marks: Mapping[UUID, list[Flag]],
    known: Mapping[str, Member],
    actor: Actor,
) -> MeetingCase:
    case, keys = item.case, actions.service.keys
    named = {id_: one.name for id_, one in known.items()}
    kept = await documents.of_incident(conn, case.incident_id)
    return MeetingCase(
        item=item,
        partnership=await directory.name_of(conn, case.partnership),
        entries=entries,
        flags=marks[case.incident_id],
        preparing=await preparing.of_case(conn, keys, case.incident_id, entries, named, item.round),
        documents=await documents.titled(conn, keys, kept),
        kept_from=_kept_from(item, entries, known.get(member_of(actor)), actions),
    )


def _kept_from(
    item: Item, entries: Sequence[Entry], reader: Member | None, actions: Actions
) -> bool:
    """A member who is recused from the case, or tied to its partnership."""
    if reader is None:
        return False
    recused = any(e.name == "member-recused" and e.fact["member_id"] == reader.id for e in entries)
    return recused or reader.is_tied_to(item.case.partnership, actions.today())
