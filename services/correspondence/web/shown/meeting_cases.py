"""The cases of a meeting as one reader may have them, opened: for the agenda, the papers and the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from services.correspondence import directory, replies
from services.correspondence.access import POLICY, member_of, scope_of
from services.correspondence.case.readable import documents_for, without_work
from services.correspondence.document import store as documents
from services.correspondence.document.store import Stored
from services.correspondence.read_models import agenda, meetings, members
from services.correspondence.read_models.agenda import Item
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.read_models.members import Member
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown import flags, preparing
from services.correspondence.web.shown.flags import Flag
from services.correspondence.web.shown.preparing import Preparing
from services.correspondence.web.shown.versions import sent_versions

NOTHING = Preparing()


@dataclass(frozen=True)
class MeetingCase:
    """One case on the agenda; ``kept_from``: the reader takes no part in it."""

    item: Item
    partnership: str
    entries: Sequence[Entry]
    flags: Sequence[Flag]
    kept_from: bool
    documents: Sequence[Stored] = ()
    preparing: Preparing = NOTHING

    @property
    def incident_id(self) -> UUID:
        """The case's id."""
        return self.item.case.incident_id

    @property
    def sent(self) -> Entry | None:
        """The latest version of the rapid review, with its core as it was confirmed."""
        return next(reversed(sent_versions(self.entries)), None)

    def of_round(self, name: str) -> Entry | None:
        """The latest fact of a kind that belongs to the round on the agenda."""
        found = [e for e in self.entries if e.name == name and e.fact["round"] == self.item.round]
        return found[-1] if found else None


@dataclass(frozen=True)
class Purpose:
    """For what the cases of a meeting are opened; of each case it is written down."""

    looked: str
    kept: str


PAPERS = Purpose("took papers of", "was kept from papers of")
MINUTES = Purpose("read minutes of", "was kept from minutes of")
ROUTINE = Purpose("read to ratify", "was kept from ratifying")


async def of_meeting(
    actions: Actions, meeting_id: UUID, actor: Actor, purpose: Purpose | None
) -> tuple[MeetingView, list[MeetingCase]]:
    """A meeting and what stands on its agenda, within this reader's scope; raises NotFound.

    Without a purpose nothing is opened: names and codes alone.
    """
    async with actions.service.db.read() as conn:
        meeting = await meetings.find(conn, meeting_id)
        if meeting is None:
            raise NotFound("There is no such meeting.")
        known = {one.id: one for one in await members.all_of_them(conn)}
        found = await _found(actions, conn, meeting, actor, known.get(member_of(actor)))
        if purpose is not None:
            found = await _opened(actions, conn, found, actor)
        named = {id_: one.name for id_, one in known.items()}
        open_ = [one for one in found if purpose and not one.kept_from]
        texts = await preparing.texts(
            conn, actions.service.keys, {one.incident_id: one.entries for one in open_}
        )
    looks = [
        (purpose.kept if one.kept_from else purpose.looked, one.item.case.reference)
        for one in found
        if purpose
    ]
    await actions.audit_each(actor, looks)
    return meeting, [
        replace(one, preparing=preparing.of_case(one.entries, texts, named, one.item.round))
        for one in found
    ]


async def _found(
    actions: Actions, conn: Conn, meeting: MeetingView, actor: Actor, reader: Member | None
) -> list[MeetingCase]:
    items = [
        one
        for one in await agenda.of_meeting(conn, meeting.id)
        if POLICY.may(actor, "see_documents", scope_of(one.case))
    ]
    told = await agenda.entries(conn, [one.case.incident_id for one in items])
    marks = await flags.of_cases(conn, [one.case for one in items], actions.today())
    names = await directory.all_names(conn)
    return [
        MeetingCase(
            item=one,
            partnership=names.get(one.case.partnership, one.case.partnership),
            entries=without_work(told[one.case.incident_id], one.case.told),
            flags=marks[one.case.incident_id],
            kept_from=_kept_from(one, told[one.case.incident_id], reader, actions),
        )
        for one in items
    ]


async def _opened(
    actions: Actions, conn: Conn, found: Sequence[MeetingCase], actor: Actor
) -> list[MeetingCase]:
    """With the documents that this reader may open, under the names that people gave them."""
    ids = [one.incident_id for one in found if not one.kept_from]
    kept = await documents.of_incidents(conn, ids)
    replied = await replies.documents_of(conn, ids)
    own = {
        one.id
        for case in found
        for one in documents_for(kept, case.entries, replied, actor)
        if one.incident_id == case.incident_id
    }
    shown = [one for one in kept if one.id in own]
    titled = await documents.titled(conn, actions.service.keys, shown)
    return [
        replace(case, documents=[one for one in titled if one.incident_id == case.incident_id])
        for case in found
    ]


def _kept_from(
    item: Item, entries: Sequence[Entry], reader: Member | None, actions: Actions
) -> bool:
    """A member who is recused from the case, or tied to its partnership."""
    if reader is None:
        return False
    recused = any(e.name == "member-recused" and e.fact["member_id"] == reader.id for e in entries)
    return recused or reader.is_tied_to(item.case.partnership, actions.today())
