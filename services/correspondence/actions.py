"""What people and partners' systems do here: one use case each, for pages and API alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from chassis.access import Scope, audit_read
from chassis.ask import Asked
from chassis.clock import london_date
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Cause
from chassis.web.problems import Invalid, pointers
from contracts.catalogue import Entry, commands_of
from contracts.codes import Partner
from contracts.envelope import Command
from contracts.review.consideration import AnswerInformationRequestV1
from services.correspondence import replies, sealing
from services.correspondence.access import POLICY
from services.correspondence.delivery.correct import correct_address
from services.correspondence.document import store as documents
from services.correspondence.document.scan import scan
from services.correspondence.letter import domain as letter_domain
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.handlers import Letters
from services.correspondence.read_models import cases, names
from services.correspondence.replies import Reply
from services.correspondence.settings import CorrespondenceSettings

COMMANDS: Mapping[str, Entry] = {entry.type.split(".")[3]: entry for entry in commands_of("review")}
MEETING_COMMANDS = ("arrange-meeting", "record-attendance")
ORGANISATION_PARTNER = {
    "partner_authority": Partner.AUTHORITY,
    "partnership_manager": Partner.AUTHORITY,
    "partnership_system": Partner.AUTHORITY,
    "partner_health": Partner.HEALTH,
    "partner_police": Partner.POLICE,
}


def scope_of(case: cases.CaseView) -> Scope:
    """Where a case belongs."""
    return Scope(partnership=case.partnership, region=case.region_code)


def partner_of(actor: Actor) -> Partner:
    """The partner an actor speaks for; raises Refused when they speak for none."""
    for role, partner in ORGANISATION_PARTNER.items():
        if role in actor.roles:
            return partner
    raise Refused("Only a safeguarding partner may do this.", code="forbidden")


@dataclass(frozen=True)
class Actions:
    """The use cases, with what they need of the running service."""

    service: Service
    settings: CorrespondenceSettings
    letters: Letters

    async def case(self, reference: str, actor: Actor, what: str = "see_case") -> cases.CaseView:
        """A case that the actor may see, the look written down; raises NotFound otherwise."""
        async with self.service.db.begin() as tx:
            found = await cases.find(tx.conn, reference)
            allowed = found is not None and (
                self.is_background(actor) or POLICY.may(actor, what, scope_of(found))
            )
            about = found.reference if found else "no such case"  # anything may have been typed
            await audit_read(
                tx.conn, actor, what, about, at=tx.now, allowed=allowed, purpose="casework"
            )
            await names.note(tx.conn, actor)
        if found is None or not allowed:
            raise NotFound("There is nothing here that you may see.")
        return found

    def today(self) -> date:
        """The business date in England."""
        return london_date(self.service.clock.now())

    async def audit(self, actor: Actor, action: str, about: str) -> None:
        """Write down a list, a search or a download."""
        async with self.service.db.begin() as tx:
            await audit_read(tx.conn, actor, action, about, at=tx.now, purpose="casework")
            await names.note(tx.conn, actor)

    def is_background(self, actor: Actor) -> bool:
        """The demonstration's own client; production has none."""
        return "background" in actor.roles and self.settings.environment == "local"

    async def give(
        self, case: cases.CaseView, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give review a command about a case; its text is sealed here.

        Raises Refused for a role that may not, Invalid naming the wrong fields.
        """
        entry = COMMANDS.get(name)
        if entry is None or name in MEETING_COMMANDS:
            raise NotFound("There is no such command.")
        self._may_give(case, entry, actor)
        async with self.service.db.begin() as tx:
            clear = {**said, "incident_id": str(case.incident_id)}
            closed = await sealing.sealed(
                tx.conn, self.service.keys, case.incident_id, entry.model, clear
            )
        return await self._ask(entry, closed, case.incident_id, actor, id_)

    async def give_meeting(
        self, meeting_id: UUID, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give review a command about a meeting of the national body."""
        if name not in MEETING_COMMANDS:
            raise NotFound("There is no such command.")
        if not self.is_background(actor):
            POLICY.check(actor, "prepare_letter")
        return await self._ask(
            COMMANDS[name], {**said, "meeting_id": str(meeting_id)}, meeting_id, actor, id_
        )

    def _may_give(self, case: cases.CaseView, entry: Entry, actor: Actor) -> None:
        if self.is_background(actor):
            return
        POLICY.check(actor, "act", scope_of(case))
        moves = case.told.moves if case.told else ()
        roles = next((set(move.roles) for move in moves if move.command == entry.type), set())
        if moves and not roles & actor.roles:
            raise Refused("Your role may not do this.", code="forbidden")

    async def _ask(
        self, entry: Entry, said: Mapping[str, Any], key: UUID, actor: Actor, id_: UUID
    ) -> Asked:
        try:
            command = entry.model.model_validate(said)
        except ValidationError as error:
            found = pointers(error.errors(include_input=False, include_url=False))
            raise Invalid(found) from None
        assert isinstance(command, Command), "only commands are given"
        return await self.service.ask(
            command, key=key, actor_id=actor.id, roles=actor.roles, command_id=id_
        )

    async def upload(
        self, case: cases.CaseView, content: bytes, title: str, actor: Actor
    ) -> documents.Stored:
        """Keep a document; it is scanned before it is shown."""
        if not self.is_background(actor):
            POLICY.check(actor, "upload", scope_of(case))
        documents.check(content)
        state = await scan(content, self.settings.clamd_host, self.settings.clamd_port)
        async with self.service.db.begin() as tx:
            keys = self.service.keys
            return await documents.add(tx, keys, case.incident_id, content, title, actor.id, state)

    async def reply(self, case: cases.CaseView, said: Reply, actor: Actor, reply_id: UUID) -> UUID:
        """Reply to a letter, once; answers to what was asked go on to review.

        Raises Refused, NotFound.
        """
        POLICY.check(actor, "reply", scope_of(case))
        partner = partner_of(actor)
        async with self.service.db.begin([case.incident_id]) as tx:
            letters = await letter_store.letters_of(tx.conn, case.incident_id)
            if not any(one.id == said.letter_id and one.status == "issued" for one in letters):
                raise NotFound("There is no such letter.")
            words = await self.service.keys.seal(tx.conn, case.incident_id, said.text)
            told = (tx, case.incident_id, reply_id, said, words, partner, actor)
            if not await replies.insert(*told):
                return reply_id
            cause = Cause(reply_id, "request", str(case.incident_id), actor.id, roles=actor.roles)
            stored = await documents.find(tx.conn, said.document_id) if said.document_id else None
            tx.announce(
                replies.received(case, reply_id, said, partner, stored, tx.today),
                key=case.incident_id,
                object=said.letter_id,
                cause=cause,
            )
            if said.numbers:
                answer = AnswerInformationRequestV1(
                    incident_id=case.incident_id,
                    partner=partner,
                    numbers=said.numbers,
                    thread_id=said.letter_id,
                )
                tx.command(answer, key=case.incident_id, cause=cause)
        return reply_id

    async def letter(self, id_: UUID, actor: Actor) -> tuple[letter_domain.Letter, cases.CaseView]:
        """A letter with its case; raises NotFound outside the actor's scope."""
        async with self.service.db.read() as conn:
            found = (await letter_store.LETTERS.read(conn, [id_])).get(id_)
        if found is None:
            raise NotFound("There is no such letter.")
        return found, await self.case(found.reference, actor)

    async def letter_pdf(self, id_: UUID, actor: Actor) -> bytes:
        """A letter as it was sent; raises NotFound before, and outside the actor's scope."""
        found, case = await self.letter(id_, actor)
        POLICY.check(actor, "see_documents", scope_of(case))
        async with self.service.db.read() as conn:
            source = await letter_store.source_of(conn, found.id)
            sent = source.document_id if source else None
            stored = await documents.find(conn, sent) if sent else None
            if stored is None:
                raise NotFound("This letter has not been sent.")
            return await documents.content_of(conn, self.service.keys, stored)

    async def prepare(self, id_: UUID, actor: Actor) -> None:
        """Take a draft on, for another person to approve."""
        await self._change(id_, actor, "prepare_letter", self.letters.prepare)

    async def approve(self, id_: UUID, actor: Actor) -> None:
        """Approve and issue a letter."""
        await self._change(id_, actor, "approve_letter", self.letters.approve)

    async def send_back(self, id_: UUID, actor: Actor, reason: str) -> None:
        """Do not approve a letter, and say why."""
        sending = partial(self.letters.send_back, reason=reason)
        await self._change(id_, actor, "approve_letter", sending)

    async def _change(self, id_: UUID, actor: Actor, permission: str, change: Any) -> None:
        if not self.is_background(actor):
            POLICY.check(actor, permission)
        async with self.service.db.begin() as tx:
            found = (await letter_store.LETTERS.load(tx.conn, [id_])).get(id_)
            if found is None:
                raise NotFound("There is no such letter.")
            await names.note(tx.conn, actor)
            await change(tx, found, actor)

    async def correct_address(self, task_id: UUID, mailbox: str, actor: Actor) -> None:
        """Close a failed delivery's task by trying another address."""
        POLICY.check(actor, "do_task")
        async with self.service.db.begin() as tx:
            await correct_address(tx, task_id, mailbox, actor.id)
