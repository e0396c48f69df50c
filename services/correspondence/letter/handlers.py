"""Use cases of a letter: drafted, worded, prepared, approved and issued."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.delivery import work as deliveries
from services.correspondence.document import store as documents
from services.correspondence.letter import (
    commands,
    domain,
    events,
    marked,
    reading,
    rules,
    store,
)
from services.correspondence.letter.reading import Reading, frozen
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import (
    GIVES_REASONS,
    Change,
    needed,
    sealed_texts,
    title_of,
)
from services.correspondence.letter.wire import Issuing, announce_step
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.pdf import pdf


def letter_id_of(decision_id: UUID) -> UUID:
    """One letter a decision, however often the decision is heard of."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/{decision_id}")


def aggregate(announce: Any) -> Aggregate[Letter, commands.Command, events.Event]:
    """Letters, told by ``announce``."""
    return Aggregate(
        load=store.LETTERS.load,
        blank=Letter,
        decide=domain.decide,
        evolve=domain.evolve,
        save=store.LETTERS.save,
        announce=announce,
    )


async def draft(tx: Tx, decision: DecisionRecordedV1, partnership: str, cause: Cause) -> None:
    """Draft the letter of a decision; one of an earlier round that never went out never does."""
    id_ = letter_id_of(decision.decision_id)
    command = commands.Draft(
        decision.incident_id,
        decision.reference,
        decision.decision_id,
        decision.outcome,
        decision.round,
    )
    before = await store.before_round(tx.conn, decision.incident_id, decision.round)
    given: list[tuple[UUID, commands.Command]] = [
        *((one, commands.Overtake()) for one in before),
        (id_, command),
    ]
    orders = [Order(one, decision.incident_id, said, cause) for one, said in given]
    await execute(tx, aggregate(announce_step), orders)
    await store.add_source(tx.conn, id_, partnership, decision)


@dataclass(frozen=True)
class Letters:
    """The use cases of people, with the keys that open text."""

    keys: KeyRing
    made_up: bool

    async def content(self, conn: Conn, id_: UUID, *, on: date) -> tuple[Content, store.Source]:
        """The content tree as it went out, or as it would go out on a day; raises NotFound."""
        source = await reading.source_of(conn, id_)
        letter = (await store.LETTERS.read(conn, [id_]))[id_]
        if source.content is not None:
            went_out = await reading.content_of(conn, self.keys, source)
            return await marked.marked(conn, self.keys, letter, went_out), source
        return (await self.read(conn, letter, on)).content, source

    async def read(self, conn: Conn, letter: Letter, on: date) -> Reading:
        """A letter that is not out yet, with what is doubtful in it; raises NotFound."""
        source = await reading.source_of(conn, letter.id)
        return await reading.read(conn, self.keys, letter, source, on, made_up=self.made_up)

    async def changes(self, conn: Conn, letter: Letter) -> list[Change]:
        """What a person wrote in place of the texts it was made from; raises NotFound once erased."""
        source = await reading.source_of(conn, letter.id)
        decided, texts = await reading.texts_of(conn, self.keys, source.made(), letter.written)
        return [
            Change(
                title_of(one.part),
                one.by,
                one.on,
                decided.get(one.part, ""),
                texts.get(one.part, ""),
            )
            for one in letter.written
        ]

    async def prepare(self, tx: Tx, letter: Letter, actor: Actor) -> None:
        """Take the draft as one's own and hand it on."""
        await self._order(tx, letter, commands.Prepare(actor.id), actor, announce_step)

    async def rewrite(
        self,
        tx: Tx,
        letter: Letter,
        actor: Actor,
        texts: Mapping[str, str],
        seen: str | None,
    ) -> None:
        """Word some parts of the letter anew and hand it on; a part not named stays as it is.

        Raises Refused where a text that a letter needs is empty, or another person was quicker.
        """
        domain.still_open(letter)
        now = await self.read(tx.conn, letter, tx.today)
        _same(now, seen)
        for part in texts:
            if needed(part) and not texts[part]:
                raise Refused("A letter can not be without it.", rules.REASONS, f"texts/{part}")
        kept = {one.part: one for one in letter.written}
        written = []
        for part in sealed_texts(now.made):
            text, stands = texts.get(part, now.texts.get(part, "")), now.texts.get(part, "")
            if text == now.decided.get(part, ""):
                continue
            if text != stands:
                sealed = await self.keys.seal(tx.conn, now.made.incident_id, text)
                kept[part] = commands.Written(part, sealed, actor.id, tx.today)
            written.append(kept[part])
        command = commands.Rewrite(actor.id, tx.today, tuple(written))
        await self._order(tx, letter, command, actor, announce_step)

    async def draft_again(self, tx: Tx, letter: Letter, actor: Actor) -> None:
        """Withdraw the draft: it says again what it was made from."""
        await self._order(tx, letter, commands.DraftAgain(actor.id, tx.today), actor, announce_step)

    async def send_back(self, tx: Tx, letter: Letter, actor: Actor, reason: str) -> None:
        """Not approved: a draft again, with the reason."""
        sealed = await self.keys.seal(tx.conn, case_of(letter), reason)
        command = commands.SendBack(actor.id, sealed)
        await self._order(tx, letter, command, actor, announce_step)

    async def approve(
        self,
        tx: Tx,
        letter: Letter,
        actor: Actor,
        override: str | None = None,
        seen: str | None = None,
    ) -> Reading | None:
        """Approve, keep what goes out as evidence, and send it to all three partners at once; what goes out.

        None where it is out already. ``override`` says why it goes out in spite of doubts; ``seen`` is what
        the person has read.
        """
        if letter.status == "issued":
            return None
        domain.still_open(letter)
        incident = case_of(letter)
        now = await self.read(tx.conn, letter, tx.today)
        _same(now, seen)
        said = override.strip() if override else ""
        command = commands.Approve(
            actor.id,
            tx.today,
            has_reasons=any(part in now.texts for part in GIVES_REASONS),
            warnings=tuple(one.code for one in now.doubts),
            override=await self.keys.seal(tx.conn, incident, said) if said else None,
            lines=now.lines,
        )
        document = await self._keep_pdf(tx, incident, now.content)
        recipients = tuple(dict.fromkeys(Partner(one.partner) for one in now.to))
        telling = Issuing(document, now.made, recipients)
        await self._order(tx, letter, command, actor, telling.announce)
        await store.keep_issued(
            tx.conn,
            letter.id,
            content=await self.keys.seal(tx.conn, incident, frozen(now.content)),
            document_id=document.id,
            sha256=document.sha256,
        )
        await deliveries.add(
            tx.conn, "letter", letter.id, incident, letter.reference, now.to, letter.drafted_by
        )
        return now

    async def _keep_pdf(self, tx: Tx, incident: UUID, content: Content) -> documents.Stored:
        title = f"{content.title}.pdf"
        made = await asyncio.to_thread(pdf, content)
        return await documents.add(tx, self.keys, incident, made, title, deliveries.BY, "clean")

    async def _order(
        self, tx: Tx, letter: Letter, command: commands.Command, actor: Actor, announce: Any
    ) -> None:
        await give(tx, case_of(letter), [(letter.id, command)], actor, announce)


async def give(
    tx: Tx,
    incident: UUID,
    given: Sequence[tuple[UUID, commands.Command]],
    actor: Actor,
    announce: Any = announce_step,
) -> list[Any]:
    """A person's commands for letters of one case; what came of each. Raises Refused."""
    cause = asked_by(actor, incident)
    orders = [Order(id_, incident, command, cause) for id_, command in given]
    return await execute(tx, aggregate(announce), orders)


def asked_by(actor: Actor, incident: UUID) -> Cause:
    """A person asks for it, about a case."""
    return Cause(uuid7(), "request", str(incident), actor.id, roles=actor.roles)


def case_of(letter: Letter) -> UUID:
    """The incident that a letter is about; raises NotFound for one that was never drafted."""
    if letter.incident_id is None:
        raise NotFound("There is no such letter.")
    return letter.incident_id


def _same(now: Reading, seen: str | None) -> None:
    if seen and seen != now.digest:
        reason = "The letter has changed since you read it: read it again."
        raise Refused(reason, rules.FOUR_EYES, code="changed")
