"""What people and partners' systems do here: one use case each, for pages and API alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.access import NOTHING_HERE, audit_read
from chassis.ask import Asked, Sender
from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.service import Service
from contracts.envelope import Command
from contracts.review.member import MEMBER_REGISTER
from services.correspondence import sealing
from services.correspondence.access import POLICY, scope_of
from services.correspondence.case.restricted import Admission, admission
from services.correspondence.delivery.correct import correct_address
from services.correspondence.document import store as documents
from services.correspondence.document.scan import ScanState, scan
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.handlers import Letters
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import cases, desk, names
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.use_cases import asking, withheld


@dataclass(frozen=True)
class Actions:
    """The use cases, with what they need of the running service."""

    service: Service
    settings: CorrespondenceSettings
    letters: Letters

    async def case(self, reference: str, actor: Actor, what: str = "see_case") -> cases.CaseView:
        """A case that the actor may see, the look written down.

        Raises NotFound where they may not, ShutOut where it is restricted to others, Recused for a member
        from whom it is kept.
        """
        async with self.service.db.begin() as tx:
            found = await cases.find(tx.conn, reference)
            given = Admission(found) if found else None
            if found and not self.is_background(actor):
                given = await admission(tx.conn, found, actor, what, tx.now)
            about = found.reference if found else "no such case"  # anything may have been typed
            may = given is not None and given.error is None
            await audit_read(
                tx.conn, actor, what, about, at=tx.now, allowed=may, purpose="casework"
            )
            await names.note(tx, actor)
        if given is None:
            raise NotFound(NOTHING_HERE)
        if given.error:
            raise given.error
        return given.case

    def today(self) -> date:
        """The business date in England."""
        return london_date(self.service.clock.now())

    async def audit(self, actor: Actor, action: str, about: str) -> None:
        """Write down a list, a search or a download."""
        await self.audit_each(actor, [(action, about)])

    async def audit_each(self, actor: Actor, looks: Sequence[tuple[str, str]]) -> None:
        """Write down what was done with each of several things."""
        async with self.service.db.begin() as tx:
            for action, about in looks:
                await audit_read(tx.conn, actor, action, about, at=tx.now, purpose="casework")
            await names.note(tx, actor)

    def is_background(self, actor: Actor) -> bool:
        """The demonstration's own client; production has none."""
        return "background" in actor.roles and self.settings.environment == "local"

    async def give(
        self, case: cases.CaseView, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give review a command about a case; its text is sealed here.

        Raises Refused for a role that may not, Invalid naming the wrong fields, Reused.
        """
        entry, key, keys = asking.COMMANDS.get(name), case.incident_id, self.service.keys
        if entry is None or name in asking.PERMISSIONS:
            raise NotFound("There is no such command.")
        if not self.is_background(actor):
            asking.may_give(case, entry, actor)
            said = asking.in_own_name(entry, said, actor)
        async with self.service.db.begin() as tx:
            reader = None if self.is_background(actor) else actor
            named = await asking.documents_named(tx.conn, case, entry, said, reader)
            by_id = {field: str(ref["id"]) for field, ref in named.items()}
            digest = await asking.digest_of(
                tx.conn, keys, key, actor, entry.type, {**said, **by_id}
            )
            clear = {**said, **named, "incident_id": str(key)}
            closed = await sealing.sealed(tx.conn, keys, key, entry.model, clear)
            if not self.is_background(actor):
                closed = await withheld.carried(tx.conn, key, entry.model, closed, actor)
        return await self._ask(asking.parsed(entry, closed), key, actor, id_, digest)

    async def give_meeting(
        self, meeting_id: UUID, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give review a command about a meeting of the national body."""
        if name not in asking.MEETING_COMMANDS:
            raise NotFound("There is no such command.")
        return await self.give_apart(
            meeting_id, name, {**said, "meeting_id": str(meeting_id)}, actor, id_
        )

    async def give_member(
        self, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give review a command about the members of the national body."""
        if name not in asking.MEMBER_COMMANDS:
            raise NotFound("There is no such command.")
        return await self.give_apart(MEMBER_REGISTER, name, said, actor, id_)

    async def give_apart(
        self, key: UUID, name: str, said: Mapping[str, Any], actor: Actor, id_: UUID
    ) -> Asked:
        """Give a command that is about no case; raises Refused without its permission."""
        entry = asking.COMMANDS[name]
        if not self.is_background(actor):
            POLICY.check(actor, asking.PERMISSIONS[name])
            said = asking.in_own_name(entry, said, actor)
        async with self.service.db.read() as conn:
            keys = self.service.keys
            digest = await asking.digest_of(conn, keys, key, actor, entry.type, said, keyless=True)
        return await self._ask(asking.parsed(entry, said), key, actor, id_, digest)

    async def _ask(
        self, command: Command, key: UUID, actor: Actor, id_: UUID, digest: bytes
    ) -> Asked:
        sender = Sender(actor.id, actor.roles)
        return await self.service.ask(
            command, key=key, sender=sender, command_id=id_, digest=digest
        )

    async def upload(
        self, case: cases.CaseView, content: bytes, title: str, actor: Actor
    ) -> documents.Stored:
        """Keep a document; it is scanned before it is shown."""
        state = await self._scanned(case, content, actor)
        async with self.service.db.begin() as tx:
            keys = self.service.keys
            return await documents.add(tx, keys, case.incident_id, content, title, actor.id, state)

    async def upload_version(
        self,
        case: cases.CaseView,
        earlier: documents.Stored,
        file: tuple[bytes, str],
        redaction: str | None,
        actor: Actor,
    ) -> documents.Stored:
        """Keep a document as a further version of another, or nothing of it; ``file``: content and name."""
        content, title = file
        state = await self._scanned(case, content, actor)
        async with self.service.db.begin() as tx:
            keys, key = self.service.keys, case.incident_id
            stored = await documents.add(tx, keys, key, content, title, actor.id, state)
            await documents.follow(tx, keys, stored, earlier, redaction)
        return stored

    async def _scanned(self, case: cases.CaseView, content: bytes, actor: Actor) -> ScanState:
        """What the scanner says of content that may be kept; raises Refused."""
        if not self.is_background(actor):
            POLICY.check(actor, "upload", scope_of(case))
        documents.check(content)
        return await scan(content, self.settings.clamd_host, self.settings.clamd_port)

    async def letter(self, id_: UUID, actor: Actor) -> tuple[Letter, cases.CaseView]:
        """A letter with its case; raises NotFound outside the actor's scope."""
        async with self.service.db.read() as conn:
            found = (await letter_store.LETTERS.read(conn, [id_])).get(id_)
        if found is None:
            raise NotFound("There is no such letter.")
        return found, await self.case(found.reference, actor)

    async def correct_address(self, task_id: UUID, mailbox: str, actor: Actor) -> None:
        """Close a failed delivery's task by trying another address."""
        POLICY.check(actor, "do_task")
        async with self.service.db.read() as conn:
            task = await desk.open_task(conn, task_id)
        if task is None or task.delivery_id is None:
            raise NotFound("There is no such open task.")
        await self.case(task.reference, actor)
        async with self.service.db.begin() as tx:
            await correct_address(tx, task_id, mailbox, actor)
