"""A letter on a local review that goes out is the Panel's comment and its advice too, as ``review`` records them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from chassis.ask import Sender, send
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.envelope import Command
from contracts.review.lcspr_advice import CommentOn, CommentOnLcsprV1, GiveLcsprAdviceV1, Milestone
from services.correspondence.letter import reading
from services.correspondence.letter.handlers import case_of
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.state import Letter
from services.correspondence.letter.store import LETTERS
from services.correspondence.letter_types import LOCAL_BY_CODE
from services.correspondence.use_cases import asking
from services.correspondence.use_cases.actions import Actions

SENDER = Sender("system:correspondence", frozenset())
COMMENT, ADVICE = ("comments", "strengths"), ("advice",)
"""The parts of a letter that are a comment, and advice."""


async def tell(tx: Tx, actions: Actions, letter: Letter, now: Reading, actor: Actor) -> None:
    """Give ``review`` what goes out; the same words in the place of a letter are none anew.

    It is given by the service itself, for who may approve a letter need not be one who comments or advises.
    """
    kind = LOCAL_BY_CODE.get(letter.kind)
    if kind is None:
        return
    before = await _said_before(tx, actions, letter.replaces) if letter.replaces else {}
    said, giving = now.texts, _Giving(tx, actions, letter, actor)
    if kind.comments_on and _differ(COMMENT, said, before):
        await giving.comment(
            CommentOn(kind.comments_on), said.get("comments", ""), said.get("strengths")
        )
    if said.get("advice") and _differ(ADVICE, said, before):
        await giving.advise(Milestone(kind.advises_on), said["advice"])


def _differ(parts: tuple[str, ...], said: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return any(said.get(part) != before.get(part) for part in parts)


@dataclass(frozen=True)
class _Giving:
    """What one letter says, as commands to ``review``; each once a letter."""

    tx: Tx
    actions: Actions
    letter: Letter
    actor: Actor

    async def comment(self, on: CommentOn, comment: str, strengths: str | None) -> None:
        command = CommentOnLcsprV1(
            incident_id=case_of(self.letter),
            on=on,
            commented_on=self.tx.today,
            strengths=await self._sealed(strengths) if strengths else None,
            comment=await self._sealed(comment),
            letter_id=self.letter.id,
        )
        await self._give("comment", command, on.value, comment, strengths)

    async def advise(self, about: Milestone, advice: str) -> None:
        command = GiveLcsprAdviceV1(
            incident_id=case_of(self.letter),
            about=about,
            advice=await self._sealed(advice),
            letter_id=self.letter.id,
        )
        await self._give("advice", command, about.value, advice)

    async def _sealed(self, text: str) -> str:
        return await self.actions.service.keys.seal(self.tx.conn, case_of(self.letter), text)

    async def _give(self, name: str, command: Command, *content: str | None) -> None:
        keys, incident = self.actions.service.keys, case_of(self.letter)
        await send(
            self.tx,
            command,
            key=incident,
            sender=SENDER,
            command_id=uuid5(self.letter.id, name),
            digest=await asking.digest_of(self.tx.conn, keys, incident, self.actor, *content),
        )


async def _said_before(tx: Tx, actions: Actions, replaced: UUID) -> Mapping[str, str]:
    """What a withdrawn letter said."""
    source = await reading.source_of(tx.conn, replaced)
    letter = (await LETTERS.read(tx.conn, [replaced]))[replaced]
    _made, texts = await reading.texts_of(
        tx.conn, actions.service.keys, source.made(), letter.written
    )
    return texts
