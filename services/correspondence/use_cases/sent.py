"""A letter that is out, in the form in which it is asked for: every look is written down."""

import asyncio
from uuid import UUID

from chassis.errors import NotFound
from chassis.identity import Actor
from services.correspondence.access import POLICY, scope_of
from services.correspondence.document import store as documents
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.state import Letter
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.pdf import pdf
from services.correspondence.render.text import text
from services.correspondence.use_cases.actions import Actions

NOT_SENT = "This letter has not been sent."


async def as_pdf(actions: Actions, id_: UUID, actor: Actor) -> bytes:
    """The PDF that was kept when it went out; a withdrawn one is marked. Raises NotFound before it is out."""
    letter = await _out(actions, id_, actor, "downloaded a letter as PDF")
    if letter.withdrawn:
        return await asyncio.to_thread(pdf, await _content(actions, letter))
    async with actions.service.db.read() as conn:
        source = await letter_store.source_of(conn, id_)
        kept = source.document_id if source else None
        stored = await documents.find(conn, kept) if kept else None
        if stored is None:
            raise NotFound(NOT_SENT)
        return await documents.content_of(conn, actions.service.keys, stored)


async def as_text(actions: Actions, id_: UUID, actor: Actor) -> str:
    """The same words as plain text; raises NotFound before it is out, and outside the actor's scope."""
    letter = await _out(actions, id_, actor, "downloaded a letter as text")
    return text(await _content(actions, letter))


async def _out(actions: Actions, id_: UUID, actor: Actor, action: str) -> Letter:
    found, case = await actions.letter(id_, actor)
    POLICY.check(actor, "see_documents", scope_of(case))
    if not found.is_out:
        raise NotFound(NOT_SENT)
    await actions.audit(actor, action, found.reference)
    return found


async def _content(actions: Actions, letter: Letter) -> Content:
    async with actions.service.db.read() as conn:
        content, _source = await actions.letters.content(conn, letter.id, on=actions.today())
    return content
